import { formatCount } from "../../format";
import { t } from "../../l10n/translation";
import type { SessionReplay, SettingInterval } from "../../replay/model";
import type { UnreadLine } from "../../session/segment";
import type { Session } from "../../session/session";
import { rowAt } from "../../session/rows";
import type { Finding } from "./finding";

/** Places from which other settings hold than before. */
export function settingsChanged(replay: SessionReplay): readonly Finding[] {
  return replay.settings.spans.slice(1).map((span, position) => {
    const before = replay.settings.spans[position];
    const change = (name: string, from: SettingInterval | undefined, to: SettingInterval) =>
      from?.value === to.value && from?.from === to.from
        ? []
        : [t("{0} from {1} to {2}", name, intervalText(from), intervalText(to))];
    const changes = [
      ...change("protected_tokens", before?.protectedTokens, span.protectedTokens),
      ...change("min_savings", before?.minSavings, span.minSavings),
    ];
    return {
      kind: "settings-changed",
      place: { kind: "evaluation", segment: span.segment, evaluation: span.evaluation },
      figures: {
        ...figure("protectedTokens", span.protectedTokens.value),
        ...figure("minSavings", span.minSavings.value),
      },
      sentence: t("From here on other settings hold: {0}.", changes.join(", ")),
      remedy: undefined,
    };
  });
}

function figure(name: string, value: number | undefined): Record<string, number> {
  return value === undefined ? {} : { [name]: value };
}

function intervalText(interval: SettingInterval | undefined): string {
  if (interval === undefined) return t("unknown");
  if (interval.value !== undefined)
    return `${interval.guessed ? t("about ") : ""}${formatCount(interval.value)}`;
  return interval.to === undefined
    ? t("at least {0}", formatCount(interval.from))
    : t("{0} to {1}", formatCount(interval.from), formatCount(interval.to));
}

/** Lines and metrics that could not be read, stand there twice, or are missing. */
export function unreadable(session: Session): readonly Finding[] {
  return session.segments.flatMap(({ unread }, segment) =>
    unread.map(({ place, what, reason }): Finding => ({
      kind: "unreadable",
      place: { kind: "line", segment, line: place.line, byteOffset: place.offset },
      figures: { line: place.line, byteOffset: place.offset, bytes: place.byteLength },
      sentence: t("Line {0}: {1}, {2}.", place.line, whatHappened(what), reason),
      remedy: undefined,
    })),
  );
}

function whatHappened(what: UnreadLine["what"]): string {
  switch (what) {
    case "line":
      return t("not read");
    case "metric":
      return t("a metric was not read");
    case "doubled":
      return t("left out");
    case "missing":
      return t("something is missing");
  }
}

/** Evaluations whose replay does not give what was recorded; what metadata claims against the log. */
export function disagrees(session: Session, replay: SessionReplay): readonly Finding[] {
  const found: Finding[] = [];
  const { contradiction } = replay.settings;
  if (contradiction !== undefined)
    found.push({
      kind: "disagrees",
      place: {
        kind: "evaluation",
        segment: contradiction.segment,
        evaluation: contradiction.evaluation,
      },
      figures: {
        claimedProtectedTokens: contradiction.claimed.protectedTokens,
        claimedMinSavings: contradiction.claimed.minSavings,
      },
      sentence: t(
        "The agent's metadata claims protected_tokens {0} and min_savings {1}; from here on the log says otherwise.",
        formatCount(contradiction.claimed.protectedTokens),
        formatCount(contradiction.claimed.minSavings),
      ),
      remedy: undefined,
    });
  for (const [segment, { evaluations }] of replay.segments.entries()) {
    for (const [evaluation, { agreement, differences }] of evaluations.entries()) {
      if (agreement !== "differs" && agreement !== "boundary") continue;
      const line = rowAt(session.segments[segment]?.evaluations, evaluation)?.place.line;
      found.push({
        kind: "disagrees",
        place: { kind: "evaluation", segment, evaluation },
        figures: line === undefined ? {} : { line },
        sentence: t(
          "Replay gives something else than was recorded: {0}.",
          differences
            .map(({ field, recorded, replayed }) =>
              t(
                "{0} {1} instead of {2}",
                field,
                String(replayed ?? t("none")),
                String(recorded ?? t("none")),
              ),
            )
            .join(", "),
        ),
        remedy: undefined,
      });
    }
  }
  return found;
}
