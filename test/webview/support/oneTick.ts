import type { Locator, Page } from "playwright-core";

/** What somebody does so fast that no frame comes between. Selectors name the first element that they fit. */
export type Act =
  /** Pressed and released. */
  | { readonly kind: "click"; readonly on: string }
  | { readonly kind: "key"; readonly on: string; readonly key: string; readonly isComposing?: true }
  /** Into a field or a slider. */
  | { readonly kind: "type"; readonly on: string; readonly text: string }
  | { readonly kind: "choose"; readonly on: string; readonly value: string }
  /** In the middle of an element, by so many pixels. */
  | { readonly kind: "wheel"; readonly on: string; readonly by: number };

/** Does all of it in one task of the page: nothing is drawn, and no message is taken, before the last of it. */
export async function inOneTick(page: Page, acts: readonly Act[]): Promise<void> {
  await page.evaluate((given) => {
    const found = (selector: string): HTMLElement => {
      const element = document.querySelector<HTMLElement>(selector);
      if (element === null) throw new Error(`there is no ${selector}`);
      return element;
    };
    const write = (selector: string, value: string, type: string) => {
      const element = found(selector);
      if (!("value" in element)) throw new Error(`nothing is written into ${selector}`);
      element.value = value;
      element.dispatchEvent(new Event(type, { bubbles: true }));
    };
    for (const act of given)
      switch (act.kind) {
        case "click": {
          const element = found(act.on);
          for (const type of ["pointerdown", "pointerup"])
            element.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true }));
          element.dispatchEvent(
            new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }),
          );
          break;
        }
        case "key": {
          const { key, isComposing = false } = act;
          found(act.on).dispatchEvent(
            new KeyboardEvent("keydown", { key, isComposing, bubbles: true, cancelable: true }),
          );
          break;
        }
        case "type":
          write(act.on, act.text, "input");
          break;
        case "choose":
          write(act.on, act.value, "change");
          break;
        case "wheel": {
          const { left, top, width, height } = found(act.on).getBoundingClientRect();
          found(act.on).dispatchEvent(
            new WheelEvent("wheel", {
              clientX: left + width / 2,
              clientY: top + height / 2,
              deltaY: act.by,
              bubbles: true,
              cancelable: true,
            }),
          );
          break;
        }
      }
  }, acts);
}

/** The middle of an element, in CSS pixels of the page. Throws where it is not visible. */
export async function middle(
  element: Locator,
): Promise<{ readonly x: number; readonly y: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error("it is not visible");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
