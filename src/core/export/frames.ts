import { t } from "../l10n/translation";
import { isObject } from "../log/json";
import type { ItemText, PriceSetting, ToPage } from "../protocol";

/** What an exported page holds: the messages that a host would have sent it, and what it would have answered. */
export interface ExportedSession {
  /** What stands in the heading until the session says its own name. */
  readonly name: string;
  /** Whether logged texts are in it. */
  readonly includesTexts: boolean;
  /** What the page kept of itself when it was exported; to be parsed as such. Undefined for a page that begins anew. */
  readonly state: unknown;
  /** The prices of the host that exported it, where it had any. */
  readonly prices: PriceSetting | undefined;
  readonly messages: readonly ToPage[];
  readonly texts: readonly ItemText[];
}

const lengthBytes = 4;

/**
 * The session as bytes: the length of a JSON text in ASCII (four bytes, little endian), that text, and behind it the
 * buffers of its messages in their order, each of which the text names by its length.
 */
export function encodeExport(exported: ExportedSession): Uint8Array<ArrayBuffer> {
  const buffers: ArrayBuffer[] = [];
  const json = asciiJson(exported, (value) => {
    if (!(value instanceof ArrayBuffer)) return value;
    buffers.push(value);
    return { bufferBytes: value.byteLength };
  });
  const total = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bytes = new Uint8Array(lengthBytes + json.length + total);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  let at = lengthBytes;
  for (let unit = 0; unit < json.length; unit++) bytes[at++] = json.charCodeAt(unit);
  for (const buffer of buffers) {
    bytes.set(new Uint8Array(buffer), at);
    at += buffer.byteLength;
  }
  return bytes;
}

/** What was encoded, to be parsed by its reader, or a sentence saying why the bytes hold nothing. */
export function decodeExport(bytes: Uint8Array): { readonly value: unknown } | string {
  if (bytes.length < lengthBytes) return t("it is cut short");
  const jsonLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  let at = lengthBytes + jsonLength;
  if (at > bytes.length) return t("it is cut short");
  const json = asciiText(bytes.subarray(lengthBytes, at));
  const short: number[] = [];
  const withBuffers = (value: unknown): unknown => {
    const length = isObject(value) ? value["bufferBytes"] : undefined;
    if (typeof length !== "number") return value;
    const part = bytes.slice(at, at + length);
    if (part.length !== length) short.push(length);
    at += length;
    return part.buffer;
  };
  try {
    // A reviver goes through arrays and fields in their order, as the encoder did.
    const value: unknown = JSON.parse(json, (_, each: unknown) => withBuffers(each));
    return short.length > 0 ? t("it is cut short") : { value };
  } catch {
    return t("its text is not JSON");
  }
}

function asciiJson(value: unknown, replace: (value: unknown) => unknown): string {
  return JSON.stringify(value, (_, each: unknown) => replace(each)).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** In pieces, since a call takes only so many arguments. */
function asciiText(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return pieces.join("");
}
