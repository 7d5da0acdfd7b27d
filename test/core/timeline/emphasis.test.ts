import assert from "node:assert/strict";
import * as fc from "fast-check";
import { columnGeometry, tokensAtItem } from "../../../src/core/timeline/bands";
import { columnCells } from "../../../src/core/timeline/cells";
import { emphasise } from "../../../src/core/timeline/emphasis";
import {
  contentInState,
  contentStates,
  hasPart,
  isOpen,
  noFilter,
  togglePart,
  type Filter,
  type FilterPart,
} from "../../../src/core/timeline/filter";
import { foundIn, findTools, placeAmong } from "../../../src/core/timeline/findItems";
import { buildTimelineModel } from "../../../src/core/timeline/buildTimelineModel";
import { cellFlags, lookMask } from "../../../src/core/timeline/looks";
import { decisions, type TimelineModel } from "../../../src/core/timeline/model";
import { contains } from "../../../src/core/timeline/ranges";
import { fatesOfRequests, runEnding } from "../../../src/core/replay/requestFates";
import { requestFates } from "../../../src/core/timeline/requestFate";
import type { RowScale } from "../../../src/core/timeline/rowScale";
import { itemFlags, itemKinds } from "../../../src/core/session/itemColumns";
import { openFixture } from "../../support/openFixture";
import { models } from "./arbitrarySketch";

const filters: fc.Arbitrary<Filter> = fc.record({
  kinds: fc.subarray([...itemKinds], { maxLength: 2 }),
  tool: fc.constantFrom(undefined, undefined, "read_file", "other"),
  errors: fc.constant(false),
  states: fc.subarray(contentStates.slice(0, 4), { maxLength: 2 }),
  decisions: fc.subarray([...decisions], { maxLength: 2 }),
  fates: fc.constant([]),
  uncertain: fc.constant(false),
});

/** Whether an item of a request matches, from the definition alone. */
function matches(model: TimelineModel, filter: Filter, request: number, item: number): boolean {
  const { requests } = model;
  const segment = model.segments[requests.segment[request] ?? -1];
  if (segment === undefined || item >= (requests.historyLength[request] ?? 0)) return false;
  const decision = decisions[requests.decision[request] ?? 0];
  if (filter.decisions.length > 0 && !filter.decisions.some((each) => each === decision))
    return false;
  const kind = itemKinds[segment.items.kind[item] ?? 0];
  if (filter.kinds.length > 0 && !filter.kinds.some((each) => each === kind)) return false;
  const tool = segment.segment.toolNames[segment.items.tool[item] ?? -1];
  if (filter.tool !== undefined && filter.tool !== tool) return false;
  if (filter.states.length === 0) return true;
  const position = segment.contentBefore[item] ?? 0;
  if (segment.contentItems[position] !== item) return false;
  return filter.states.some((state) =>
    contains(contentInState(model, undefined, state, request), position),
  );
}

function itemsOf(model: TimelineModel, request: number): readonly number[] {
  const segment = model.segments[model.requests.segment[request] ?? -1];
  return Array.from({ length: segment?.items.length ?? 0 }, (_, item) => item);
}

