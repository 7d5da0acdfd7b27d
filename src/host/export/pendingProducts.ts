import type { Product } from "../../core/export/products";

interface Pending {
  readonly resolve: (product: Product) => void;
  readonly reject: (reason: Error) => void;
}

/** What a page was asked to make and has not answered yet. */
export class PendingProducts {
  readonly #pending = new Map<number, Pending>();
  #next = 1;

  /** Asks under a fresh number; resolves with the answer to it, rejects with the signal's reason. */
  async ask(ask: (id: number) => Promise<void>, signal: AbortSignal): Promise<Product> {
    signal.throwIfAborted();
    const id = this.#next++;
    const cancel = () => {
      this.#pending.get(id)?.reject(new DOMException("cancelled", "AbortError"));
    };
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const answer = new Promise<Product>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
      });
      await ask(id);
      return await answer;
    } finally {
      signal.removeEventListener("abort", cancel);
      this.#pending.delete(id);
    }
  }

  /** An answer of the page; one that nobody waits for is dropped. */
  settle(id: number, product: Product): void {
    this.#pending.get(id)?.resolve(product);
  }

  /** The page is gone: nothing that it was asked for will come. */
  fail(problem: string): void {
    for (const { resolve } of this.#pending.values()) resolve({ kind: "none", problem });
  }
}
