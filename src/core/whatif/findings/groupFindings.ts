import { formatCount, formatNumberOf } from "../../format";
import { unreachable } from "../../unreachable";
import { findingKinds, type Finding, type FindingKind } from "./finding";

/** All findings of one kind, said in one sentence. */
export interface FindingGroup {
  readonly kind: FindingKind;
  readonly sentence: string;
  readonly findings: readonly Finding[];
}

/** Findings by kind, in the order of `findingKinds`. `requests` is the number of requests in the session. */
export function groupFindings(
  findings: readonly Finding[],
  requests: number,
): readonly FindingGroup[] {
  return findingKinds.flatMap((kind) => {
    const of = findings.filter((finding) => finding.kind === kind);
    return of.length === 0
      ? []
      : [{ kind, sentence: groupSentence(kind, of, requests), findings: of }];
  });
}

function groupSentence(kind: FindingKind, findings: readonly Finding[], requests: number): string {
  const { length } = findings;
  const [first] = findings;
  const sum = (name: string) =>
    findings.reduce((total, { figures }) => total + (figures[name] ?? 0), 0);
  switch (kind) {
    case "sent-again":
      return `Pruning oscillates: ${formatCount(length)} of ${formatNumberOf(requests, "request")} sent content again that had been left out, about ${formatNumberOf(sum("tokens"), "token")} in all.`;
    case "read-again":
      return `${formatNumberOf(length, "call")} repeated one whose result had been left out, about ${formatNumberOf(sum("tokens"), "token")}.`;
    case "never-paid":
      return `${formatNumberOf(length, "fire")} never paid: the set changed again first, at a loss of ${formatNumberOf(sum("lostCostTokens"), "token")} at the input price.`;
    case "settings-changed":
      return `The settings changed ${length === 1 ? "once" : `${formatCount(length)} times`}.`;
    case "unreadable":
      return `${formatNumberOf(length, "line")} could not be read.`;
    case "disagrees":
      return `Replay disagrees with the log in ${formatNumberOf(length, "place")}.`;
    case "creeping":
      return `In ${formatNumberOf(length, "stretch", "stretches")} the set grew with every request, ${formatNumberOf(sum("requests"), "request")} in all, and the cache was written anew each time.`;
    case "estimate-bias":
      return first?.sentence ?? "";
    default:
      return unreachable(kind);
  }
}
