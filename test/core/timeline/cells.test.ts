import assert from "node:assert/strict";
import * as fc from "fast-check";
import { columnGeometry, itemAtTokens, topOf } from "../../../src/core/timeline/bands";
import { columnCells } from "../../../src/core/timeline/cells";
import type { RowScale } from "../../../src/core/timeline/rowScale";
import { holds } from "../../../src/core/timeline/contentHistory";
import type { RequestSpan } from "../../../src/core/timeline/hit";
import {
  cellFlags,
  firstKindCode,
  lookCode,
  lookMask,
  looks,
} from "../../../src/core/timeline/looks";
import type { TimelineModel } from "../../../src/core/timeline/model";
import type { WhatIfOutcome } from "../../../src/core/whatif/outcome";
import { models } from "./arbitrarySketch";
import { geometryOf, sketchOutcome } from "./sketch";

const code = { ...Object.fromEntries(looks.map((look) => [look, lookCode(look)])) };

function scaleOf(model: TimelineModel, rows: number): RowScale {
  let top = 1;
  for (let request = 0; request < model.length; request++)
    top = Math.max(top, topOf(model, request));
  return { rows, pixelsPerToken: rows / top, zeroRow: 0, edgeFrom: 1e9, outlineFrom: 1e9 };
}

/** The look of one content in one request, from the sets alone. */
function contentLook(
  model: TimelineModel,
  outcome: WhatIfOutcome | undefined,
  request: number,
  position: number,
  item: number,
): number | undefined {
  const { leftOut, sentAgain, backSince, segment } = model.requests;
  const isOut = holds(leftOut, request, position);
  const isAgain = holds(sentAgain, request, position);
  if (outcome !== undefined) {
    const out = (at: number) => outcome.pruned[at]?.includes(item) === true;
    const had = request > 0 && segment[request - 1] === segment[request] && out(request - 1);
    if (had && !out(request) && !isAgain) return code["would be sent again"];
    if (out(request) && !isOut) return code["newly left out"];
    if (!out(request) && isOut) return code["no longer left out"];
  }
  if (isOut) return code["left out"];
  if (isAgain) return code["sent again"];
  return holds(backSince, request, position) ? code["back since"] : code["tool result"];
}

const severest = [
  "would be sent again",
  "sent again",
  "newly left out",
  "no longer left out",
  "back since",
  "left out",
  "tool result",
];

/** The look of the place at a token position, from the item there in each of the merged requests. */
function expectedCode(
  model: TimelineModel,
  span: RequestSpan,
  outcome: WhatIfOutcome | undefined,
  tokens: number,
): { readonly look: number | undefined; readonly differs: boolean } {
  const geometry = geometryOf(model, span);
  const found = itemAtTokens(geometry, tokens);
  if (found === "overhead") return { look: code["system + tools"], differs: false };
  assert.ok(found !== "beyond");
  const { item, part } = found;
  const kind = firstKindCode + (geometry.segment.items.kind[item] ?? 0);
  if (part === "rest") return { look: kind, differs: false };
  const position = geometry.segment.contentItems.indexOf(item);
  const seen = new Set<number | undefined>();
  for (let request = span.from; request < span.to; request++)
    seen.add(contentLook(model, outcome, request, position, item));
  const look = severest.map((name) => code[name]).find((each) => seen.has(each));
  return { look, differs: seen.size > 1 };
}

function checkColumn(
  model: TimelineModel,
  span: RequestSpan,
  outcome: WhatIfOutcome | undefined,
  rows: number,
): void {
  const scale = scaleOf(model, rows);
  const cells = new Uint8Array(rows);
  columnCells(model, span, scale, outcome, cells);
  const geometry = geometryOf(model, span);
  const top = Math.round(geometry.topTokens * scale.pixelsPerToken);
  const certain = Math.round(geometry.leastTopTokens * scale.pixelsPerToken);
  const overhead = Math.round(geometry.overheadTokens * scale.pixelsPerToken);
  const hot = [code["sent again"], code["would be sent again"]];
  for (let row = 0; row < rows; row++) {
    const cell = cells[row] ?? 0;
    if (row >= top) {
      assert.equal(cell, 0, `nothing above the top: row ${String(row)}`);
      continue;
    }
    assert.notEqual(cell & lookMask, 0, "no hole below the top");
    const tokens = (row + 0.5) / scale.pixelsPerToken;
    // At the seams a row's middle can lie on the other side of what was rounded.
    if (row < overhead || tokens >= geometry.topTokens - 1e-6 || tokens < geometry.overheadTokens)
      continue;
    const { look, differs } = expectedCode(model, span, outcome, tokens);
    const isForced = hot.includes(cell & lookMask) && (cell & lookMask) !== look;
    if (isForced) continue;
    assert.equal(looks[cell & lookMask], looks[look ?? 0], `row ${String(row)}`);
    if (span.to - span.from > 1 && row < certain)
      assert.equal((cell & cellFlags.partial) !== 0, differs, "marked where requests differ");
  }
}

