import type { SessionRef } from "../platform/sessionRef";

/** Names one session on disk: the same id may lie in two folders, as an original and a copy. */
export function sessionKey(ref: Pick<SessionRef, "folder" | "id">): string {
  return `${ref.folder}\n${ref.id}`;
}

/** Names one state of its files: as long as it is the same, nothing has to be read again. */
export function sessionSignature(ref: SessionRef): string {
  return ref.segmentFiles
    .map((file) => `${file.path}\n${file.byteLength}\n${file.modifiedTs}`)
    .join("\n");
}

/** A session's name for people: its agent's, or the ends of its id. Logged text, not made harmless. */
export function sessionName(ref: SessionRef): string {
  return ref.agents[0]?.metadata.agentName ?? shortId(ref.id);
}

/** The ends of an id: ids that sort by time begin alike. */
export function shortId(id: string): string {
  return id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-6)}` : id;
}
