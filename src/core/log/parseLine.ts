import { t } from "../l10n/translation";
import type { LogEntry, UnreadableEntry } from "./entry";
import { pluralKinds } from "./dialects/plural";
import { lineTs, unreadable } from "./dialects/shared";
import { inertKinds, singularKinds } from "./dialects/singular";
import { isObject, stringField, type JsonObject } from "./json";
import type { Line } from "./lines";
import { hasLoneSurrogateEscape } from "./surrogates";

/**
 * Turns UTF-8 bytes into text, or throws where they are not UTF-8. Handed in, because the language alone has no
 * decoder: every caller has one (`new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })`).
 */
export type DecodeUtf8 = (bytes: Uint8Array) => string;

type Parsed = { readonly object: JsonObject } | { readonly problem: string };

/** What one committed line says, or why it cannot be read. Never throws. */
export function parseLine(line: Line, decode: DecodeUtf8): LogEntry | UnreadableEntry {
  if (line.bytes === undefined)
    return unreadable(
      t("the line has {0} bytes, more than can be read at once", String(line.byteLength)),
    );
  const parsed = parseObject(line.bytes, decode);
  return "problem" in parsed ? unreadable(parsed.problem) : parseEntry(parsed.object);
}

/** The JSON object in the bytes of one line, or what is wrong with them. Never throws. */
export function parseObject(bytes: Uint8Array, decode: DecodeUtf8): Parsed {
  let text: string;
  try {
    text = decode(bytes);
  } catch {
    return { problem: t("the bytes are not UTF-8") };
  }
  // A tool that rewrote the file may have put a byte order mark in front.
  if (text.startsWith("\ufeff")) text = text.slice(1);
  if (text.trim() === "") return { problem: t("the line is empty") };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {
      problem: /\}\s*\{"/.test(text)
        ? t("not JSON: two records may stand on one line")
        : t("not JSON"),
    };
  }
  if (!isObject(value)) return { problem: t("JSON, but not an object") };
  if (hasLoneSurrogateEscape(text))
    return { problem: t("an escape names half of a character (a lone surrogate)") };
  return { object: value };
}

function parseEntry(raw: JsonObject): LogEntry | UnreadableEntry {
  const kind = stringField(raw, "kind");
  if (kind === undefined) return unreadable(t("the record has no kind"));
  const ts = lineTs(raw);
  const parse = singularKinds.get(kind) ?? pluralKinds.get(kind);
  if (parse === undefined) return { kind: "note", ts, name: kind, known: inertKinds.has(kind) };
  if (ts === undefined) return unreadable(t("a {0} record lacks its ts", kind));
  return parse(raw, ts);
}
