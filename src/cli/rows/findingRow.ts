import type { Finding } from "../../core/whatif/findings/finding";
import { placeOf } from "../findings";
import type { OpenedSession } from "../openedSession";

/** A finding as scripts read it: names and meanings stay. Behind them stand the finding's own figures, by name. */
export interface FindingRow {
  readonly session: string;
  readonly kind: Finding["kind"];
  /** Null for what concerns the whole session. */
  readonly segment: string | null;
  /** n-th fire or skip of the segment, from 0; without evaluations n-th measured request. Null where neither is meant. */
  readonly index: number | null;
  readonly sentence: string;
  /** What would end it; null where nothing is known to. */
  readonly remedy: string | null;
  readonly [figure: string]: string | number | null;
}

/** One finding of a session as a row. */
export function findingRow(opened: OpenedSession, finding: Finding): FindingRow {
  const { segment, index } = placeOf(opened, finding);
  return {
    session: opened.session.id,
    kind: finding.kind,
    segment: opened.session.segments[segment ?? -1]?.id ?? null,
    index: index ?? null,
    sentence: finding.sentence,
    remedy: finding.remedy ?? null,
    ...finding.figures,
  };
}
