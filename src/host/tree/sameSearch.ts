import type { SessionRef } from "../../platform/sessionRef";
import { sessionKey, sessionSignature } from "../sessionKey";
import type { SearchedFolder } from "./sessionLibrary";

/** True where two searches found the same: the same files in the same state, the same agents, the same problems. */
export function sameSearch(a: readonly SearchedFolder[], b: readonly SearchedFolder[]): boolean {
  return same(a, b, (one, other) => {
    const { sessions, problems } = one.discovery;
    return (
      one.folder.path === other.folder.path &&
      one.folder.origin === other.folder.origin &&
      same(sessions, other.discovery.sessions, sameSession) &&
      same(problems, other.discovery.problems, (x, y) => x.path === y.path && x.what === y.what)
    );
  });
}

function sameSession(a: SessionRef, b: SessionRef): boolean {
  return (
    sessionKey(a) === sessionKey(b) &&
    sessionSignature(a) === sessionSignature(b) &&
    same(a.agents, b.agents, (x, y) => x.path === y.path && x.modifiedTs === y.modifiedTs)
  );
}

function same<T>(
  a: readonly T[],
  b: readonly T[],
  areSame: (one: T, other: T) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const other = b[at];
      return other !== undefined && areSame(one, other);
    })
  );
}
