import { isUtf8 } from "node:buffer";
import { plainScanSpace, spaceBytes, type ScanSpace } from "../core/session/scan/scanSpace";
import { moduleBytes } from "./wasm/code";
import { endOfPlain } from "./wasm/endOfPlain";
import { weigh } from "./wasm/weigh";

const pageBytes = 64 * 1024;

/** A space whose operations run at the machine's speed, where it has them; the plain one elsewhere. */
export function fastScanSpace(): ScanSpace {
  const memory = new WebAssembly.Memory({
    initial: Math.ceil(spaceBytes / pageBytes),
  });
  const operations = compiled(memory);
  if (operations === undefined) return plainScanSpace();
  const bytes = Buffer.from(memory.buffer);
  return {
    ...operations,
    bytes,
    isUtf8: (from, to) => isUtf8(bytes.subarray(from, to)),
    ascii: (from, to) => bytes.toString("latin1", from, to),
  };
}

/** Undefined on a machine without vectors, or one that forbids compiling. */
function compiled(memory: WebAssembly.Memory): Pick<ScanSpace, "endOfPlain" | "weigh"> | undefined {
  try {
    const module = new WebAssembly.Module(moduleBytes("scan", "memory", [endOfPlain, weigh]));
    const { exports } = new WebAssembly.Instance(module, { scan: { memory } });
    const functions = {
      endOfPlain: exports[endOfPlain.name],
      weigh: exports[weigh.name],
    };
    return areOperations(functions) ? functions : undefined;
  } catch {
    return undefined;
  }
}

/** The module's own text says what they take and give. */
function areOperations(
  functions: Readonly<Record<"endOfPlain" | "weigh", unknown>>,
): functions is Pick<ScanSpace, "endOfPlain" | "weigh"> {
  return typeof functions.endOfPlain === "function" && typeof functions.weigh === "function";
}
