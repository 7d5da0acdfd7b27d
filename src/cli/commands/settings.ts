import { formatCount } from "../../core/format";
import type { SettingsSpan } from "../../core/replay/model";
import { rowsOf, type Command } from "../command";
import type { OpenedSession } from "../openedSession";
import { settingsRow, type SettingsRow } from "../rows/settingsRow";
import { settingText } from "../settingText";
import { nothing, shortId, textCell } from "../cells";

/** A session's settings, or where within it they changed, as a row of the table. */
interface SettingsLine extends Pick<SettingsRow, "session" | "pruning" | "source"> {
  readonly since: string;
  readonly span: SettingsSpan | undefined;
}

/** `prunescope settings PATH`: the settings of each session, known or inferred. */
export const settingsCommand: Command = {
  name: "settings",
  does: "shows each session's settings, known from metadata or inferred from its evaluations",
  takes: ["json"],
  needs: [],
  prints: {
    kind: "rows",
    rows: rowsOf<SettingsRow, SettingsLine>({
      oneTable: true,
      json: (opened) => [settingsRow(opened)],
      table: (opened) => ({ rows: settingsLines(opened), notes: [] }),
      columns: [
        { title: "session", align: "left", cell: ({ session }) => textCell(session) },
        { title: "pruning", align: "left", cell: ({ pruning }) => pruning },
        { title: "source", align: "left", cell: ({ source }) => source },
        { title: "since", align: "left", cell: ({ since }) => since },
        {
          title: "protected tokens",
          align: "left",
          cell: ({ span }) => (span === undefined ? nothing : settingText(span.protectedTokens)),
        },
        {
          title: "min savings",
          align: "left",
          cell: ({ span }) => (span === undefined ? nothing : settingText(span.minSavings)),
        },
      ],
    }),
  },
};

function settingsLines(opened: OpenedSession): readonly SettingsLine[] {
  const { session, pruning, source } = settingsRow(opened);
  const { spans } = opened.replay.settings;
  if (spans.length === 0) return [{ session, pruning, source, since: nothing, span: undefined }];
  return spans.map((span, at) => ({
    session,
    pruning,
    source,
    since:
      at === 0
        ? "start"
        : `${shortId(opened.session.segments[span.segment]?.id ?? "")} #${formatCount(span.evaluation + 1)}`,
    span,
  }));
}
