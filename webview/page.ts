/** What VS Code gives a webview before its own styles: the editor's ground, text and inner space. */
const editorStyle = `@layer vscode-default {
  html {
    background: var(--vscode-editor-background);
    scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background);
  }
  body {
    margin: 0;
    padding: 0 20px;
    color: var(--vscode-editor-foreground);
    font: var(--vscode-font-weight) var(--vscode-font-size) var(--vscode-font-family);
  }
}`;

/**
 * Stands in for VS Code where the page is opened in a plain browser, for tests and pictures: keeps the state, and collects
 * what the page posts. The host's messages come as VS Code sends them, by `window.postMessage`.
 */
export interface EditorStandIn {
  /** What the page posted, in order, as structured clones. */
  readonly posted: unknown[];
  state: unknown;
  /** Called with each message at once, where a test sets it. */
  onPost: ((message: unknown) => void) | undefined;
}

declare global {
  interface Window {
    editorStandIn: EditorStandIn;
    acquireVsCodeApi: () => {
      postMessage(message: unknown): void;
      getState(): unknown;
      setState(state: unknown): void;
    };
  }
}

const standIn: EditorStandIn = { posted: [], state: undefined, onPost: undefined };
let acquired = false;

window.editorStandIn = standIn;
window.acquireVsCodeApi = () => {
  if (acquired) throw new Error("an instance of the VS Code API has already been acquired");
  acquired = true;
  return {
    postMessage(message) {
      const clone: unknown = structuredClone(message);
      standIn.posted.push(clone);
      standIn.onPost?.(clone);
    },
    getState: () => standIn.state,
    setState(state) {
      standIn.state = structuredClone(state);
    },
  };
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(editorStyle);
document.adoptedStyleSheets.push(sheet);
