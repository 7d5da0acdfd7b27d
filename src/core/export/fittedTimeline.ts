import { extendTokens } from "../lab/extendTokens";
import type { LabFit } from "../lab/labRun";
import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { timelineModelSteps } from "../timeline/buildTimelineModel";
import type { TimelineModel } from "../timeline/model";
import { runToEnd } from "../work";

/** The timeline; with the tokens fitted to this or an earlier state of the session, where there are any. */
export function fittedTimeline(
  session: Session,
  replay: SessionReplay,
  fit: LabFit | undefined,
): TimelineModel {
  return runToEnd(fittedTimelineSteps(session, replay, fit));
}

/** The same as work in steps, which yields the share that is done. */
export function* fittedTimelineSteps(
  session: Session,
  replay: SessionReplay,
  fit: LabFit | undefined,
): Generator<number, TimelineModel> {
  if (fit === undefined) return yield* timelineModelSteps(session, replay);
  const realisedSavingsTokens = new Float64Array(replay.requests.length).fill(NaN);
  for (const { request, realisedTokens } of fit.savings)
    if (request < realisedSavingsTokens.length) realisedSavingsTokens[request] = realisedTokens;
  const itemTokens = extendTokens(fit.itemTokens, session);
  return yield* timelineModelSteps(session, replay, { itemTokens, realisedSavingsTokens });
}
