import { findingPlace, type FindingPlace } from "../core/export/findingPlace";
import { formatCount } from "../core/format";
import { findFindings } from "../core/whatif/findings/findFindings";
import type { Finding } from "../core/whatif/findings/finding";
import type { Resimulation } from "../core/whatif/resimulate";
import { shortId } from "./cells";
import { openedSegments, type OpenedSession } from "./openedSession";

/** Where a finding stands, and how scripts count there. */
interface IndexedPlace extends FindingPlace {
  /** n-th evaluation of the segment, or n-th measured request where it has none. */
  readonly index: number | undefined;
}

/** The findings of a session that concern what was opened. */
export function openedFindings(
  opened: OpenedSession,
  resimulation: Resimulation,
): readonly Finding[] {
  const positions = openedSegments(opened);
  return findFindings(resimulation).filter((finding) => {
    const { segment } = placeOf(opened, finding);
    return segment === undefined || positions.includes(segment);
  });
}

/** Looks up the place of a finding in its session. */
export function placeOf(
  { session, replay }: OpenedSession,
  { place }: Pick<Finding, "place">,
): IndexedPlace {
  const found = findingPlace(session, replay, place);
  if (place.kind === "evaluation") return { ...found, index: place.evaluation };
  if (place.kind !== "request") return { ...found, index: undefined };
  const { segment = -1, evaluation, measured } = replay.requests[place.request] ?? {};
  const isEvaluated = session.segments[segment]?.evaluations.length !== 0;
  return { ...found, index: evaluation ?? (isEvaluated ? undefined : measured) };
}

/** The place in words: `request 12 (…8d464f31.jsonl:123)`; empty for the whole session. */
export function placeText(opened: OpenedSession, finding: Pick<Finding, "place">): string {
  const { segment, request, line } = placeOf(opened, finding);
  const id = opened.session.segments[segment ?? -1]?.id;
  const file =
    id === undefined ? "" : `${shortId(id)}.jsonl${line === undefined ? "" : `:${line}`}`;
  if (request === undefined) return file;
  return `request ${formatCount(request + 1)}${file === "" ? "" : ` (${file})`}`;
}

/** What would end the findings, each remedy once. */
export function remediesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ remedy }) => remedy ?? []))];
}
