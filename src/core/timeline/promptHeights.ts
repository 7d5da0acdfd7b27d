import type { ReplayedRequest } from "../replay/model";
import type { Session } from "../session/session";
import type { ContentSets } from "./contentSets";
import { promptSources, type TimelineSegment } from "./model";
import { sumOver } from "./ranges";
import { fitLine, meetMeasurement, type Equation, type Line } from "./requestScale";

/** One request's prompt and the line on which its items stand: prompt = overhead + scale × tokens of what was sent. */
export interface PlacedPrompt extends Line {
  readonly promptTokens: number;
  /** Position in `promptSources`. */
  readonly source: number;
}

interface Row {
  readonly itemTokens: number;
  readonly measuredTokens: number | undefined;
}

const measuredSource = promptSources.indexOf("measured");
const interpolatedSource = promptSources.indexOf("interpolated");
const estimatedSource = promptSources.indexOf("estimated");

/**
 * Places the prompts of all requests, in session order. A measured one is met exactly; any other takes the line
 * between its measured neighbours in the segment, or, without any, that of the nearest segment that has some.
 */
export function placePrompts(
  session: Session,
  requests: readonly ReplayedRequest[],
  segments: readonly TimelineSegment[],
  sets: readonly ContentSets[],
  lengths: Uint32Array,
  fittedOverheads: readonly (number | undefined)[],
): readonly PlacedPrompt[] {
  const rows = requests.map((request, index): Row => {
    const segment = segments[request.segment];
    const measured =
      request.measured === undefined
        ? undefined
        : session.segments[request.segment]?.requests[request.measured];
    return {
      itemTokens: segment === undefined ? 0 : tokensSent(segment, lengths[index] ?? 0, sets[index]),
      measuredTokens: measured?.inputTokens,
    };
  });
  const lines = segmentLines(segments, rows, fittedOverheads);
  return segments.flatMap((segment, index) => {
    const line = lines[index] ?? { overheadTokens: 0, scale: 1 };
    return placeSegment(rows.slice(segment.firstRequest, segment.endRequest), line);
  });
}

function tokensSent(
  segment: TimelineSegment,
  length: number,
  sets: ContentSets | undefined,
): number {
  const whole = segment.prefixTokens[length] ?? 0;
  return whole - (sets === undefined ? 0 : sumOver(sets.leftOut, segment.contentPrefixTokens));
}

/** The line of each segment; one without measurements takes that of the nearest before it, else after it. */
function segmentLines(
  segments: readonly TimelineSegment[],
  rows: readonly Row[],
  fittedOverheads: readonly (number | undefined)[],
): readonly (Line | undefined)[] {
  const own = segments.map((segment, index) => {
    const fitted = fittedOverheads[index];
    if (fitted !== undefined) return { overheadTokens: fitted, scale: 1 };
    return fitLine(rows.slice(segment.firstRequest, segment.endRequest).flatMap(asEquation));
  });
  return own.map(
    (line, index) =>
      line ?? own.slice(0, index).reverse().find(isLine) ?? own.slice(index + 1).find(isLine),
  );
}

function isLine(line: Line | undefined): line is Line {
  return line !== undefined;
}

function asEquation({ itemTokens, measuredTokens }: Row): readonly Equation[] {
  return measuredTokens === undefined ? [] : [{ itemTokens, promptTokens: measuredTokens }];
}

function placeSegment(rows: readonly Row[], line: Line): readonly PlacedPrompt[] {
  const met = rows.map((row) => asEquation(row).map((each) => meetMeasurement(line, each))[0]);
  const nextMeasured = new Array<number>(rows.length);
  for (let row = rows.length - 1, next = -1; row >= 0; row--) {
    if (met[row] !== undefined) next = row;
    nextMeasured[row] = next;
  }
  let previous = -1;
  return rows.map(({ itemTokens, measuredTokens }, row) => {
    const own = met[row];
    if (own !== undefined && measuredTokens !== undefined) {
      previous = row;
      return { ...own, promptTokens: measuredTokens, source: measuredSource };
    }
    const before = met[previous];
    const after = met[nextMeasured[row] ?? -1];
    const share = (row - previous) / Math.max(1, (nextMeasured[row] ?? 0) - previous);
    const between = interpolate(before, after, share) ?? line;
    return {
      ...between,
      promptTokens: between.overheadTokens + between.scale * itemTokens,
      source: before === undefined && after === undefined ? estimatedSource : interpolatedSource,
    };
  });
}

function interpolate(
  before: Line | undefined,
  after: Line | undefined,
  share: number,
): Line | undefined {
  if (before === undefined || after === undefined) return before ?? after;
  return {
    overheadTokens: before.overheadTokens + (after.overheadTokens - before.overheadTokens) * share,
    scale: before.scale + (after.scale - before.scale) * share,
  };
}
