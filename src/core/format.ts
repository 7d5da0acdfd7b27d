import { numbered, numberMarks, t } from "./l10n/translation";

/**
 * Quantities to text, the same in the editor, the page and the terminal, with the separators of the language in use:
 * English unless a translation is given. Never rounded to something that is not so (a share shows 100 % only where it is
 * whole, and 0 % only where it is nothing).
 */

/** A whole number with separators: `12,345`. Fractions are rounded to the nearest. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return t("unknown");
  const digits = String(Math.abs(Math.round(value)));
  const grouped = digits.replace(/\B(?=(?:\d{3})+$)/g, numberMarks().group);
  return Math.round(value) < 0 ? `−${grouped}` : grouped;
}

/** A number with a fixed number of decimals: `0.50`. */
export function formatFixed(value: number, decimals: number): string {
  return withMark(value.toFixed(decimals));
}

/** A number as it is, with all its decimals: `0.125`. */
export function formatExact(value: number): string {
  return withMark(String(value));
}

/** A number with so many digits that tell: `0.2500`. */
export function formatPrecise(value: number, digits: number): string {
  return withMark(value.toPrecision(digits));
}

function withMark(written: string): string {
  return written.replace(".", numberMarks().decimal);
}

/** A number and its noun: `1 request`, `12,345 requests`. The plural is the noun with an s unless given. */
export function formatNumberOf(value: number, noun: string, plural = `${noun}s`): string {
  return numbered(Math.round(value), formatCount(value), noun, plural);
}

/** `12,345 tokens`. */
export function formatTokens(value: number): string {
  return formatNumberOf(value, "token");
}

/** A number of at most four characters and a suffix, for axes and columns: `950`, `12.3k`, `457k`, `1.20M`. */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return t("unknown");
  const sign = value < 0 ? "−" : "";
  let size = Math.abs(value);
  if (Math.round(size) < 1000) return sign + String(Math.round(size));
  let suffix = "";
  for (const next of ["k", "M", "G", "T"]) {
    if (Number(size.toPrecision(3)) < 1000) break;
    size /= 1000;
    suffix = next;
  }
  return sign + fixed3(size) + suffix;
}

/** Bytes in binary units: `512 bytes`, `1.50 KiB`, `2.50 MiB`. */
export function formatBytes(value: number): string {
  if (!Number.isFinite(value)) return t("unknown");
  if (Math.abs(value) < 1024) return formatNumberOf(value, "byte");
  let size = value;
  let unit = "";
  for (const next of ["KiB", "MiB", "GiB", "TiB"]) {
    if (Math.abs(size) < 1024) break;
    size /= 1024;
    unit = next;
  }
  return `${fixed3(size)} ${unit}`;
}

/** Three digits that tell, of a number up to four digits long. */
function fixed3(value: number): string {
  const size = Math.abs(value);
  return formatFixed(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

/** A span of time in its two largest units: `350 ms`, `4.2 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function formatDuration(spanMs: number): string {
  if (!Number.isFinite(spanMs)) return t("unknown");
  if (spanMs < 0) return `−${formatDuration(-spanMs)}`;
  if (Math.round(spanMs) < 1000) return `${Math.round(spanMs)} ms`;
  if (Math.round(spanMs / 100) < 600) return `${formatFixed(spanMs / 1000, 1)} s`;
  const seconds = Math.round(spanMs / 1000);
  if (seconds < 3600) return twoUnits(seconds, 60, "min", "s");
  const minutes = Math.round(spanMs / 60_000);
  if (minutes < 24 * 60) return twoUnits(minutes, 60, "h", "min");
  return twoUnits(Math.round(spanMs / 3_600_000), 24, "d", "h");
}

function twoUnits(value: number, size: number, large: string, small: string): string {
  const rest = value % size;
  const whole = `${Math.floor(value / size)} ${large}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

/**
 * A moment to the second: `2026-05-21 05:29:36`, in the zone that is `offsetMinutes` east of UTC. Without an offset
 * it is UTC and says so. `unknown` for what is no moment.
 */
export function formatMoment(ts: number, offsetMinutes?: number): string {
  const moment = new Date(ts + (offsetMinutes ?? 0) * 60_000);
  if (Number.isNaN(moment.getTime())) return t("unknown");
  const text = moment.toISOString().slice(0, -5).replace("T", " ");
  return offsetMinutes === undefined ? `${text} UTC` : text;
}

/** Share of a whole, cut (not rounded) to a tenth of a per cent: `38.0 %`, `99.9 %`, `100 %`. */
export function formatShare(part: number, whole: number): string {
  if (!(whole > 0) || !Number.isFinite(part)) return t("unknown");
  if (part === whole) return "100 %";
  if (part === 0) return "0 %";
  const tenths = Math.floor((part * 1000) / whole);
  return tenths === 0 ? `< ${formatFixed(0.1, 1)} %` : `${formatFixed(tenths / 10, 1)} %`;
}

/** How many times: `3.4×`, `0.35×`, `12×`. */
export function formatFactor(value: number): string {
  if (!Number.isFinite(value)) return t("unknown");
  return `${formatFixed(value, value < 0.995 ? 2 : value < 9.95 ? 1 : 0)}×`;
}

/** A difference with its sign: `+1,234`, `−56`, `±0`. */
export function formatDifference(value: number): string {
  if (!Number.isFinite(value)) return t("unknown");
  const rounded = Math.round(value);
  return rounded === 0 ? "±0" : rounded > 0 ? `+${formatCount(rounded)}` : formatCount(rounded);
}

/** A range of whole numbers; open upwards without an end: `7,995 to 8,001`, `8,000`, `at least 4,096`. */
export function formatInterval(from: number, to: number | undefined): string {
  if (to === undefined) return t("at least {0}", formatCount(from));
  return from === to ? formatCount(from) : t("{0} to {1}", formatCount(from), formatCount(to));
}
