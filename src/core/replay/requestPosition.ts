import type { SessionReplay } from "./model";

type Position = number | undefined;
/** Lists by segment. */
type Positions = readonly (readonly Position[])[];

interface Known {
  /** By evaluation, the position of its request. */
  readonly of: Positions;
  /** By evaluation, the least position of its request and those of later evaluations. */
  readonly from: Positions;
  /** By measurement, the position of its request. */
  readonly measured: Positions;
}

const known = new WeakMap<SessionReplay, Known>();

/** Position in the replay's requests of a recorded evaluation's; undefined where it sent none. */
export function requestPosition(
  replay: SessionReplay,
  segment: number,
  evaluation: number,
): Position {
  return positionsIn(replay).of[segment]?.[evaluation];
}

/** The same, or, where the evaluation sent none, the position of the segment's next evaluated request. */
export function requestFrom(replay: SessionReplay, segment: number, evaluation: number): Position {
  return positionsIn(replay).from[segment]?.[evaluation];
}

/** Position of the request that a measurement of a segment measures; undefined where there is none. */
export function measuredPosition(
  replay: SessionReplay,
  segment: number,
  measured: number,
): Position {
  return positionsIn(replay).measured[segment]?.[measured];
}

/** A session is asked for thousands of places: its requests are looked through once. */
function positionsIn(replay: SessionReplay): Known {
  let positions = known.get(replay);
  if (positions === undefined) known.set(replay, (positions = positionsOf(replay)));
  return positions;
}

function positionsOf({ segments, requests }: SessionReplay): Known {
  const of = segments.map((): Position[] => []);
  const measured = segments.map((): Position[] => []);
  for (const [position, request] of requests.entries()) {
    const { segment } = request;
    const evaluated = of[segment];
    if (evaluated !== undefined && request.evaluation !== undefined)
      evaluated[request.evaluation] ??= position;
    const own = measured[segment];
    if (own !== undefined && request.measured !== undefined) own[request.measured] ??= position;
  }
  return { of, from: of.map(leastFrom), measured };
}

function leastFrom(positions: readonly Position[]): readonly Position[] {
  const least = Array.from(positions);
  for (let at = least.length - 2; at >= 0; at--) {
    const [own, behind] = [least[at], least[at + 1]];
    if (own === undefined || (behind !== undefined && behind < own)) least[at] = behind;
  }
  return least;
}
