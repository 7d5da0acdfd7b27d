import { html, nothing, type TemplateResult } from "lit";
import { formatCount, formatTokens } from "../../src/core/format";
import type { Compared } from "../../src/core/inspect/compared";
import type { Chain, InspectedEvaluation } from "../../src/core/inspect/inspectRequest";
import type { SettingBehind } from "../../src/core/inspect/settingsBehind";
import type { Decision } from "../../src/core/prune/evaluate";
import type { SettingsFinding } from "../../src/core/replay/model";
import { decisionWords, inspector as words, settingsWords } from "../strings";
import { disclosingName, type Disclosure } from "./disclosure";

/** One step: what it is, how it was obtained, and the record beside it. */
interface Step {
  readonly id: keyof typeof words.steps;
  readonly name: string;
  readonly value: string;
  readonly workings?: string | undefined;
  /** Undefined where the log never holds such a figure. */
  readonly recorded?: Recorded | undefined;
  readonly final?: boolean;
}

type Recorded =
  | { readonly kind: "agrees"; readonly value: string }
  | { readonly kind: "differs"; readonly value: string; readonly by: number | undefined }
  | { readonly kind: "not recorded" };

/** The chain that leads to a decision, each step with what it was made of, beside what was recorded. */
export function chainView(
  evaluation: InspectedEvaluation,
  historyLength: number,
  disclosure: Disclosure,
  onCandidates: () => void,
): TemplateResult {
  return html`<table class="chain">
    <caption>
      ${words.chain}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.columns.step}</th>
        <th scope="col" class="numeric">${words.columns.replayed}</th>
        <th scope="col" class="numeric">${words.columns.recorded}</th>
      </tr>
    </thead>
    <tbody>
      ${stepsOf(evaluation, historyLength).map((step) => stepView(step, disclosure, onCandidates))}
    </tbody>
  </table>`;
}

function stepView(step: Step, disclosure: Disclosure, onCandidates: () => void): TemplateResult {
  const { id, name, value, workings, recorded, final } = step;
  return html`<tr class=${final === true ? "step final" : "step"}>
      <th scope="row">${disclosingName(id, name, workings, disclosure)}</th>
      <td class="numeric">${value}</td>
      <td class="numeric recorded">${recordedView(recorded)}</td>
    </tr>
    ${
      workings === undefined || workings === ""
        ? nothing
        : html`<tr id=${`how-${id}`} ?hidden=${!disclosure.isOpen(id)}>
            <td class="workings" colspan="3">
              ${workings}
              ${
                id === "candidates"
                  ? html`<button type="button" class="plain link" @click=${onCandidates}>
                      ${words.showCandidates}
                    </button>`
                  : nothing
              }
            </td>
          </tr>`
    }`;
}

function recordedView(recorded: Recorded | undefined): TemplateResult | typeof nothing {
  if (recorded === undefined) return nothing;
  switch (recorded.kind) {
    case "agrees":
      return html`<span class="good">
        <span class="glyph" role="img" aria-label=${words.agrees}>✓</span> ${recorded.value}
      </span>`;
    case "differs":
      return html`<span class="bad"
          ><span class="glyph" aria-hidden="true">≠</span> ${recorded.value}</span
        >
        <span class="workings">${words.differsBy(recorded.by)}</span>`;
    case "not recorded":
      return html`<span class="workings">${words.notRecorded}</span>`;
  }
}

function recordedOf<T extends string | number>(
  figure: Compared<T>,
  text: (value: T) => string,
): Recorded {
  const { recorded, replayed } = figure;
  if (recorded === undefined) return { kind: "not recorded" };
  if (figure.verdict === "agrees") return { kind: "agrees", value: text(recorded) };
  const by =
    typeof recorded === "number" && typeof replayed === "number" ? recorded - replayed : undefined;
  return { kind: "differs", value: text(recorded), by };
}

/** An agreeing decision need not be said twice: its words are long. */
function recordedDecision(decision: Compared<Decision>): Recorded {
  return decision.verdict === "agrees"
    ? { kind: "agrees", value: words.same }
    : recordedOf(decision, (value) => decisionWords[value]);
}

