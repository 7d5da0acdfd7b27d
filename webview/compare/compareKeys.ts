/** Whether a key writes into a field. The first element of the path is the one inside a component that has the focus. */
export function isWriting(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && target.matches("input, select, textarea");
}

/** A key of the search, wherever the focus is. */
export function isFindKey({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "/" || key === "F3" || ((ctrlKey || metaKey) && key.toLowerCase() === "f");
}