/** Content that is sent again anywhere in the span has a row, if the request that stands for the span sends it. */
function checkSentAgain(model: TimelineModel, span: RequestSpan, rows: number): void {
  const cells = new Uint8Array(rows);
  columnCells(model, span, scaleOf(model, rows), undefined, cells);
  const geometry = columnGeometry(model, span);
  const isShown = cells.some((cell) => (cell & lookMask) === code["sent again"]);
  let isSent = false;
  for (let request = span.from; request < span.to; request++)
    for (const [position, item] of geometry?.segment.contentItems.entries() ?? [])
      if (item < (geometry?.historyLength ?? 0))
        isSent ||= holds(model.requests.sentAgain, request, position);
  if (cells.some((cell) => cell !== 0)) assert.equal(isShown, isSent);
}

function spanIn(model: TimelineModel, pick: number, size: number): RequestSpan {
  const from = pick % model.length;
  const segment = model.segments[model.requests.segment[from] ?? 0];
  return { from, to: Math.min(segment?.endRequest ?? from + 1, from + size) };
}

describe("cells of a column", () => {
  const rowCounts = fc.integer({ min: 1, max: 300 });

  it("show the item at each row's middle with what became of it", () => {
    fc.assert(
      fc.property(models, fc.nat(), rowCounts, (model, pick, rows) => {
        checkColumn(model, spanIn(model, pick, 1), undefined, rows);
      }),
      { numRuns: 300 },
    );
  });

  it("show the severest of merged requests, and where they differ", () => {
    fc.assert(
      fc.property(
        models,
        fc.nat(),
        fc.integer({ min: 2, max: 8 }),
        rowCounts,
        (model, pick, size, rows) => {
          checkColumn(model, spanIn(model, pick, size), undefined, rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("show what a what-if changes", () => {
    fc.assert(
      fc.property(
        models,
        fc.nat(),
        fc.integer({ min: 1, max: 4 }),
        rowCounts,
        fc.array(fc.nat({ max: 8 }), { minLength: 50, maxLength: 50 }),
        (model, pick, size, rows, counts) => {
          const outcome = sketchOutcome(
            Array.from({ length: model.length }, (_, request) => {
              const segment = model.segments[model.requests.segment[request] ?? 0];
              const sent = Array.from(segment?.contentItems ?? []).filter(
                (item) => item < (model.requests.historyLength[request] ?? 0),
              );
              return sent.slice(0, counts[request % counts.length]);
            }),
          );
          checkColumn(model, spanIn(model, pick, size), outcome, rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("never lose content that is sent again, however low the picture", () => {
    fc.assert(
      fc.property(
        models,
        fc.nat(),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 20 }),
        (model, pick, size, rows) => {
          checkSentAgain(model, spanIn(model, pick, size), rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("outline candidates that are high enough, and only those", () => {
    fc.assert(
      fc.property(models, fc.nat(), (model, pick) => {
        const span = spanIn(model, pick, 1);
        const scale = { ...scaleOf(model, 400), outlineFrom: 5 };
        const cells = new Uint8Array(400);
        columnCells(model, span, scale, undefined, cells);
        const geometry = geometryOf(model, span);
        for (
          let row = Math.round(geometry.overheadTokens * scale.pixelsPerToken);
          row < 400;
          row++
        ) {
          const tokens = (row + 0.5) / scale.pixelsPerToken;
          if (cells[row] === 0 || tokens >= geometry.topTokens - 1e-6) break;
          const found = itemAtTokens(geometry, tokens);
          if (typeof found === "string") continue;
          const { prefixTokens, restTokens } = geometry.segment;
          const content =
            (prefixTokens[found.item + 1] ?? 0) -
            (prefixTokens[found.item] ?? 0) -
            (restTokens[found.item] ?? 0);
          const high = content * geometry.scale * scale.pixelsPerToken;
          if (Math.abs(high - 5) < 1e-6) continue;
          const isCandidate = found.part === "content" && found.item < geometry.protectedStart;
          assert.equal(((cells[row] ?? 0) & cellFlags.candidate) !== 0, isCandidate && high >= 5);
        }
      }),
    );
  });
});
