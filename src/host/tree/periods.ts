import type { SessionRef } from "../../platform/sessionRef";

/** A span of days that sessions are listed under, in the zone of the machine that runs the extension. */
export type Period =
  | { readonly kind: "today" | "yesterday" | "week" }
  /** `month` from 0. */
  | { readonly kind: "month"; readonly year: number; readonly month: number };

/** When a session began; where nothing tells, when it was last written. Epoch milliseconds. */
export function startOf(ref: Pick<SessionRef, "startTs" | "modifiedTs">): number {
  return ref.startTs ?? ref.modifiedTs;
}

/** Midnight before a moment, or so many days from it: days are not always 24 hours long. */
export function startOfDay(ts: number, days = 0): number {
  const day = new Date(ts);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime();
}

/** The period of a moment, seen from now. A moment in the future counts as today: clocks differ. */
export function periodOf(ts: number, now: number): Period {
  if (ts >= startOfDay(now)) return { kind: "today" };
  if (ts >= startOfDay(now, -1)) return { kind: "yesterday" };
  if (ts >= startOfDay(now, -6)) return { kind: "week" };
  const day = new Date(ts);
  return { kind: "month", year: day.getFullYear(), month: day.getMonth() };
}

/** Names a period; the same for all moments in it. */
export function periodKey(period: Period): string {
  return period.kind === "month" ? `${period.year}-${period.month + 1}` : period.kind;
}
