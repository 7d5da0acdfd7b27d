import assert from "node:assert/strict";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import { columnGeometry, itemAtTokens } from "../../../src/core/timeline/bands";
import { columnCells } from "../../../src/core/timeline/cells";
import { contentLooks } from "../../../src/core/timeline/contentLooks";
import { cellFlags, firstKindCode, lookMask } from "../../../src/core/timeline/looks";
import { lowerBound } from "../../../src/core/timeline/ranges";
import { flappingSession } from "./flappingSession";

describe("rows that hold many items", () => {
  const { session, replay } = flappingSession(1500);
  const model = buildTimelineModel(session, replay);

  for (const rows of [40, 217, 480])
    it(`show what stands within a part of each of ${rows} rows around its middle`, () => {
      let compared = 0;
      for (let from = 600; from < model.length; from += 211) {
        const span = { from, to: Math.min(model.length, from + 3) };
        const geometry = columnGeometry(model, span);
        assert.ok(geometry);
        const looks = contentLooks(model, span, undefined);
        const scale = {
          rows,
          pixelsPerToken: rows / geometry.topTokens,
          zeroRow: 0,
          edgeFrom: 4,
          outlineFrom: 6,
        };
        const cells = new Uint8Array(rows);
        columnCells(model, span, scale, undefined, cells);
        const first = Math.round(geometry.overheadTokens * scale.pixelsPerToken);
        const rowOf = (row: number) => row / scale.pixelsPerToken;
        for (let row = first; row < rows - 1; row++) {
          const around = new Set<number>();
          for (let part = -0.2; part <= 0.2; part += 0.0005) {
            const found = itemAtTokens(geometry, rowOf(row + 0.5 + part));
            if (typeof found === "string") continue;
            const position = geometry.segment.contentBefore[found.item] ?? 0;
            const code =
              found.part === "rest"
                ? firstKindCode + (geometry.segment.items.kind[found.item] ?? 0)
                : (looks.looks[lowerBound(looks.bounds, position + 1) - 1] ?? 0);
            around.add(code & lookMask);
          }
          if (around.size === 0) continue;
          compared++;
          const shown = cells[row] ?? 0;
          assert.ok(
            around.has(shown & lookMask),
            `request ${from}, row ${row}: ${shown & lookMask} of ${[...around].join()}`,
          );
          assert.equal(shown & cellFlags.dim, 0);
        }
      }
      assert.ok(compared > rows, "rows were compared");
    });
});
