import { html, nothing, type TemplateResult } from "lit";

/** Something that the user can do with the page as a whole. */
export type ToolbarAction =
  | {
      readonly kind: "button";
      readonly id: string;
      readonly label: string;
      readonly title: string;
      readonly act: () => void;
    }
  | {
      readonly kind: "toggle";
      readonly id: string;
      readonly label: string;
      readonly title: string;
      readonly pressed: boolean;
      readonly act: (pressed: boolean) => void;
    };

/** The actions of the page, at the end of its title. */
export function toolbarView(
  label: string,
  actions: readonly ToolbarAction[],
): TemplateResult | typeof nothing {
  if (actions.length === 0) return nothing;
  return html`<div class="toolbar" role="group" aria-label=${label}>
    ${actions.map(actionView)}
  </div>`;
}

function actionView(action: ToolbarAction): TemplateResult {
  switch (action.kind) {
    case "button":
      return html`<button
        type="button"
        class="plain link"
        id=${`action-${action.id}`}
        title=${action.title}
        @click=${action.act}
      >
        ${action.label}
      </button>`;
    case "toggle":
      return html`<button
        type="button"
        class="plain link explain"
        id=${`action-${action.id}`}
        title=${action.title}
        aria-pressed=${String(action.pressed)}
        @click=${() => {
          action.act(!action.pressed);
        }}
      >
        ${action.label}
      </button>`;
  }
}
