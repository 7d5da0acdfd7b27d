import { isUtf8 } from "node:buffer";
import { slotCount } from "../core/session/scan/recordSlots";
import { plainScanSpace, spaceBytes, type ScanSpace } from "../core/session/scan/scanSpace";
import { moduleBytes } from "./wasm/code";
import { endOfPlain } from "./wasm/endOfPlain";
import { endOfName, endOfText, integer } from "./wasm/literals";
import { readItem, readRecord } from "./wasm/record";
import { weigh } from "./wasm/weigh";

const pageBytes = 64 * 1024;
const slotBytes = 8;
/** Behind the space itself. */
const slotsAt = Math.ceil(spaceBytes / slotBytes) * slotBytes;

type Operations = Pick<ScanSpace, "endOfPlain" | "weigh"> &
  Pick<NonNullable<ScanSpace["records"]>, "readRecord">;

/** A space whose operations run at the machine's speed, where it has them; the plain one elsewhere. */
export function fastScanSpace(): ScanSpace {
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((slotsAt + slotCount * slotBytes) / pageBytes),
  });
  const operations = compiled(memory);
  if (operations === undefined) return plainScanSpace();
  const { endOfPlain, weigh, readRecord } = operations;
  const bytes = Buffer.from(memory.buffer);
  return {
    bytes,
    endOfPlain,
    weigh,
    records: { readRecord, slots: new Float64Array(memory.buffer, slotsAt, slotCount) },
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
const functions = [endOfPlain, weigh, endOfText, endOfName, integer, readItem, readRecord(slotsAt)];

/** Undefined on a machine without vectors, or one that forbids compiling. */
function compiled(memory: WebAssembly.Memory): Operations | undefined {
  try {
    const module = new WebAssembly.Module(moduleBytes("scan", "memory", functions));
    const { exports } = new WebAssembly.Instance(module, { scan: { memory } });
    const { endOfPlain, weigh, readRecord } = exports;
    const operations = { endOfPlain, weigh, readRecord };
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
