import { compareSessions, type Comparison } from "../../core/compare/compareSessions";
import { isDecisive, type ComparedRow } from "../../core/compare/compareRequests";
import { sides, type ComparedSession, type Side } from "../../core/compare/comparedSession";
import {
  basisWords,
  betterText,
  differenceGlyphs,
  differenceWords,
  figureDifferenceText,
  figureLabels,
  figureSources,
  figureText,
  settingsText,
  sideNames,
} from "../../core/compare/words";
import { formatCount, formatDifference, formatNumberOf } from "../../core/format";
import type { RequestRow } from "../../core/inspect/requestRows";
import { visibleText } from "../../core/visibleText";
import { decisionWords, nothing } from "../cells";
import { jsonText } from "../jsonText";
import type { OpenedSession } from "../openedSession";
import { openSessions } from "../openSessions";
import { compareRows } from "../rows/compareRows";
import { exitStatus } from "../run";
import { tableLines } from "../table";
import type { Terminal } from "../terminal";
import { resimulation } from "../whatIf";

type Opened = Readonly<Record<Side, OpenedSession>>;

/** Requests of differing decisions that are listed for people; scripts get all of them. */
const mostListed = 40;

/** `prunescope compare A B`: two sessions side by side. Resolves to the exit status. */
export async function compareCommand(
  paths: Readonly<Record<Side, string>>,
  options: { readonly json: boolean },
  terminal: Terminal,
): Promise<number> {
  const a = await onlySession(paths.a, terminal);
  if (typeof a === "number") return a;
  const b = await onlySession(paths.b, terminal);
  if (typeof b === "number") return b;
  const opened: Opened = { a, b };
  const comparison = compareSessions(fitted(a, terminal), fitted(b, terminal));
  if (options.json) {
    for (const row of compareRows(opened, comparison)) {
      await terminal.line(jsonText(row));
      if (terminal.closed) break;
    }
  } else for (const line of linesFor(opened, comparison, terminal)) await terminal.line(line);
  return exitStatus.done;
}

/** The one session of a path; where there is none or are several, says so and gives the exit status. */
async function onlySession(path: string, terminal: Terminal): Promise<OpenedSession | number> {
  let only: OpenedSession | undefined;
  for await (const opened of openSessions(path, terminal)) {
    if (only !== undefined) {
      terminal.tell(
        `prunescope: ${visibleText(path)} holds several sessions; name one session's folder or log`,
      );
      return exitStatus.wrongUsage;
    }
    only = opened;
  }
  return only ?? exitStatus.nothingToRead;
}

function fitted(opened: OpenedSession, terminal: Terminal): ComparedSession {
  const { session, replay } = opened;
  return { session, replay, itemTokens: resimulation(opened, terminal).fit.segments };
}

function* linesFor(opened: Opened, comparison: Comparison, terminal: Terminal): Generator<string> {
  for (const side of sides) {
    yield `${terminal.style("bold", sideNames[side])}  ${titleOf(opened[side])}`;
    yield `   ${settingsText(opened[side].replay.settings)}`;
  }
  yield "";
  yield* table(
    terminal,
    ["figure", "A", "B", "B − A", "better", "how obtained"],
    "lrrrll",
    comparison.figures.map((figure) => [
      figureLabels[figure.name],
      figureText(figure.unit, figure.a),
      figureText(figure.unit, figure.b),
      figureDifferenceText(figure.unit, figure.difference),
      betterText(figure),
      figureSources[figure.name],
    ]),
  );
  const { cacheRead, cacheWrite } = comparison.prices;
  yield terminal.style(
    "dim",
    `Prices as multiples of the input price: cache read ${cacheRead}, cache write ${cacheWrite}.`,
  );
  yield "";
  yield* alignmentLines(comparison);
  const differing = comparison.rows.filter(isDecisive);
  if (differing.length === 0) return;
  yield "";
  yield* table(
    terminal,
    ["A", "B", "", "decision", "in A", "in B", "left out in A only", "in B only", "prompt B − A"],
    "rrllllrrr",
    differing.slice(0, mostListed).map(requestCells),
  );
  if (differing.length > mostListed)
    yield terminal.style(
      "dim",
      `${formatNumberOf(differing.length - mostListed, "more row")}; --json has all.`,
    );
}

function* alignmentLines({ counts, paired }: Comparison): Generator<string> {
  const { bases, differences } = counts;
  const pairs = bases.same + bases["same end"] + bases.alike;
  yield `${formatNumberOf(pairs, "request")} side by side, ${formatCount(differences["only a"])} of A alone, ${formatCount(differences["only b"])} of B alone`;
  for (const basis of ["same", "same end", "alike"] as const)
    if (bases[basis] > 0) yield `  ${formatCount(bases[basis])}: ${basisWords[basis]}`;
  if (differences["only a"] + differences["only b"] > 0)
    yield `  over the ${formatNumberOf(paired.requestsWithCost, "pair")} of known cost: A ${formatCount(paired.cost.a)}, B ${formatCount(paired.cost.b)}`;
  for (const kind of [
    "fired in a",
    "fired in b",
    "other set",
    "other reason",
    "not evaluated",
  ] as const)
    if (differences[kind] > 0)
      yield `  ${differenceGlyphs[kind]} ${formatCount(differences[kind])}: ${differenceWords[kind]}`;
}

function requestCells(row: ComparedRow): readonly string[] {
  const number = (side: RequestRow | undefined) =>
    side === undefined ? nothing : formatCount(side.request + 1);
  return [
    number(row.a),
    number(row.b),
    differenceGlyphs[row.difference],
    differenceWords[row.difference],
    decisionCell(row.a),
    decisionCell(row.b),
    formatCount(row.leftOutOnlyInA.results),
    formatCount(row.leftOutOnlyInB.results),
    row.promptTokens === undefined ? nothing : formatDifference(row.promptTokens),
  ];
}

function decisionCell(row: RequestRow | undefined): string {
  return row?.decision === undefined ? "not evaluated" : decisionWords[row.decision];
}

function titleOf({ session }: OpenedSession): string {
  const agent = session.metadata?.agentName;
  return `${agent === undefined ? "" : `${visibleText(agent)}  `}session ${visibleText(session.id)}`;
}

function* table(
  terminal: Terminal,
  titles: readonly string[],
  aligns: string,
  rows: readonly (readonly string[])[],
): Generator<string> {
  const columns = titles.map((title, at) => ({
    title,
    align: aligns[at] === "r" ? ("right" as const) : ("left" as const),
  }));
  const [heading = "", ...lines] = tableLines(columns, rows, terminal.width);
  yield terminal.style("bold", heading);
  yield* lines;
}
