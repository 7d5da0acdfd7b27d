import { visibleText } from "../../core/visibleText";
import type { Finding } from "../../core/whatif/findings/finding";
import { textCell } from "../cells";
import { rowsOf, type Command } from "../command";
import { openedFindings, placeText, remediesOf } from "../findings";
import type { OpenedSession } from "../openedSession";
import { findingRow, type FindingRow } from "../rows/findingRow";
import type { Terminal } from "../terminal";
import { resimulation } from "../whatIf";

interface FindingLine {
  readonly finding: Finding;
  readonly place: string;
}

/** `prunescope findings PATH`: what a session's user should know of. */
export const findingsCommand: Command = {
  name: "findings",
  does: "names what went wrong, where, and what would end it",
  takes: ["json"],
  needs: [],
  prints: {
    kind: "rows",
    rows: rowsOf<FindingRow, FindingLine>({
      oneTable: false,
      json: (opened, _options, terminal) =>
        findingsOf(opened, terminal).map((finding) => findingRow(opened, finding)),
      table: (opened, _options, terminal) => {
        const findings = findingsOf(opened, terminal);
        return {
          rows: findings.map((finding) => ({ finding, place: placeText(opened, finding) })),
          notes: remediesOf(findings).map(visibleText),
        };
      },
      columns: [
        { title: "kind", align: "left", cell: ({ finding }) => finding.kind },
        { title: "place", align: "left", cell: ({ place }) => textCell(place) },
        { title: "finding", align: "left", cell: ({ finding }) => visibleText(finding.sentence) },
      ],
    }),
  },
};

function findingsOf(opened: OpenedSession, terminal: Terminal): readonly Finding[] {
  return openedFindings(opened, resimulation(opened, terminal));
}
