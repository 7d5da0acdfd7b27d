import { isUtf8 } from "node:buffer";
import { tableBytes } from "../core/session/scan/recordTables";
import { plainScanSpace, spaceBytes, type ScanSpace } from "../core/session/scan/scanSpace";
import { callRow } from "./wasm/callRow";
import { moduleBytes } from "./wasm/code";
import { endOfPlain } from "./wasm/endOfPlain";
import { endOfName, endOfText, integer } from "./wasm/literals";
import { nameHash, textHash } from "./wasm/hashes";
import { readInput, readItem } from "./wasm/item";
import { readRecord, readRecords } from "./wasm/record";
import { Tables } from "./wasm/tables";
import { weigh } from "./wasm/weigh";
import { weighText } from "./wasm/weighText";

const pageBytes = 64 * 1024;
const alignment = 8;
/** Behind the space itself. */
const tablesAt = Math.ceil(spaceBytes / alignment) * alignment;

type Operations = Pick<ScanSpace, "endOfPlain" | "weigh"> &
  Pick<NonNullable<ScanSpace["records"]>, "readRecords">;

/** A space whose operations run at the machine's speed, where it has them; the plain one elsewhere. */
export function fastScanSpace(): ScanSpace {
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((tablesAt + tableBytes) / pageBytes),
  });
  const operations = compiled(memory);
  if (operations === undefined) return plainScanSpace();
  const { endOfPlain, weigh, readRecords } = operations;
  const bytes = Buffer.from(memory.buffer);
  return {
    bytes,
    endOfPlain,
    weigh,
    records: { readRecords, tables: bytes.subarray(tablesAt, tablesAt + tableBytes) },
    isUtf8: (from, to) => isUtf8(bytes.subarray(from, to)),
    ascii: (from, to) => bytes.toString("latin1", from, to),
  };
}

let shared: ScanSpace | undefined;

/** One fast space for all folds of a thread: a fold uses it only while it takes bytes. */
export function sharedFastSpace(): ScanSpace {
  shared ??= fastScanSpace();
  return shared;
}

/** In the order of `functionIndex`. */
const tables = new Tables(tablesAt);
const functions = [
  endOfPlain,
  weigh,
  weighText,
  endOfText,
  endOfName,
  integer,
  nameHash,
  textHash,
  callRow(tables),
  readItem(tables),
  readInput(tables),
  readRecord(tables),
  readRecords(tables),
];

/** Undefined on a machine without vectors, or one that forbids compiling. */
function compiled(memory: WebAssembly.Memory): Operations | undefined {
  try {
    const module = new WebAssembly.Module(moduleBytes("scan", "memory", functions));
    const { exports } = new WebAssembly.Instance(module, { scan: { memory } });
    const { endOfPlain, weigh, readRecords } = exports;
    const operations = { endOfPlain, weigh, readRecords };
    return areOperations(operations) ? operations : undefined;
  } catch {
    return undefined;
  }
}

/** The module's own text says what they take and give. */
function areOperations(
  operations: Readonly<Record<keyof Operations, unknown>>,
): operations is Operations {
  return Object.values(operations).every((operation) => typeof operation === "function");
}
