import { formatCount } from "../core/format";
import { unreachable } from "../core/unreachable";
import { findFindings } from "../core/whatif/findings/findFindings";
import type { Finding } from "../core/whatif/findings/finding";
import type { Resimulation } from "../core/whatif/resimulate";
import { shortId } from "./cells";
import { openedSegments, type OpenedSession } from "./openedSession";

/** Where a finding stands, as far as it has a place. */
interface FindingPlace {
  /** Position of the segment in the session. */
  readonly segment: number | undefined;
  /** n-th evaluation of the segment, or n-th measured request where it has none. */
  readonly index: number | undefined;
  /** Position in the replay's requests. */
  readonly request: number | undefined;
  /** Line of the segment's file, from 1. */
  readonly line: number | undefined;
}

const nowhere: FindingPlace = {
  segment: undefined,
  index: undefined,
  request: undefined,
  line: undefined,
};

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
): FindingPlace {
  switch (place.kind) {
    case "session":
      return nowhere;
    case "line":
      return { ...nowhere, segment: place.segment, line: place.line };
    case "evaluation": {
      const { segment, evaluation } = place;
      const request = replay.requests.findIndex(
        (one) => one.segment === segment && one.evaluation === evaluation,
      );
      return {
        segment,
        index: evaluation,
        request: request < 0 ? undefined : request,
        line: session.segments[segment]?.evaluations[evaluation]?.place.line,
      };
    }
    case "request": {
      const request = replay.requests[place.request];
      if (request === undefined) return nowhere;
      const { segment, evaluation, measured } = request;
      const { evaluations = [], requests = [] } = session.segments[segment] ?? {};
      const record = evaluations[evaluation ?? -1] ?? requests[measured ?? -1];
      return {
        segment,
        index: evaluation ?? (evaluations.length === 0 ? measured : undefined),
        request: place.request,
        line: record?.place.line,
      };
    }
    default:
      return unreachable(place);
  }
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
