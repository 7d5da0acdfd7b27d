import type { LoadedSession } from "../loadedSession";
import type { SessionTimeline } from "../sessionTimeline";
import type { WhatIfPanel } from "../whatIfPanel";
import type { PictureInView } from "./produce";

/** Smallest size in which an exported picture can be read, in CSS pixels. */
const least = { width: 640, height: 420 };

/** The timeline as the user has it before their eyes; undefined where there is none yet. */
export function pictureInView(
  loaded: LoadedSession | undefined,
  whatIf: WhatIfPanel,
  { view: timeline, element }: SessionTimeline,
): PictureInView | undefined {
  const view = timeline?.view;
  if (loaded === undefined || view === undefined) return undefined;
  return {
    model: loaded.timeline(whatIf.lab.fit),
    whatIf: whatIf.outcome(),
    view,
    choices: timeline?.chosen,
    width: Math.max(least.width, element.clientWidth),
    height: Math.max(least.height, element.clientHeight),
    name: loaded.summary.name,
  };
}
