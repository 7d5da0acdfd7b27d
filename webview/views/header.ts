import { html, nothing, type TemplateResult } from "lit";
import { formatCount, formatDuration, formatShare, formatTokens } from "../../src/core/format";
import type { PromptFigure, SessionSummary } from "../../src/core/inspect/sessionSummary";
import type { SettingInterval, SettingsSpan } from "../../src/core/replay/model";
import { visibleText } from "../../src/core/visibleText";
import type { Ending } from "../liveMark";
import { header as words, regions, replayWords, settingsWords } from "../strings";
import type { Disclosure } from "./disclosure";
import { figureView, type Figure } from "./figure";
import { toolbarView, type ToolbarAction } from "./toolbar";

export interface HeaderGiven {
  readonly summary: SessionSummary;
  /** Content left out, summed over all requests, as fitted; undefined until it is. */
  readonly tokensLeftOut: number | undefined;
  /** Whether how each figure was obtained stands open everywhere. */
  readonly explained: boolean;
  readonly disclosure: Disclosure;
  /** Undefined for a session that has come to its end. */
  readonly ending: Ending | undefined;
}

type OnSelect = (request: number) => void;

/** The session in figures, each with how it was obtained. */
export function headerView(
  { summary, tokensLeftOut, explained, disclosure, ending }: HeaderGiven,
  actions: readonly ToolbarAction[],
  onSelect: OnSelect,
): TemplateResult {
  const { spanMs } = summary;
  const duration = spanMs === undefined ? undefined : formatDuration(spanMs);
  const figures = figuresOf(summary, tokensLeftOut, onSelect);
  return html`<header class="summary" aria-label=${regions.summary}>
    <div class="title">
      <h1 title=${summary.sessionId}>${visibleText(summary.name)}</h1>
      ${ending === undefined ? nothing : endingView(ending)}
      <p class="meta">${words.meta(summary, duration)}</p>
      ${toolbarView(regions.actions, actions)}
    </div>
    <dl class=${explained ? "figures explained" : "figures"} .style=${across(figures.length)}>
      ${figures.map((figure) => html`${figureView(figure, disclosure)} `)}
    </dl>
  </header>`;
}

function endingView(ending: Ending): TemplateResult {
  switch (ending.kind) {
    case "live":
      return html`<p class="live" title=${words.liveTitle(ending.writtenAt)}>
        <span class="glyph" aria-hidden="true">●</span> ${words.live}
      </p>`;
    case "without end":
      return html`<p class="without-end" title=${words.withoutEndTitle(ending.writtenAt)}>
        <span class="glyph" aria-hidden="true">○</span> ${words.withoutEnd}
      </p>`;
  }
}

/** Numbers of columns that leave no figure alone in the last row: all in one row, in two, in three. */
function across(count: number): string {
  return [1, 2, 3]
    .map((rows) => `--rows-${String(rows)}: ${String(Math.ceil(count / rows))}`)
    .join("; ");
}

function figuresOf(
  summary: SessionSummary,
  tokensLeftOut: number | undefined,
  onSelect: OnSelect,
): readonly Figure[] {
  return [
    replayFigure(summary),
    ...settingFigures(summary),
    {
      id: "figure-requests",
      label: words.labels.requests,
      value: formatCount(summary.requests),
      note: words.requestsNote(summary),
      how: words.requestsHow,
    },
    {
      id: "figure-fires",
      label: words.labels.fires,
      value: formatCount(summary.fires),
      note: words.firesNote(summary),
      how: words.firesHow,
    },
    ...(summary.evaluations === 0 ? [] : decisionFigures(summary, tokensLeftOut)),
    promptFigure("figure-peak", words.labels.peak, summary.peak, words.promptHow.peak, onSelect),
    promptFigure(
      "figure-final",
      words.labels.final,
      summary.final,
      words.promptHow.final,
      onSelect,
    ),
    cacheFigure(summary),
  ];
}

