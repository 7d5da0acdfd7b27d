import type { SettingInterval, SettingsSpan } from "../../core/replay/model";
import type { OpenedSession } from "../openedSession";

/** A session's settings as scripts read them: names and meanings stay. */
export interface SettingsRow {
  readonly session: string;
  readonly source: "metadata" | "inferred" | "none";
  /** `off` where the agent's metadata says so; `unknown` where neither metadata nor an evaluation tells. */
  readonly pruning: "on" | "off" | "unknown";
  readonly protectedTokens: IntervalRow;
  readonly minSavings: IntervalRow;
  /** Where other settings began to hold, in order. */
  readonly changes: readonly ChangeRow[];
  /** Where the evaluations contradict the metadata, or null. */
  readonly contradiction: ContradictionRow | null;
}

export interface IntervalRow {
  /** Null where only the interval is known. */
  readonly value: number | null;
  readonly from: number;
  /** Null where open upwards. */
  readonly to: number | null;
  /** The roundest value of the interval, a guess; null where the value is known or nothing confines it. */
  readonly likely: number | null;
}

export interface ChangeRow {
  readonly segment: string;
  /** First evaluation of the segment for which they hold, from 0. */
  readonly index: number;
  readonly protectedTokens: IntervalRow;
  readonly minSavings: IntervalRow;
}

export interface ContradictionRow {
  readonly segment: string;
  readonly index: number;
  readonly protectedTokens: number;
  readonly minSavings: number;
}

const unconfined: IntervalRow = { value: null, from: 0, to: null, likely: null };

/** What is known of a session's settings, and how. */
export function settingsRow({ session, replay }: OpenedSession): SettingsRow {
  const { source, spans, contradiction } = replay.settings;
  const [first, ...later] = spans;
  const idOf = (segment: number) => session.segments[segment]?.id ?? "";
  return {
    session: session.id,
    source: source === "off" ? "metadata" : source,
    pruning: source === "off" ? "off" : source === "none" ? "unknown" : "on",
    protectedTokens: first === undefined ? unconfined : intervalRow(first.protectedTokens),
    minSavings: first === undefined ? unconfined : intervalRow(first.minSavings),
    changes: later.map((span: SettingsSpan) => ({
      segment: idOf(span.segment),
      index: span.evaluation,
      protectedTokens: intervalRow(span.protectedTokens),
      minSavings: intervalRow(span.minSavings),
    })),
    contradiction:
      contradiction === undefined
        ? null
        : {
            segment: idOf(contradiction.segment),
            index: contradiction.evaluation,
            ...contradiction.claimed,
          },
  };
}

function intervalRow({ value, guessed, from, to }: SettingInterval): IntervalRow {
  return {
    value: guessed ? null : (value ?? null),
    from,
    to: to ?? null,
    likely: guessed ? (value ?? null) : null,
  };
}
