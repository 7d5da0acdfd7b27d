import { isUtf8 } from "node:buffer";
import { plainScanSpace, spaceBytes, type ScanSpace } from "../core/session/scan/scanSpace";
import { plainBytesModule, wasmNames } from "./plainBytes";

const pageBytes = 64 * 1024;

/** A space whose operations run at the machine's speed, where it has them; the plain one elsewhere. */
export function fastScanSpace(): ScanSpace {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(spaceBytes / pageBytes) });
  const endOfPlain = compiled(memory);
  if (endOfPlain === undefined) return plainScanSpace();
  const bytes = Buffer.from(memory.buffer);
  return {
    bytes,
    endOfPlain,
    isUtf8: (from, to) => isUtf8(bytes.subarray(from, to)),
    ascii: (from, to) => bytes.toString("latin1", from, to),
  };
}

function compiled(memory: WebAssembly.Memory): ScanSpace["endOfPlain"] | undefined {
  try {
    const module = new WebAssembly.Module(plainBytesModule());
    const imports = { [wasmNames.module]: { [wasmNames.memory]: memory } };
    const exported = new WebAssembly.Instance(module, imports).exports[wasmNames.endOfPlain];
    return isEndOfPlain(exported) ? exported : undefined;
  } catch {
    // A machine without vectors, or one that forbids compiling.
    return undefined;
  }
}

function isEndOfPlain(value: unknown): value is ScanSpace["endOfPlain"] {
  return typeof value === "function";
}
