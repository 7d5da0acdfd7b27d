import { loadSession } from "../../platform/loadSession";
import type { Handlers } from "./calls";
import { MemorySource } from "./memorySource";
import { countSession } from "./sessionCounts";
import { SessionService } from "./sessionService";
import { DiskSource, type SessionSource } from "./sessionSource";

/** The calls of a worker, for the one session it is given. */
export function sessionHandlers(): Handlers {
  let opened: SessionService | undefined;
  const open = (source: SessionSource) => {
    opened = new SessionService(source);
    return {};
  };
  const session = () => {
    if (opened === undefined) throw new Error("no session was opened in this worker");
    return opened;
  };
  return {
    openDisk: ({ ref }) => open(new DiskSource(ref)),
    openMemory: ({ log }) => open(new MemorySource(log)),
    look: async ({ files }, options) => await session().look(options, files),
    messages: ({ anew, after }) => session().messages(anew, after),
    itemTexts: async ({ segment, items }) => await session().itemTexts(segment, items),
    placeOf: async ({ segment, line }) => await session().placeOf(segment, line),
    record: async ({ file, offset, byteLength }) =>
      await session().record(file, offset, byteLength),
    search: async ({ text, scope }, options) => await session().search(text, scope, options),
    requestTexts: async ({ request }, { signal }) => await session().requestTexts(request, signal),
    exportPage: async (params, options) => await session().exportPage(params, options),
    count: async ({ ref }, options) => countSession(await loadSession(ref, options)),
  };
}
