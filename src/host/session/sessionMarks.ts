import { earlyFindings } from "../../core/lab/findingGroups";
import { requestRows } from "../../core/inspect/requestRows";
import { ResultSets } from "../../core/inspect/resultSets";
import type { SessionReplay } from "../../core/replay/model";
import type { Session } from "../../core/session/session";
import { findFindings } from "../../core/whatif/findings/findFindings";
import { findingKinds, type Finding, type FindingKind } from "../../core/whatif/findings/finding";
import { resimulationOf } from "../../core/whatif/resimulate";

/** How often one kind of finding occurs in a session. */
export interface SessionMark {
  readonly kind: FindingKind;
  readonly findings: number;
}

export interface SessionMarks {
  /** In the order of `findingKinds`; kinds that do not occur are left out. */
  readonly marks: readonly SessionMark[];
  /** `log`: the session is too long for a fit in the background, so that what has to be paid for is not judged. */
  readonly judgedBy: "fit" | "log";
}

/** The fit of a session with so many requests takes about a second; longer ones are judged on their page. */
const mostFittedRequests = 2000;

/** What stands out in a session, counted by kind; the same findings as on its page, at the default prices. */
export function sessionMarks(
  session: Session,
  replay: SessionReplay,
  mostRequests: number = mostFittedRequests,
): SessionMarks {
  const canFit = replay.requests.length <= mostRequests;
  const found = canFit
    ? findFindings(resimulationOf(session, replay))
    : earlyFindings(session, replay, requestRows(session, replay, new ResultSets(session)));
  return { marks: countKinds(found), judgedBy: canFit ? "fit" : "log" };
}

function countKinds(found: readonly Finding[]): readonly SessionMark[] {
  return findingKinds.flatMap((kind) => {
    const findings = found.filter((finding) => finding.kind === kind).length;
    return findings === 0 ? [] : [{ kind, findings }];
  });
}
