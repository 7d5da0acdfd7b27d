import type { Page } from "playwright-core";

/** What the page counts. */
interface Counting {
  posted?: number;
  taken?: number;
}

/** The same value with text in place of buffers, which do not travel to the browser as such. */
function encoded(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { base64: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, encoded(each)]));
}

/** Posts messages to the page's window and waits until the page has taken all of them and drawn what they change at once. */
export async function postToPage(page: Page, messages: readonly unknown[]): Promise<void> {
  await page.evaluate(
    async (given) => {
      const decoded = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(decoded);
        if (typeof value !== "object" || value === null) return value;
        if ("base64" in value)
          return Uint8Array.from(atob(String(value.base64)), (each) => each.charCodeAt(0)).buffer;
        return Object.fromEntries(
          Object.entries(value).map(([name, each]) => [name, decoded(each)]),
        );
      };
      const counting = window as unknown as Counting;
      if (counting.taken === undefined) {
        counting.taken = 0;
        // Behind the page's own listener.
        window.addEventListener("message", () => {
          counting.taken = (counting.taken ?? 0) + 1;
        });
      }
      const frame = async () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (const message of given) window.postMessage(decoded(message));
      counting.posted = (counting.posted ?? 0) + given.length;
      const { posted } = counting;
      while (counting.taken < posted) await frame();
      // The page draws in the next frame what it took in this one.
      await frame();
      await frame();
    },
    messages.map((message) => encoded(message)),
  );
}
