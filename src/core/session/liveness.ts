import type { Segment } from "./segment";
import type { Session } from "./session";

/** A model may think for minutes before the next line is written; who writes nothing for longer has probably gone. */
export const liveMilliseconds = 5 * 60_000;

/** False where the end of the newest run is not logged: it is going on, or its end was lost. */
export function hasEnded(session: Session): boolean {
  return lastRun(session)?.end !== undefined;
}

/** The last run of the segment that was written last. */
function lastRun({ segments }: Session): Segment["runs"][number] | undefined {
  const newest = segments.reduce<Segment | undefined>(
    (latest, segment) =>
      latest === undefined || (segment.endTs ?? 0) >= (latest.endTs ?? 0) ? segment : latest,
    undefined,
  );
  return newest?.runs.at(-1);
}
