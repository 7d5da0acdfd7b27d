import type { Page } from "playwright-core";

interface HeldWindow {
  heldWorker: {
    /** Types of messages that are held back. */
    types: readonly string[];
    readonly held: MessageEvent[];
    release(dropped: readonly string[]): void;
  };
}

/** Before the page is loaded: what its worker says can be held back from then on. */
export async function holdWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const listeners: ((event: MessageEvent) => void)[] = [];
    const holding: HeldWindow["heldWorker"] = {
      types: [],
      held: [],
      release: (dropped) => {
        holding.types = [];
        for (const event of holding.held.splice(0)) {
          const { type } = event.data as { readonly type: string };
          if (!dropped.includes(type)) for (const tell of listeners) tell(event);
        }
      },
    };
    (window as unknown as HeldWindow).heldWorker = holding;
    const Real = Worker;
    class HeldWorker extends Real {
      override addEventListener(type: string, listener: unknown): void {
        if (type !== "message" || typeof listener !== "function") {
          super.addEventListener(type, listener as EventListener);
          return;
        }
        const tell = (event: MessageEvent) => {
          Reflect.apply(listener, this, [event]);
        };
        listeners.push(tell);
        super.addEventListener("message", (event: MessageEvent<{ readonly type: string }>) => {
          const isHeld = holding.held.length > 0 || holding.types.includes(event.data.type);
          if (isHeld) holding.held.push(event);
          else tell(event);
        });
      }
    }
    window.Worker = HeldWorker;
  });
}

/** From now on holds back messages of a type, and what comes behind them. */
export async function holdBack(page: Page, ...types: readonly string[]): Promise<void> {
  await page.evaluate((given) => {
    (window as unknown as HeldWindow).heldWorker.types = given;
  }, types);
}

/** Waits until such a message is held back. */
export async function untilHeld(page: Page): Promise<void> {
  await page.waitForFunction(() => (window as unknown as HeldWindow).heldWorker.held.length > 0);
}

/** Lets everything through that was held back, in its order, but for some types: what a slower worker would not have said. */
export async function release(page: Page, ...dropped: readonly string[]): Promise<void> {
  await page.evaluate((given) => {
    (window as unknown as HeldWindow).heldWorker.release(given);
  }, dropped);
}