function stepsOf(evaluation: InspectedEvaluation, historyLength: number): readonly Step[] {
  const { chain, decision, settings, recorded } = evaluation;
  const decided: Step = {
    id: "decision",
    name: words.steps.decision,
    value: decision.replayed === undefined ? "–" : decisionWords[decision.replayed],
    workings: decisionWorkings(chain, decision.replayed),
    recorded: recordedDecision(decision),
    final: true,
  };
  if (chain === undefined) return [decided];
  const { source } = settings;
  // A recorded no_candidates holds neither boundary nor savings: nothing there to compare with.
  const holdsFigures = recorded.decision !== "no_candidates";
  return [
    totalStep(chain),
    settingStep("protectedTokens", source, settings.protectedTokens),
    {
      id: "boundary",
      name: words.steps.boundary,
      value:
        chain.boundary.replayed === undefined
          ? words.noBoundary
          : words.item(chain.boundary.replayed, historyLength),
      workings: boundaryWorkings(chain, historyLength),
      recorded: holdsFigures ? recordedOf(chain.boundary, formatCount) : { kind: "not recorded" },
    },
    ...tailSteps(chain),
    {
      id: "candidates",
      name: words.steps.candidates,
      value: formatCount(chain.candidates.replayed ?? 0),
      workings: words.candidatesHow,
      recorded: recordedOf(chain.candidates, formatCount),
    },
    ...savingsSteps(chain, holdsFigures),
    settingStep("minSavings", source, settings.minSavings),
    decided,
  ];
}

function totalStep({ total, knownRecords, inheritedRecords }: Chain): Step {
  return {
    id: "total",
    name: words.steps.total,
    value: formatTokens(total.tokens),
    workings: `${words.sources[total.kind]}: ${words.basis(total)}; ${words.known(knownRecords, inheritedRecords)}`,
  };
}

function settingStep(
  id: "protectedTokens" | "minSavings",
  source: SettingsFinding["source"],
  { value, interval }: SettingBehind,
): Step {
  return {
    id,
    name: words.steps[id],
    value: formatTokens(value),
    workings: settingsWords.how(source, interval),
  };
}

function boundaryWorkings({ boundary }: Chain, historyLength: number): string | undefined {
  if (boundary.replayed === undefined) return words.noBoundaryWhy;
  return boundary.replayed === historyLength ? words.nothingProtected : words.boundaryHow;
}

function tailSteps({ tail, boundary, protectedTokens }: Chain): readonly Step[] {
  if (tail === undefined || boundary.replayed === undefined) return [];
  const reached = tail.exhausted
    ? words.tailExhausted(tail.tokens, protectedTokens)
    : words.tailNote(boundary.replayed, tail.tokens, tail.nextTokens, protectedTokens);
  const before = words.before(tail.beforeStart.tokens, words.sources[tail.beforeStart.kind]);
  return [
    {
      id: "tail",
      name: words.steps.tail,
      value: formatTokens(tail.tokens),
      workings: `${reached}. ${before}: ${words.basis(tail.beforeStart)}`,
    },
  ];
}

function savingsSteps(chain: Chain, holdsFigures: boolean): readonly Step[] {
  const { removedBytes, rate, savings } = chain;
  return [
    {
      id: "removedBytes",
      name: words.steps.removedBytes,
      value: words.bytes(removedBytes),
      workings: words.removedHow,
    },
    {
      id: "rate",
      name: words.steps.rate,
      value: rate === undefined ? "–" : words.rateValue(rate.tokens / rate.bytes),
      workings: rate === undefined ? words.noRate : words.rate(rate.tokens, rate.bytes),
    },
    {
      id: "savings",
      name: words.steps.savings,
      value: formatTokens(savings.replayed ?? 0),
      workings:
        rate === undefined ? undefined : words.savingsNote(removedBytes, rate.tokens, rate.bytes),
      recorded: holdsFigures ? recordedOf(savings, formatCount) : { kind: "not recorded" },
    },
  ];
}

function decisionWorkings(
  chain: Chain | undefined,
  decision: Decision | undefined,
): string | undefined {
  return chain === undefined || decision === undefined
    ? undefined
    : words.decisionNote(decision, chain.savings.replayed ?? 0, chain.minSavings);
}