describe("what is brought out", () => {
  it("is counted as its definition says, in items and requests", () => {
    fc.assert(
      fc.property(models, filters, (model, filter) => {
        const emphasis = emphasise(model, undefined, filter, undefined);
        if (emphasis === undefined) {
          assert.ok(isOpen(filter));
          return;
        }
        const seen = new Set<string>();
        let count = 0;
        const isOfItems =
          filter.kinds.length > 0 || filter.tool !== undefined || filter.states.length > 0;
        for (let request = 0; request < model.length; request++) {
          const items = itemsOf(model, request).filter((item) =>
            matches(model, filter, request, item),
          );
          const decision = decisions[model.requests.decision[request] ?? 0];
          const passes = isOfItems
            ? items.length > 0
            : filter.decisions.some((each) => each === decision);
          assert.equal(emphasis.requests[request], passes ? 1 : 0);
          if (passes) count++;
          for (const item of items) seen.add(`${model.requests.segment[request] ?? 0}:${item}`);
        }
        assert.equal(emphasis.requestCount, count);
        assert.equal(emphasis.itemCount, isOfItems ? seen.size : undefined);
      }),
    );
  });

  it("is lit in every row that it touches, and nothing else is", () => {
    fc.assert(
      fc.property(models, filters, fc.integer({ min: 5, max: 300 }), (model, filter, rows) => {
        const emphasis = emphasise(model, undefined, filter, undefined);
        if (emphasis === undefined) return;
        for (let request = 0; request < model.length; request++) {
          const span = { from: request, to: request + 1 };
          const geometry = columnGeometry(model, span);
          assert.ok(geometry);
          const scale: RowScale = {
            rows,
            pixelsPerToken: rows / Math.max(1, geometry.topTokens),
            zeroRow: 0,
            edgeFrom: 1e9,
            outlineFrom: 1e9,
          };
          const lit = new Uint8Array(rows);
          columnCells(model, span, scale, undefined, lit, emphasis);
          const plain = new Uint8Array(rows);
          columnCells(model, span, scale, undefined, plain);
          const isOfItems = emphasis.itemCount !== undefined;
          for (let row = 0; row < rows; row++) {
            const cell = lit[row] ?? 0;
            if (plain[row] === 0) {
              assert.equal(cell, 0);
              continue;
            }
            const isLit = (cell & cellFlags.dim) === 0;
            if (!isOfItems) {
              assert.equal(isLit, emphasis.requests[request] === 1);
              continue;
            }
            const slack = 1e-6 * geometry.topTokens;
            const touching = itemsOf(model, request).filter(
              (item) =>
                tokensAtItem(geometry, item + 1) * scale.pixelsPerToken >= row - slack &&
                tokensAtItem(geometry, item) * scale.pixelsPerToken <= row + 1 + slack &&
                item < geometry.historyLength,
            );
            if (isLit)
              assert.ok(
                touching.some((item) => matches(model, filter, request, item)),
                `row ${row} is lit and holds nothing that matches`,
              );
            else assert.ok((cell & lookMask) !== 0);
          }
          // However small it is, what matches has a row.
          if (isOfItems && emphasis.requests[request] === 1 && geometry.topTokens > 0) {
            const someHaveHeight = itemsOf(model, request).some(
              (item) =>
                matches(model, filter, request, item) &&
                tokensAtItem(geometry, item + 1) > tokensAtItem(geometry, item),
            );
            const anyLit = lit.some((cell) => cell !== 0 && (cell & cellFlags.dim) === 0);
            if (someHaveHeight && filter.states.length === 0) assert.ok(anyLit, "something is lit");
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("finds errors of real tools, and what was sent again of one tool", async () => {
    const { session, replay } = await openFixture("failures");
    const model = buildTimelineModel(session, replay);
    const errors = emphasise(model, undefined, { ...noFilter, errors: true }, undefined);
    const expected = session.segments.reduce(
      (sum, { items }) =>
        sum + items.flags.filter((flags) => (flags & itemFlags.error) !== 0).length,
      0,
    );
    assert.ok(expected > 0);
    assert.equal(errors?.itemCount, expected);
    const again = emphasise(model, undefined, { ...noFilter, states: ["sent again"] }, undefined);
    assert.ok(again !== undefined && again.requestCount > 10);
    const ofOne = emphasise(
      model,
      undefined,
      { ...noFilter, states: ["sent again"], tool: "read_file" },
      undefined,
    );
    assert.ok(ofOne !== undefined && (ofOne.itemCount ?? 0) < (again.itemCount ?? 0));
    assert.ok((ofOne.itemCount ?? 0) > 0);
  });

  it("is switched part by part", () => {
    const parts: readonly FilterPart[] = [
      { field: "kinds", value: "user" },
      { field: "states", value: "candidate" },
      { field: "decisions", value: "fired" },
      { field: "fates", value: "failed" },
      { field: "errors" },
      { field: "uncertain" },
    ];
    for (const part of parts) {
      const on = togglePart(noFilter, part);
      assert.ok(hasPart(on, part) && !isOpen(on) && !hasPart(noFilter, part));
      assert.ok(isOpen(togglePart(on, part)));
    }
  });
});

describe("how requests and runs ended", () => {
  it("is told from errors and measurements", async () => {
    const { session, replay } = await openFixture("failures");
    const model = buildTimelineModel(session, replay);
    const fates = requestFates(model);
    assert.deepEqual(fates, fatesOfRequests(session, replay));
    const endings = model.runs
      .map(({ run }) => runEnding(run))
      .filter((ending) => ending !== undefined);
    assert.equal(endings.length, 9);
  });

  it("is not a failure where nothing was measured at all", async () => {
    for (const name of ["many-default", "compacted-midway"]) {
      const { session, replay } = await openFixture(name);
      const fates = requestFates(buildTimelineModel(session, replay));
      assert.ok(fates.every((fate) => fate === undefined));
    }
  });
});

describe("what is found", () => {
  it("stands in the order of the session, once, with the request that sent it first", () => {
    fc.assert(
      fc.property(models, fc.array(fc.nat(40)), fc.array(fc.nat(40)), (model, some, others) => {
        const list = (items: readonly number[]) => ({
          segments: Uint32Array.from(items, (item) => item % Math.max(1, model.segments.length)),
          items: Uint32Array.from(items),
        });
        const found = foundIn(model, [list(some), list(others)]);
        const keys = Array.from(found.items, (item, at) => (found.segments[at] ?? 0) * 1e6 + item);
        assert.deepEqual(
          keys,
          Array.from(new Set(keys)).sort((a, b) => a - b),
        );
        for (const [at, item] of found.items.entries()) {
          const segment = found.segments[at] ?? 0;
          const sends = (request: number) =>
            model.requests.segment[request] === segment &&
            (model.requests.historyLength[request] ?? 0) > item;
          const first = Array.from({ length: model.length }, (_, request) => request).find(sends);
          assert.equal(found.requests[at], first ?? -1);
          assert.equal(placeAmong(found, segment, item), at);
        }
      }),
    );
  });

  it("by a tool's name are its calls and its results", async () => {
    const { session, replay } = await openFixture("many-default");
    const model = buildTimelineModel(session, replay);
    const { items } = findTools(model, "READ_f", 1e9);
    const columns = session.segments[0]?.items;
    const name = session.segments[0]?.toolNames.indexOf("read_file");
    const expected = Array.from(columns?.tool ?? [], (tool, item) => ({ tool, item })).filter(
      ({ tool }) => tool === name,
    );
    assert.ok(expected.length > 2);
    assert.deepEqual(
      Array.from(items),
      expected.map(({ item }) => item),
    );
    assert.equal(findTools(model, "", 1e9).items.length, 0);
    assert.equal(findTools(model, "read", 3).items.length, 4, "one more than asked for");
  });
});
