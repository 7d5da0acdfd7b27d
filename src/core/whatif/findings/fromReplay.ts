import { formatCount } from "../../format";
import type { SessionReplay, SettingInterval } from "../../replay/model";
import type { Session } from "../../session/session";
import type { Finding } from "./finding";

/** Places from which other settings hold than before. */
export function settingsChanged(replay: SessionReplay): readonly Finding[] {
  return replay.settings.spans.slice(1).map((span, position) => {
    const before = replay.settings.spans[position];
    const change = (name: string, from: SettingInterval | undefined, to: SettingInterval) =>
      from?.value === to.value && from?.from === to.from
        ? []
        : [`${name} from ${intervalText(from)} to ${intervalText(to)}`];
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
      sentence: `From here on other settings hold: ${changes.join(", ")}.`,
      remedy: undefined,
    };
  });
}

function figure(name: string, value: number | undefined): Record<string, number> {
  return value === undefined ? {} : { [name]: value };
}

function intervalText(interval: SettingInterval | undefined): string {
  if (interval === undefined) return "unknown";
  if (interval.value !== undefined)
    return `${interval.guessed ? "about " : ""}${formatCount(interval.value)}`;
  return interval.to === undefined
    ? `at least ${formatCount(interval.from)}`
    : `${formatCount(interval.from)} to ${formatCount(interval.to)}`;
}

/** Lines and metrics that could not be read. */
export function unreadable(session: Session): readonly Finding[] {
  return session.segments.flatMap(({ unread }, segment) =>
    unread.map(({ place, what, reason }): Finding => ({
      kind: "unreadable",
      place: { kind: "line", segment, line: place.line, byteOffset: place.offset },
      figures: { line: place.line, byteOffset: place.offset, bytes: place.byteLength },
      sentence: `Line ${place.line}: ${what === "line" ? "not read" : "a metric was not read"}, ${reason}.`,
      remedy: undefined,
    })),
  );
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
      sentence: `The agent's metadata claims protected_tokens ${formatCount(contradiction.claimed.protectedTokens)} and min_savings ${formatCount(contradiction.claimed.minSavings)}; from here on the log says otherwise.`,
      remedy: undefined,
    });
  for (const [segment, { evaluations }] of replay.segments.entries()) {
    for (const [evaluation, { agreement, differences }] of evaluations.entries()) {
      if (agreement !== "differs" && agreement !== "boundary") continue;
      const line = session.segments[segment]?.evaluations[evaluation]?.place.line;
      found.push({
        kind: "disagrees",
        place: { kind: "evaluation", segment, evaluation },
        figures: line === undefined ? {} : { line },
        sentence: `Replay gives something else than was recorded: ${differences
          .map(
            ({ field, recorded, replayed }) =>
              `${field} ${String(replayed ?? "none")} instead of ${String(recorded ?? "none")}`,
          )
          .join(", ")}.`,
        remedy: undefined,
      });
    }
  }
  return found;
}
