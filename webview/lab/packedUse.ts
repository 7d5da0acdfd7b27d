import { packSession, unpackSession, type PackedSession } from "../../src/core/wire/packSession";
import type { ToLab } from "./messages";

type Use = Extract<ToLab, { type: "use" }>;

/** ToLab as it travels to the worker: a session in columns, since as it is every request would bring its list of items along. */
export type ToLabWorker =
  Exclude<ToLab, Use> | (Omit<Use, "session" | "replay"> & { readonly packed: PackedSession });

/** A message whose session travels as columns. */
export function packUse(message: ToLab): ToLabWorker {
  if (message.type !== "use") return message;
  const { session, replay, ...rest } = message;
  return { ...rest, packed: packSession(session, replay) };
}

/** The message again. Throws where the columns do not make a session, which is a mistake of this program. */
export function unpackUse(message: ToLabWorker): ToLab {
  if (message.type !== "use") return message;
  const { packed, ...rest } = message;
  const unpacked = unpackSession(packed);
  if (typeof unpacked === "string") throw new Error(unpacked);
  return { ...rest, session: unpacked.session, replay: unpacked.replay };
}
