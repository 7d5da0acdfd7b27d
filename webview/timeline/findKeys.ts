export interface FindKeyActions {
  readonly open: () => void;
  /** False where nothing is looked for. */
  readonly step: (by: -1 | 1) => boolean;
}

/** The keys of the search work wherever the focus is, a slash only where nothing is written. */
export function listenForFind(actions: FindKeyActions, signal: AbortSignal): void {
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || event.altKey) return;
      if (act(event, actions)) event.preventDefault();
    },
    { signal },
  );
}

function act(event: KeyboardEvent, { open, step }: FindKeyActions): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && !event.shiftKey && event.key.toLowerCase() === "f") {
    open();
    return true;
  }
  if (isCommand) return false;
  if (event.key === "F3") return step(event.shiftKey ? -1 : 1);
  if (event.key !== "/" || isWriting(event)) return false;
  open();
  return true;
}

/** The first element of the path is the one inside a component that has the focus. */
function isWriting(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
