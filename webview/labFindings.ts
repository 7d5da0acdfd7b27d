import type { FindingGroup } from "../src/core/lab/findingGroups";
import type { CostTotals } from "../src/core/whatif/costTotals";
import { fateCounts } from "../src/core/whatif/findings/fateCounts";
import type { FindingKind, Place } from "../src/core/whatif/findings/finding";
import { findings as words } from "./strings/findings";
import type { PageFinding } from "./views/findings";

export interface LabFindingsGiven {
  readonly requests: number;
  /** Undefined until the tokens are fitted. */
  readonly costs: CostTotals | undefined;
  /** For each kind, how many of its places have been shown one after the other. */
  readonly shown: ReadonlyMap<FindingKind, number>;
  readonly canShowRecord: boolean;
  /** The request that a place stands for; undefined where it is none. */
  readonly requestOf: (place: Place) => number | undefined;
}

export interface LabFindingsEvents {
  readonly onShow: (kind: FindingKind, place: Place) => void;
}

const serious: ReadonlySet<FindingKind> = new Set<FindingKind>([
  "sent-again",
  "unfinished",
  "never-paid",
  "unreadable",
  "disagrees",
]);
/** Findings by kind as sentences of the page, with the buttons that lead to their places. */
export function pageFindings(
  groups: readonly FindingGroup[],
  given: LabFindingsGiven,
  events: LabFindingsEvents,
): readonly PageFinding[] {
  return groups.map((group): PageFinding => {
    const { kind, findings } = group;
    const count = findings.length;
    return {
      id: kind,
      severity: serious.has(kind) ? "warning" : "note",
      title: words.titles[kind](count),
      text: textOf(group, given),
      details: detailsOf(group),
      isPinned: kind === "unfinished" || kind === "unreadable",
      actions: showAction(group, given, events),
    };
  });
}

function showAction(
  { kind, findings }: FindingGroup,
  { shown, canShowRecord }: LabFindingsGiven,
  { onShow }: LabFindingsEvents,
): PageFinding["actions"] {
  const position = (shown.get(kind) ?? 0) % findings.length;
  const next = findings[position];
  if (next === undefined || next.place.kind === "session") return [];
  if (next.place.kind === "line" && !canShowRecord) return [];
  const label =
    next.place.kind === "line" && findings.length === 1
      ? words.showLine
      : shown.has(kind) && findings.length > 1
        ? words.next(position, findings.length)
        : words.show(findings.length);
  return [
    {
      label,
      title: words.showTitle,
      disabled: false,
      act: () => {
        onShow(kind, next.place);
      },
    },
  ];
}

function textOf({ kind, findings, totals }: FindingGroup, given: LabFindingsGiven): string {
  const count = findings.length;
  const total = (name: string) => totals.get(name) ?? 0;
  const [{ sentence }] = findings;
  switch (kind) {
    case "sent-again":
      return [words.sentAgain(count, given.requests), ...costText(given.costs)].join(" ");
    case "unfinished":
      return count === 1 ? sentence : words.unfinished(fateCounts(total));
    case "read-again":
      return count === 1 ? sentence : words.readAgain(count);
    case "never-paid":
      return count === 1 ? sentence : words.neverPaid(count, total("lostCostTokens"));
    case "estimate-bias":
      return sentence;
    case "settings-changed":
      return count === 1
        ? words.settingsAt(given.requestOf(findings[0].place), sentence)
        : words.settings(count);
    case "unreadable":
      return count === 1 ? sentence : words.unreadable(count);
    case "disagrees":
      return count === 1 ? sentence : words.disagrees(count);
    case "creeping":
      return count === 1
        ? sentence
        : words.creeping(count, total("requests"), total("rewrittenTokens"));
  }
}

/** What the log says of failures, where the text does not. */
function detailsOf({ findings }: FindingGroup): PageFinding["details"] {
  const [error, ...others] = new Set(findings.flatMap(({ error: said }) => said ?? []));
  if (error === undefined || findings.length === 1) return undefined;
  return { words: words.errors(1 + others.length), logged: error };
}

function costText(costs: CostTotals | undefined): readonly string[] {
  if (costs === undefined || !(costs.pruningOff > 0)) return [];
  const { measured, recorded, pruningOff } = costs;
  return [words.costs((measured ?? recorded) / pruningOff, measured !== undefined)];
}