/** What only evaluations tell. */
function decisionFigures(
  summary: SessionSummary,
  tokensLeftOut: number | undefined,
): readonly Figure[] {
  return [
    {
      id: "figure-skips",
      label: words.labels.skips,
      value: formatCount(summary.noCandidates + summary.belowMinSavings),
      note: words.skipsNote(summary),
      how: words.skipsHow,
    },
    {
      id: "figure-sentAgain",
      label: words.labels.sentAgain,
      value: words.sentAgainValue(summary.requestsSendingAgain),
      note: words.sentAgainNote(summary),
      how: words.sentAgainHow,
      tone: summary.requestsSendingAgain > 0 ? "bad" : undefined,
    },
    {
      id: "figure-leftOut",
      label: words.labels.leftOut,
      value: tokensLeftOut === undefined ? words.notYet : words.modelled(tokensLeftOut),
      note: words.leftOutNote(summary),
      how: words.leftOutHow,
    },
  ];
}

function replayFigure({ agreement }: SessionSummary): Figure {
  const { exact, evaluations } = agreement;
  return {
    id: "figure-replay",
    label: words.labels.replay,
    value: replayWords.headline(agreement),
    note: replayWords.rest(agreement),
    how: replayWords.how,
    tone: evaluations === 0 ? undefined : exact === evaluations ? "good" : "bad",
  };
}

/** Both settings as they stand at the end; a session whose settings changed says so. */
function settingFigures({ settings, agreement }: SessionSummary): readonly Figure[] {
  const last = settings.spans.at(-1);
  if (settings.source === "off" || (last === undefined && agreement.evaluations === 0)) {
    const off = settings.source === "off";
    return [
      {
        id: "figure-pruning",
        label: words.labels.pruning,
        value: off ? settingsWords.off : settingsWords.none,
        how: off ? settingsWords.offHow : settingsWords.noneHow,
      },
    ];
  }
  const one = (
    id: string,
    label: string,
    intervalOf: (span: SettingsSpan) => SettingInterval,
  ): Figure => {
    const interval = last === undefined ? undefined : intervalOf(last);
    const source = settingsWords.source(settings.source, interval);
    const contradiction =
      settings.contradiction === undefined
        ? ""
        : ` ${settingsWords.contradiction(settings.contradiction.claimed, settingsWords.evaluationNumber(settings.contradiction.evaluation))}`;
    return {
      id,
      label,
      value: settingValue(interval),
      note:
        settings.spans.length > 1
          ? `${source}, ${settingsWords.changed(settings.spans.length)}`
          : source,
      how: settingsWords.how(settings.source, interval) + contradiction,
      tone: settings.contradiction === undefined ? undefined : "bad",
    };
  };
  const protectedTokens = one(
    "figure-protected",
    words.labels.protectedTokens,
    (span) => span.protectedTokens,
  );
  const minSavings = one("figure-min-savings", words.labels.minSavings, (span) => span.minSavings);
  const { note } = minSavings;
  if (note === undefined || note !== protectedTokens.note) return [protectedTokens, minSavings];
  // What is true of both is said once.
  return [
    { ...protectedTokens, note: undefined },
    { ...minSavings, note: settingsWords.both(note) },
  ];
}

function settingValue(interval: SettingInterval | undefined): string {
  if (interval === undefined) return words.unknown;
  if (interval.value !== undefined) return formatCount(interval.value);
  return settingsWords.interval(interval);
}

function promptFigure(
  id: string,
  label: string,
  figure: PromptFigure | undefined,
  how: string,
  onSelect: OnSelect,
): Figure {
  if (figure === undefined) return { id, label, value: words.unknown, how: words.noUsage };
  return {
    id,
    label,
    value: formatTokens(figure.tokens),
    note: words.atRequest(figure.request),
    how,
    goTo: {
      label: words.goTo(figure.request),
      act: () => {
        onSelect(figure.request);
      },
    },
  };
}

function cacheFigure({ cache }: SessionSummary): Figure {
  const id = "figure-cache";
  return cache === undefined
    ? { id, label: words.labels.cache, value: words.unknown, how: words.noUsage }
    : {
        id,
        label: words.labels.cache,
        value: formatShare(cache.readTokens, cache.inputTokens),
        note: words.cacheNote(cache),
        how: words.cacheHow(cache),
      };
}
