import { formatBytes, formatMoment } from "../../core/format";
import { sessionSpan } from "../../core/session/session";
import { rowsOf, type Command } from "../command";
import type { OpenedSession } from "../openedSession";
import { sessionRow, type SessionRow } from "../rows/sessionRow";
import { countCell, nothing, textCell } from "../cells";

/** `prunescope sessions PATH`: what there is, one row a session. */
export const sessionsCommand: Command = {
  name: "sessions",
  does: "lists sessions: agent, segments, requests, fires, skips, size, unreadable lines",
  takes: ["json"],
  needs: [],
  prints: {
    kind: "rows",
    rows: rowsOf<SessionRow, SessionRow & { readonly startTs: number | undefined }>({
      oneTable: true,
      json: (opened) => [sessionRow(opened)],
      table: (opened) => ({
        rows: [{ ...sessionRow(opened), startTs: startOf(opened) }],
        notes: [],
      }),
      columns: [
        { title: "session", align: "left", cell: ({ session }) => textCell(session) },
        { title: "agent", align: "left", cell: ({ agent }) => textCell(agent) },
        {
          title: "started (UTC)",
          align: "left",
          cell: ({ startTs }) => (startTs === undefined ? nothing : formatMoment(startTs, 0)),
        },
        { title: "segments", align: "right", cell: ({ segments }) => countCell(segments.length) },
        { title: "requests", align: "right", cell: ({ requests }) => countCell(requests) },
        { title: "fires", align: "right", cell: ({ fires }) => countCell(fires) },
        { title: "skips", align: "right", cell: ({ skips }) => countCell(skips) },
        { title: "size", align: "right", cell: ({ bytes }) => formatBytes(bytes) },
        {
          title: "unreadable lines",
          align: "right",
          cell: ({ unreadable }) => countCell(unreadable.length),
        },
      ],
    }),
  },
};

function startOf({ session }: OpenedSession): number | undefined {
  return sessionSpan(session)?.from;
}
