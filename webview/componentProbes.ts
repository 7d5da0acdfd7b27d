/**
 * Stands in for the module in which the component library's base probes the browser: it adds a style element to learn
 * whether `:focus-visible` exists, which the page's policy blocks and reports. Every browser that shows the page has it.
 */
export * from "@microsoft/fast-web-utilities/dist/dom.js";

export function canUseFocusVisible(): boolean {
  return true;
}
