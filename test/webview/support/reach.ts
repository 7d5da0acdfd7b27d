import type { Page } from "playwright-core";

/**
 * What sticks out of the window sideways where nothing scrolls it into view, one line for each element; the page itself
 * where it scrolls sideways.
 */
export async function clipped(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const { documentElement: root } = document;
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}#${element.id}.${element.getAttribute("class") ?? ""}`;
    const scrolls = (element: Element | null): boolean => {
      for (let at = element?.parentElement ?? null; at !== null; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== "visible") return true;
      return false;
    };
    const wide =
      root.scrollWidth > root.clientWidth
        ? [`the page: ${String(root.scrollWidth)} of ${String(root.clientWidth)}`]
        : [];
    const sticking = Array.from(document.body.querySelectorAll("*"))
      .filter((element) => {
        const { left, right, width, height } = element.getBoundingClientRect();
        if (width <= 1 || height <= 1) return false;
        return (right > root.clientWidth + 1 || left < -1) && !scrolls(element);
      })
      .map((element) => {
        const { left, right } = element.getBoundingClientRect();
        return `${name(element)} from ${left.toFixed()} to ${right.toFixed()}`;
      });
    return [...wide, ...sticking];
  });
}

/**
 * Controls that are shown but that cannot be brought into view and pressed: the middle of each, scrolled to, must be in
 * the window with nothing else over it.
 */
export async function buriedControls(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const controls = Array.from(
      document.querySelectorAll<HTMLElement>(
        "button, select, input, summary, [role=tab], vscode-button, vscode-text-field",
      ),
    );
    const places = new Map(
      Array.from(document.querySelectorAll("*"), (element) => [element, element.scrollTop]),
    );
    const buried = controls.flatMap((control) => {
      const shown = control.checkVisibility({ visibilityProperty: true });
      if (!shown || control.closest(".unseen, [aria-hidden=true]") !== null) return [];
      control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const { left, top, width, height } = control.getBoundingClientRect();
      if (width === 0 || height === 0) return [];
      const [x, y] = [left + width / 2, top + height / 2];
      const over = document.elementFromPoint(x, y);
      const reached =
        over !== null && (control.contains(over) || over.contains(control) || over === control);
      const label = control.getAttribute("aria-label") ?? control.textContent.trim().slice(0, 40);
      return reached
        ? []
        : [
            `${control.tagName.toLowerCase()} “${label}” at ${x.toFixed()}, ${y.toFixed()} under ${over?.tagName.toLowerCase() ?? "nothing"}.${over?.getAttribute("class") ?? ""}`,
          ];
    });
    for (const [element, top] of places) element.scrollTop = top;
    return buried;
  });
}
