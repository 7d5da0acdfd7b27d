import type { ReplayedRequest } from "../replay/model";
import type { Session } from "../session/session";
import { rowAt } from "../session/rows";
import type { ContentSets } from "./contentSets";
import { promptSources, type TimelineSegment } from "./model";
import { sumOver } from "./ranges";
import { fitLine, meetMeasurement, type Equation, type Line } from "./requestScale";

/** The prompts of requests and the lines on which their items stand: prompt = overhead + scale × tokens of what was sent. */
export interface PlacedPrompts {
  readonly promptTokens: Float64Array;
  /** Positions in `promptSources`. */
  readonly promptSource: Uint8Array;
  readonly overheadTokens: Float64Array;
  readonly scale: Float64Array;
}

/** Of each request, before it is placed. */
interface Rows {
  readonly itemTokens: Float64Array;
  /** NaN where there is no measurement. */
  readonly measuredTokens: Float64Array;
}

const measuredSource = promptSources.indexOf("measured");
const interpolatedSource = promptSources.indexOf("interpolated");
const estimatedSource = promptSources.indexOf("estimated");

/**
 * Places the prompts of all requests, in session order. A measured one is met exactly; any other takes the line
 * between its measured neighbours in the segment, or, without any, that of the nearest segment that has some. Work in steps,
 * which yields the share that is done.
 */
export function* placePrompts(
  session: Session,
  requests: readonly ReplayedRequest[],
  segments: readonly TimelineSegment[],
  sets: readonly ContentSets[],
  lengths: Uint32Array,
  fittedOverheads: readonly (number | undefined)[],
): Generator<number, PlacedPrompts> {
  const { length } = requests;
  const rows: Rows = {
    itemTokens: new Float64Array(length),
    measuredTokens: new Float64Array(length).fill(NaN),
  };
  for (const [index, request] of requests.entries()) {
    const segment = segments[request.segment];
    if (segment !== undefined)
      rows.itemTokens[index] = tokensSent(segment, lengths[index] ?? 0, sets[index]);
    if (request.measured === undefined) continue;
    const measured = rowAt(session.segments[request.segment]?.requests, request.measured);
    if (measured !== undefined) rows.measuredTokens[index] = measured.inputTokens;
  }
  yield 0.4;
  const placed: PlacedPrompts = {
    promptTokens: new Float64Array(length),
    promptSource: new Uint8Array(length),
    overheadTokens: new Float64Array(length),
    scale: new Float64Array(length),
  };
  const lines = segmentLines(segments, rows, fittedOverheads);
  yield 0.7;
  for (const [index, segment] of segments.entries())
    placeSegment(rows, segment, lines[index] ?? { overheadTokens: 0, scale: 1 }, placed);
  yield 1;
  return placed;
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
  rows: Rows,
  fittedOverheads: readonly (number | undefined)[],
): readonly (Line | undefined)[] {
  const own = segments.map((segment, index) => {
    const fitted = fittedOverheads[index];
    if (fitted !== undefined) return { overheadTokens: fitted, scale: 1 };
    return fitLine(measurements(rows, segment));
  });
  return own.map(
    (line, index) =>
      line ?? own.slice(0, index).reverse().find(isLine) ?? own.slice(index + 1).find(isLine),
  );
}

function isLine(line: Line | undefined): line is Line {
  return line !== undefined;
}

function measurements(rows: Rows, { firstRequest, endRequest }: TimelineSegment): Equation[] {
  const equations: Equation[] = [];
  for (let row = firstRequest; row < endRequest; row++) {
    const promptTokens = rows.measuredTokens[row] ?? NaN;
    if (!Number.isNaN(promptTokens))
      equations.push({ itemTokens: rows.itemTokens[row] ?? 0, promptTokens });
  }
  return equations;
}

/** Those that were measured first: the others stand between them. */
function placeSegment(
  { itemTokens, measuredTokens }: Rows,
  { firstRequest, endRequest }: TimelineSegment,
  line: Line,
  placed: PlacedPrompts,
): void {
  for (let row = firstRequest; row < endRequest; row++) {
    const promptTokens = measuredTokens[row] ?? NaN;
    if (Number.isNaN(promptTokens)) continue;
    const met = meetMeasurement(line, { itemTokens: itemTokens[row] ?? 0, promptTokens });
    placed.overheadTokens[row] = met.overheadTokens;
    placed.scale[row] = met.scale;
    placed.promptTokens[row] = promptTokens;
    placed.promptSource[row] = measuredSource;
  }
  let before = -1;
  let after = -1;
  for (let row = firstRequest; row < endRequest; row++) {
    if (!Number.isNaN(measuredTokens[row] ?? NaN)) {
      before = row;
      continue;
    }
    if (after <= row && after < endRequest) after = nextMeasured(measuredTokens, row, endRequest);
    const share = (row - before) / Math.max(1, after - before);
    const next = after < endRequest ? lineAt(placed, after) : undefined;
    const previous = before < 0 ? undefined : lineAt(placed, before);
    const own = interpolate(previous, next, share) ?? line;
    placed.overheadTokens[row] = own.overheadTokens;
    placed.scale[row] = own.scale;
    placed.promptTokens[row] = own.overheadTokens + own.scale * (itemTokens[row] ?? 0);
    placed.promptSource[row] =
      previous === undefined && next === undefined ? estimatedSource : interpolatedSource;
  }
}

/** The first measured row behind another; `end` where there is none. */
function nextMeasured(measuredTokens: Float64Array, row: number, end: number): number {
  let next = row + 1;
  while (next < end && Number.isNaN(measuredTokens[next] ?? NaN)) next++;
  return next;
}

function lineAt({ overheadTokens, scale }: PlacedPrompts, row: number): Line {
  return { overheadTokens: overheadTokens[row] ?? 0, scale: scale[row] ?? 0 };
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
