import { pageShare, walkTarget, type Walk } from "../../src/core/timeline/walk";
import { unreachable } from "../../src/core/unreachable";
import { timeline } from "../strings/timeline";
import type { FigureActions, KeyAction } from "./figureInput";
import type { Pointing } from "./pointing";
import type { Shown, ViewMover } from "./viewMover";

/** What a user's acts on the figure lead to. */
export interface Acting {
  readonly mover: ViewMover;
  readonly pointing: Pointing;
  readonly selected: () => number | undefined;
  readonly choose: (request: number | undefined) => void;
  /** False where there was nothing to clear. */
  readonly clearFilter: () => boolean;
  readonly openFind: () => void;
  readonly announce: (text: string) => void;
  readonly blur: () => void;
}

/** What pointer, wheel and keys do in the figure. */
export function figureActions(acting: Acting): FigureActions {
  const { mover, pointing } = acting;
  return {
    hover: (x, y) => {
      pointing.moveTo(x, y);
    },
    leave: () => {
      pointing.leave();
    },
    press: (x, y) => {
      const hit = pointing.at(x, y);
      return () => {
        if (hit !== undefined && hit.request < (mover.shown?.model.length ?? 0))
          acting.choose(hit.request);
      };
    },
    drag: (by) => mover.scrollBy(-by),
    scroll: (by) => mover.scrollBy(by),
    zoom: (factor, x, smooth) => mover.zoomAt(factor, x, smooth),
    key: (action) => {
      actOnKey(acting, action);
    },
  };
}

function actOnKey(acting: Acting, action: KeyAction): void {
  const { mover, pointing } = acting;
  const { shown } = mover;
  if (shown === undefined || shown.model.length === 0) return;
  switch (action.kind) {
    case "step":
    case "fire":
    case "end":
      walk(acting, shown, action);
      return;
    case "page": {
      const target = walkTarget(shown.model, shown.axis, mover.view, acting.selected(), action);
      mover.pageBy(action.by * pageShare);
      acting.choose(target);
      return;
    }
    case "zoom":
      mover.zoomAround(action.factor, acting.selected());
      return;
    case "find":
      acting.openFind();
      return;
    case "whole":
      mover.showWhole();
      return;
    case "choose":
      if (pointing.hit !== undefined) acting.choose(pointing.hit.request);
      else walk(acting, shown, { kind: "step", by: 0 });
      return;
    case "escape":
      leave(acting);
      return;
    default:
      unreachable(action);
  }
}

function walk(acting: Acting, { model, axis }: Shown, way: Walk): void {
  const target = walkTarget(model, axis, acting.mover.view, acting.selected(), way);
  if (target !== undefined) acting.choose(target);
  else if (way.kind === "fire")
    acting.announce(way.by > 0 ? timeline.noLaterFire : timeline.noEarlierFire);
}

/** One step out: of what is pointed at, of the filter, of the selection, of the figure. */
function leave(acting: Acting): void {
  if (acting.pointing.hit !== undefined) acting.pointing.leave();
  else if (acting.clearFilter()) return;
  else if (acting.selected() !== undefined) acting.choose(undefined);
  else acting.blur();
}
