import { open } from "node:fs/promises";
import { t } from "../core/l10n/translation";
import { lineCapBytes } from "../core/log/lines";
import { describeError } from "./problem";

export type RawRecord =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly what: string };

/**
 * The bytes of one line of a log, which stands at `offset` and has `byteLength` bytes without its newline. Fails, in
 * words, where the file cannot be read, is shorter by now, or has no line boundary on both sides of that place.
 */
export async function readRecord(
  file: string,
  offset: number,
  byteLength: number,
): Promise<RawRecord> {
  if (byteLength > lineCapBytes)
    return { kind: "failed", what: t("the line is too long to be shown") };
  try {
    const handle = await open(file, "r");
    try {
      // One byte before and one behind: the newlines that confine the line.
      const lead = offset > 0 ? 1 : 0;
      const length = lead + byteLength + 1;
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(length),
        0,
        length,
        offset - lead,
      );
      const bounded = buffer[length - 1] === newline && (lead === 0 || buffer[0] === newline);
      if (bytesRead < length || !bounded)
        return { kind: "failed", what: t("the file has changed since it was read") };
      return { kind: "bytes", bytes: buffer.subarray(lead, lead + byteLength) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { kind: "failed", what: describeError(error) };
  }
}

const newline = 0x0a;
