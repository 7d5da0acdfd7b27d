import type { HostAbility, ToHost } from "../src/core/protocol";
import type { LoadedSession } from "./loadedSession";
import type { PageState } from "./pageState";
import { header } from "./strings";
import { products } from "./strings/products";
import type { ToolbarAction } from "./views/toolbar";

/** What an action of the page may know and do. */
export interface ActionContext {
  readonly loaded: LoadedSession;
  readonly state: PageState;
  readonly keep: (change: Partial<PageState>) => void;
  readonly abilities: ReadonlySet<HostAbility>;
  readonly send: (message: ToHost) => void;
}

/** All actions of the page's toolbar, in their order. What the host cannot do is not among them. */
export function pageActions(context: ActionContext): readonly ToolbarAction[] {
  return context.abilities.has("export")
    ? [explain(context), exportAction(context)]
    : [explain(context)];
}

function exportAction({ send }: ActionContext): ToolbarAction {
  return {
    kind: "button",
    id: "export",
    label: products.label,
    title: products.title,
    act: () => {
      send({ type: "export" });
    },
  };
}

function explain({ state, keep }: ActionContext): ToolbarAction {
  return {
    kind: "toggle",
    id: "explain",
    label: header.explain,
    title: header.explainTitle,
    pressed: state.explained,
    act: (explained) => {
      keep({ explained });
    },
  };
}
