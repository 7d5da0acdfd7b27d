import type { SessionReplay } from "./model";

/** For each segment, by evaluation, the position of its request. */
type Positions = readonly (readonly (number | undefined)[])[];

const known = new WeakMap<SessionReplay, Positions>();

/** Position in the replay's requests of a recorded evaluation's; undefined where it sent none. */
export function requestPosition(
  replay: SessionReplay,
  segment: number,
  evaluation: number,
): number | undefined {
  let positions = known.get(replay);
  if (positions === undefined) known.set(replay, (positions = positionsOf(replay)));
  return positions[segment]?.[evaluation];
}

function positionsOf({ segments, requests }: SessionReplay): Positions {
  const positions = segments.map(({ evaluations }) =>
    Array.from(evaluations, (): number | undefined => undefined),
  );
  for (const [position, { segment, evaluation }] of requests.entries()) {
    const own = positions[segment];
    if (own !== undefined && evaluation !== undefined) own[evaluation] ??= position;
  }
  return positions;
}
