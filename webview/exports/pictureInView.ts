import type { LoadedSession } from "../loadedSession";
import type { TimelineView } from "../timeline/timelineView";
import type { WhatIfPanel } from "../whatIfPanel";
import type { PictureInView } from "./produce";

/** Smallest size in which an exported picture can be read, in CSS pixels. */
const least = { width: 640, height: 420 };

/** The timeline as the user has it before their eyes; undefined where there is none yet. */
export function pictureInView(
  loaded: LoadedSession | undefined,
  whatIf: WhatIfPanel,
  timeline: TimelineView | undefined,
  { clientWidth, clientHeight }: HTMLElement,
): PictureInView | undefined {
  const view = timeline?.view;
  if (loaded === undefined || view === undefined) return undefined;
  return {
    model: loaded.timeline(whatIf.lab.fit),
    whatIf: whatIf.outcome(),
    view,
    choices: timeline?.chosen,
    width: Math.max(least.width, clientWidth),
    height: Math.max(least.height, clientHeight),
    name: loaded.summary.name,
  };
}
