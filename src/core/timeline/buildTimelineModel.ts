import type { SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { asPart, runToEnd } from "../work";
import { contentSets, type ContentSets } from "./contentSets";
import type { TimelineModel, TimelineOptions, TimelineRun, TimelineSegment } from "./model";
import { placePrompts } from "./promptHeights";
import { requestColumns } from "./requestColumns";
import { sentLengths } from "./sentLengths";
import { segmentSums } from "./segmentHeights";

/**
 * Makes the picture's columns from a session and its replay, whose requests must stand in the order of the segments.
 * Costs one pass over items and requests. A measurement may name more items than could be read: its request has those
 * that are there. Throws RangeError where replay or options belong to another session.
 */
export function buildTimelineModel(
  session: Session,
  replay: SessionReplay,
  options: TimelineOptions = {},
): TimelineModel {
  return runToEnd(timelineModelSteps(session, replay, options));
}

/**
 * The same as work in steps, each of them a few milliseconds whatever the size of the session, which yields the share that
 * is done: between two of them a page can do something else.
 */
export function* timelineModelSteps(
  session: Session,
  replay: SessionReplay,
  options: TimelineOptions = {},
): Generator<number, TimelineModel> {
  check(session, replay, options);
  yield 0;
  const segments = yield* timelineSegments(session, replay, options);
  const sets: ContentSets[] = [];
  for (const segment of segments) {
    const requests = replay.requests.slice(segment.firstRequest, segment.endRequest);
    // An argument list has a limit that a long session passes.
    for (const of of yield* asPart(0.2, 0.4, contentSets(requests, segment))) sets.push(of);
  }
  const fittedOverheads = session.segments.map((_, index) => {
    const overhead = options.itemTokens?.[index]?.overheadTokens;
    return overhead === undefined || Number.isNaN(overhead) ? undefined : Math.max(0, overhead);
  });
  const lengths = sentLengths(session, replay.requests);
  yield 0.45;
  const { runs, runOfRequest } = timelineRuns(session, replay);
  yield 0.5;
  const prompts = yield* asPart(
    0.5,
    0.7,
    placePrompts(session, replay.requests, segments, sets, lengths, fittedOverheads),
  );
  return {
    length: replay.requests.length,
    segments,
    runs,
    requests: yield* asPart(
      0.7,
      1,
      requestColumns({
        session,
        replay,
        segments,
        sets,
        lengths,
        prompts,
        runs: runOfRequest,
        realisedSavingsTokens: options.realisedSavingsTokens,
      }),
    ),
    heights: fittedOverheads.some((each) => each !== undefined) ? "fitted" : "scaled",
  };
}

function check(session: Session, replay: SessionReplay, options: TimelineOptions): void {
  let last = { segment: 0, run: 0 };
  for (const request of replay.requests) {
    const segment = session.segments[request.segment];
    const inOrder =
      request.segment === last.segment ? request.run >= last.run : request.segment > last.segment;
    if (segment === undefined || request.run >= segment.runs.length || !inOrder)
      throw new RangeError("the replay is not of this session, or its requests are out of order");
    last = request;
  }
  const realised = options.realisedSavingsTokens;
  if (realised !== undefined && realised.length !== replay.requests.length)
    throw new RangeError("realised savings are not parallel to the requests");
  for (const [index, fitted] of (options.itemTokens ?? []).entries()) {
    const items = session.segments[index]?.items.length;
    if (fitted !== undefined && (fitted.rest.length !== items || fitted.content.length !== items))
      throw new RangeError("item tokens are not parallel to the items");
  }
}

function* timelineSegments(
  session: Session,
  replay: SessionReplay,
  options: TimelineOptions,
): Generator<number, readonly TimelineSegment[]> {
  const items = session.segments.reduce((sum, segment) => sum + segment.items.length, 0);
  const segments: TimelineSegment[] = [];
  let next = 0;
  let done = 0;
  for (const [index, segment] of session.segments.entries()) {
    const firstRequest = next;
    while (replay.requests[next]?.segment === index) next++;
    const from = (0.2 * done) / Math.max(1, items);
    done += segment.items.length;
    const to = (0.2 * done) / Math.max(1, items);
    const sums = yield* asPart(from, to, segmentSums(segment.items, options.itemTokens?.[index]));
    segments.push({ segment, items: segment.items, firstRequest, endRequest: next, ...sums });
    yield to;
  }
  return segments;
}

function timelineRuns(
  session: Session,
  replay: SessionReplay,
): { readonly runs: readonly TimelineRun[]; readonly runOfRequest: Uint32Array } {
  const runs: TimelineRun[] = [];
  const runOfRequest = new Uint32Array(replay.requests.length);
  let next = 0;
  for (const [segment, { runs: ofSegment }] of session.segments.entries()) {
    for (const [index, run] of ofSegment.entries()) {
      const firstRequest = next;
      for (; next < replay.requests.length; next++) {
        const request = replay.requests[next];
        if (request?.segment !== segment || request.run > index) break;
        runOfRequest[next] = runs.length;
      }
      runs.push({ segment, run, number: index + 1, firstRequest, endRequest: next });
    }
  }
  return { runs, runOfRequest };
}
