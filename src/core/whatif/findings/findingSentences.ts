import { formatCount, formatNumberOf } from "../../format";
import { t } from "../../l10n/translation";
import { unreachable } from "../../unreachable";
import { fateCounts } from "./fateCounts";
import { findingKinds, type Finding, type FindingKind } from "./finding";

/** All findings of one kind, said in one sentence. */
export interface FindingSentence {
  readonly kind: FindingKind;
  readonly sentence: string;
  readonly findings: readonly Finding[];
}

/** Findings by kind, in the order of `findingKinds`. `requests` is the number of requests in the session. */
export function findingSentences(
  findings: readonly Finding[],
  requests: number,
): readonly FindingSentence[] {
  return findingKinds.flatMap((kind) => {
    const of = findings.filter((finding) => finding.kind === kind);
    return of.length === 0
      ? []
      : [{ kind, sentence: sentenceOf(kind, of, requests), findings: of }];
  });
}

function sentenceOf(kind: FindingKind, findings: readonly Finding[], requests: number): string {
  const { length } = findings;
  const [first] = findings;
  const sum = (name: string) =>
    findings.reduce((total, { figures }) => total + (figures[name] ?? 0), 0);
  switch (kind) {
    case "sent-again":
      return t(
        "Pruning oscillates: {0} of {1} sent content again that had been left out, about {2} in all.",
        formatCount(length),
        formatNumberOf(requests, "request"),
        formatNumberOf(sum("tokens"), "token"),
      );
    case "unfinished":
      return t(
        "{0} did not end well: {1}.",
        formatNumberOf(length, "request"),
        fateCounts(sum).join(", "),
      );
    case "read-again":
      return t(
        "{0} repeated one whose result had been left out, about {1}.",
        formatNumberOf(length, "call"),
        formatNumberOf(sum("tokens"), "token"),
      );
    case "never-paid":
      return t(
        "{0} never paid: the set changed again first, at a loss of {1} at the input price.",
        formatNumberOf(length, "fire"),
        formatNumberOf(sum("lostCostTokens"), "token"),
      );
    case "settings-changed":
      return t(
        "The settings changed {0}.",
        length === 1 ? t("once") : t("{0} times", formatCount(length)),
      );
    case "unreadable":
      return t("{0} could not be read.", formatNumberOf(length, "line"));
    case "disagrees":
      return t("Replay disagrees with the log in {0}.", formatNumberOf(length, "place"));
    case "creeping":
      return t(
        "In {0} the set grew with every request, {1} in all, and the cache was written anew each time.",
        formatNumberOf(length, "stretch", "stretches"),
        formatNumberOf(sum("requests"), "request"),
      );
    case "estimate-bias":
      return first?.sentence ?? "";
    default:
      return unreachable(kind);
  }
}
