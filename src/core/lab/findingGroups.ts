import type { AgreementCounts, SessionReplay } from "../replay/model";
import type { Session } from "../session/session";
import { findingKinds, type Finding, type FindingKind } from "../whatif/findings/finding";
import { disagrees, settingsChanged, unreadable } from "../whatif/findings/fromReplay";
import { unfinished } from "../whatif/findings/unfinished";
import type { RequestRow } from "../inspect/requestRows";

/** All findings of one kind: what a user reads as one. */
export interface FindingGroup {
  readonly kind: FindingKind;
  /** At least one, in the order of the log. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** Sums of the figures that every finding of the kind has or may have, by name. */
  readonly totals: ReadonlyMap<string, number>;
  readonly remedy: string | undefined;
}

/** What makes every other finding doubtful, where it concerns more than a few decisions. */
const doubts: readonly FindingKind[] = ["unreadable", "disagrees"];
const fewDecisions = 0.05;

/**
 * Groups findings by kind, in the order of `findingKinds`; but where more than a few of the recorded decisions could not
 * be reproduced, first what is wrong with the log.
 */
export function groupFindings(
  findings: readonly Finding[],
  { evaluations, exact }: AgreementCounts,
): readonly FindingGroup[] {
  const isDoubtful = evaluations - exact > fewDecisions * evaluations;
  const kinds = isDoubtful ? new Set([...doubts, ...findingKinds]) : findingKinds;
  return [...kinds].flatMap((kind) => {
    const [first, ...rest] = findings.filter((finding) => finding.kind === kind);
    if (first === undefined) return [];
    const totals = new Map<string, number>();
    for (const { figures } of [first, ...rest])
      for (const [name, value] of Object.entries(figures))
        totals.set(name, (totals.get(name) ?? 0) + value);
    const { remedy } = first;
    return [{ kind, findings: [first, ...rest], totals, remedy }];
  });
}

/** What is known without the fit: content sent again by the recorded decisions, requests that did not end well, settings, disagreement, unread lines. */
export function earlyFindings(
  session: Session,
  replay: SessionReplay,
  rows: readonly RequestRow[],
): readonly Finding[] {
  return [
    ...rows.flatMap(({ request, sentAgain }): Finding[] =>
      sentAgain === 0
        ? []
        : [
            {
              kind: "sent-again",
              place: { kind: "request", request },
              figures: { results: sentAgain },
              sentence: "",
              remedy: undefined,
            },
          ],
    ),
    ...unfinished(session, replay),
    ...settingsChanged(replay),
    ...unreadable(session),
    ...disagrees(session, replay),
  ];
}
