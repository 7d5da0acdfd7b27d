import assert from "node:assert/strict";
import { prepareResimulation } from "../../../src/core/whatif/resimulate";
import { columnCells } from "../../../src/core/timeline/cells";
import { topOf } from "../../../src/core/timeline/bands";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import { lookCode, lookMask } from "../../../src/core/timeline/looks";
import { openFixture } from "../../support/openFixture";
import { rowAt } from "../../../src/core/session/rows";

const leftOut = lookCode("left out");

describe("what is drawn as sent", () => {
  for (const name of ["many-default", "compacted-midway", "thinking-default", "new-images-default"])
    it(`${name}: adds up to what was measured, with fitted tokens, in tokens and in rows of pixels`, async () => {
      const { session, replay } = await openFixture(name);
      const work = prepareResimulation(session, replay);
      let next = work.next();
      while (next.done !== true) next = work.next();
      const itemTokens = next.value.fit.segments;
      const model = buildTimelineModel(session, replay, { itemTokens });
      assert.equal(model.heights, "fitted");
      const rows = 2000;
      const cells = new Uint8Array(rows);
      let measured = 0;
      for (const [request, { measured: record, segment: at }] of replay.requests.entries()) {
        const usage = rowAt(session.segments[at]?.requests, record)?.inputTokens;
        const segment = model.segments[at];
        if (usage === undefined || segment === undefined) continue;
        measured++;
        const { requests } = model;
        const length = requests.historyLength[request] ?? 0;
        const sent =
          (requests.overheadTokens[request] ?? 0) +
          (requests.scale[request] ?? 0) * (segment.prefixTokens[length] ?? 0) -
          (requests.leftOutTokens[request] ?? 0);
        assert.ok(Math.abs(sent - usage) < 1e-6 * usage, `request ${String(request)}, tokens`);
        const top = topOf(model, request);
        const scale = {
          ...{ rows, pixelsPerToken: rows / top, zeroRow: 0 },
          ...{ edgeFrom: 1e9, outlineFrom: 1e9 },
        };
        columnCells(model, { from: request, to: request + 1 }, scale, undefined, cells);
        let drawn = 0;
        let pieces = 0;
        for (const [row, cell] of cells.entries()) {
          const look = cell & lookMask;
          if (look !== 0 && look !== leftOut) drawn++;
          if (row > 0 && look !== ((cells[row - 1] ?? 0) & lookMask)) pieces++;
        }
        // Every border between looks may be off by half a row.
        const off = Math.abs(drawn / scale.pixelsPerToken - usage) * scale.pixelsPerToken;
        assert.ok(off <= pieces / 2 + 2, `request ${String(request)}: ${String(off)} rows off`);
      }
      assert.ok(measured > 10);
    });
});
