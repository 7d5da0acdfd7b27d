import type { LoggedItem } from "../../core/log/item";
import { parseLine } from "../../core/log/parseLine";
import { itemsOfRecord } from "../../core/log/recordItems";
import type { FoundItems } from "../../core/protocol";
import { LineFilter } from "../../core/search/lineFilter";
import { foldCase, itemHolds, mostFound, type TextScope } from "../../core/search/searchText";
import type { ItemColumns } from "../../core/session/itemColumns";
import { byteOffset, lineNumber } from "../../core/units";
import type { LoadOptions } from "../../platform/loadSession";
import { itemLines, type ItemLine } from "./itemLines";
import type { SessionSource } from "./sessionSource";

/** One segment's log and the items that it holds. */
export interface SearchedLog {
  /** The segment's position in the session. */
  readonly position: number;
  readonly file: string;
  readonly items: ItemColumns;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** After so many bytes other calls of the worker get their turn, and progress is told. */
const stepBytes = 8 << 20;

/**
 * Looks for a text in the items' texts, reading the logs again by the places of the lines that hold items. Stops at `mostFound`.
 * Rejects with the signal's reason.
 */
export async function searchLogs(
  source: SessionSource,
  logs: readonly SearchedLog[],
  { text, scope }: { readonly text: string; readonly scope: TextScope },
  { signal, onProgress }: LoadOptions,
): Promise<FoundItems> {
  const needle = foldCase(text);
  const filter = new LineFilter(needle);
  const segments: number[] = [];
  const items: number[] = [];
  let unread = 0;
  let problem: string | undefined;
  const searched = logs.map((log) => ({ ...log, lines: itemLines(log.items) }));
  const totalBytes = searched.reduce((sum, { lines }) => sum + bytesOf(lines), 0);
  let readBytes = 0;
  let toldBytes = 0;
  const result = (cut: boolean): FoundItems => ({
    segments: Uint32Array.from(segments).buffer,
    items: Uint32Array.from(items).buffer,
    cut,
    unread,
    problem,
  });
  if (needle === "") return result(false);
  for (const { position, file, lines, items: columns } of searched) {
    let at = 0;
    for await (const record of source.records(file, lines, signal)) {
      const line = lines[at++];
      if (line === undefined) break;
      const read = record.kind === "failed" ? record.what : itemsIn(record.bytes, line, filter);
      if (typeof read === "string") {
        unread += line.to - line.from;
        problem ??= read;
      }
      for (let item = line.from; typeof read !== "string" && item < line.to; item++) {
        const logged = read[columns.ordinal[item] ?? 0];
        if (logged === undefined || !itemHolds(logged, needle, scope)) continue;
        if (items.length === mostFound) return result(true);
        segments.push(position);
        items.push(item);
      }
      readBytes += line.byteLength;
      if (readBytes - toldBytes < stepBytes) continue;
      toldBytes = readBytes;
      onProgress?.({ readBytes, totalBytes });
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    }
  }
  return result(false);
}

/** The items of a line, none where the filter passes it over, or a sentence saying why they cannot be read. */
function itemsIn(
  bytes: Uint8Array,
  { offset, byteLength }: ItemLine,
  filter: LineFilter,
): readonly LoggedItem[] | string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  if (!filter.mayHold(latin1)) return [];
  const entry = parseLine(
    { number: lineNumber(1), offset: byteOffset(offset), bytes, byteLength },
    (each) => decoder.decode(each),
  );
  return entry.kind === "unreadable" ? entry.reason : itemsOfRecord(entry);
}

function bytesOf(lines: readonly ItemLine[]): number {
  return lines.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
