import { replaySession } from "../core/replay/replaySession";
import { formatNumberOf, formatShare } from "../core/format";
import { visibleText } from "../core/visibleText";
import { discover } from "../platform/discover";
import { loadSession, type LoadedSession } from "../platform/loadSession";
import type { FileProblem } from "../platform/problem";
import { openedSegments, type OpenedSession } from "./openedSession";
import type { Terminal } from "./terminal";

/** Damaged lines named for each file; a log of another kind would fill the terminal with them. */
const mostLinesNamed = 100;

/**
 * Reads and replays the sessions of a path one after the other, newest first. What could not be read is told on the
 * way. Sessions without a single readable record are left out.
 */
export async function* openSessions(
  path: string,
  terminal: Terminal,
): AsyncGenerator<OpenedSession> {
  const found = await discover(path);
  for (const problem of found.problems) terminal.tell(problemText(problem));
  for (const [at, ref] of found.sessions.entries()) {
    const which = found.sessions.length > 1 ? `${at + 1} of ${found.sessions.length}: ` : "";
    const loaded = await loadSession(ref, {
      onProgress: ({ readBytes, totalBytes }) => {
        terminal.progress(`reading ${which}${formatShare(readBytes, totalBytes)}`);
      },
    });
    for (const line of damage(loaded)) terminal.tell(line);
    if (openedSegments(loaded).length === 0) continue;
    terminal.progress(`replaying ${which}${ref.id}`);
    yield { ref, session: loaded.session, replay: replaySession(loaded.session) };
  }
}

/** What is unreadable in a session's files, one line each, with the place. */
function damage({ ref, session, problems }: LoadedSession): readonly string[] {
  const lines: string[] = [];
  for (const file of ref.segmentFiles) {
    if (ref.opened !== undefined && ref.opened !== file.id) continue;
    for (const problem of problems)
      if (problem.path === file.path) lines.push(problemText(problem));
    const unread = session.segments.find(({ id }) => id === file.id)?.unread ?? [];
    for (const { place, reason } of unread.slice(0, mostLinesNamed))
      lines.push(
        problemText({ path: file.path, what: reason, line: place.line, offset: place.offset }),
      );
    const more = unread.length - mostLinesNamed;
    if (more > 0)
      lines.push(
        `${visibleText(file.path)}: ${formatNumberOf(more, "more line")} could not be read`,
      );
  }
  return lines;
}

function problemText({ path, what, line, offset }: FileProblem): string {
  const place = line === undefined ? "" : `:${line}`;
  const byte = offset === undefined ? "" : ` (byte ${offset})`;
  return `${visibleText(path)}${place}${byte}: ${visibleText(what)}`;
}
