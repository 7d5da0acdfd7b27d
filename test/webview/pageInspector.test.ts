import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { itemBrief } from "../../src/core/itemBrief";
import { replaySession } from "../../src/core/replay/replaySession";
import { assembleSession } from "../../src/core/session/session";
import { eventually, eventuallyHolds, eventuallyMatches } from "../support/eventually";
import { truth } from "../support/fixtures";
import { foldLog } from "../support/foldLog";
import { openFixture } from "../support/openFixture";
import { drawn, withHost } from "./support/playedHost";
import { rowAt } from "../../src/core/session/rows";

/** The first fire with so many results left out, as the model's side saw it: position among the requests, and the row. */
function fireOf(name: string, least: number) {
  const sent = truth(name).evaluations.filter((row) => row.sent);
  const request = sent.findIndex((row) => (row.pruned?.length ?? 0) >= least);
  const row = sent[request];
  assert.ok(row !== undefined);
  return { request, row };
}

async function cells(page: Page, column: number): Promise<readonly string[]> {
  return await page
    .locator(`#view-candidates tbody:not([aria-hidden]) tr td:nth-child(${String(column)})`)
    .allInnerTexts();
}

describe("the inspector", () => {
  it(
    "shows the candidates of the selected fire, with the texts of their calls",
    withHost({}, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(opened);
      const { request, row } = fireOf("many-default", 4);
      await host.send({ type: "reveal", request });
      await page.click("#tab-candidates");
      await page.waitForSelector("#view-candidates td >> text=read_file");
      const items = (await cells(page, 1)).map((text) => Number(text.replaceAll(",", "")));
      assert.deepEqual(items, row.pruned);
      await page.waitForFunction(
        () => !(document.querySelector("#view-candidates")?.textContent ?? "…").includes("…"),
      );
      const logged = opened.items[0] ?? [];
      const results = items.map((item) => logged[item]);
      const summaries = results.map((item) => (item === undefined ? "" : itemBrief(item)));
      await eventually(async () => cells(page, 4), summaries);
      const calls = results.map((result) =>
        logged.find(
          (item) =>
            item.kind === "tool_call" &&
            result?.kind === "tool_result" &&
            item.callId === result.callId,
        ),
      );
      await eventually(
        async () => cells(page, 3),
        calls.map((item) => (item === undefined ? "" : itemBrief(item))),
      );
    }),
  );

  it(
    "shows the chain with the record beside it",
    withHost({}, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(opened);
      const { request, row } = fireOf("many-default", 30);
      await host.send({ type: "reveal", request });
      await page.waitForSelector("table.chain");
      const recorded = rowAt(opened.session.segments[0]?.evaluations, row.index);
      const line = async (step: string) =>
        (
          await page
            .locator("table.chain tr", { has: page.getByText(step, { exact: true }) })
            .innerText()
        )
          .replaceAll(/\s+/g, " ")
          .replaceAll(",", "")
          .trim();
      const of = (number: number | undefined) => String(number);
      await eventually(
        async () => line("Protected start"),
        `Protected start item ${of(recorded?.protectedStart)} of ${of(row.historyLength)} ✓ ${of(recorded?.protectedStart)}`,
      );
      await eventually(
        async () => line("Estimated savings"),
        `Estimated savings ${of(recorded?.estimatedSavingsTokens)} tokens ✓ ${of(recorded?.estimatedSavingsTokens)}`,
      );
      await eventually(async () => line("Decision"), "Decision fired ✓ same");
      const measured = (await page.innerText(".inspector")).replaceAll(",", "");
      assert.ok(measured.includes(`Prompt\n${of(row.inputTokens)} tokens`));
      assert.ok(measured.includes(`Read from cache\n${of(row.cacheReadTokens)} tokens`));
    }),
  );

  it(
    "says where replay differs, and by how much",
    withHost({}, async ({ page, host }) => {
      const opened = await openFixture("first");
      const segments = opened.session.segments.map((segment) => ({
        ...segment,
        evaluations: segment.evaluations.map((evaluation) => ({
          ...evaluation,
          estimatedSavingsTokens:
            evaluation.estimatedSavingsTokens === undefined
              ? undefined
              : evaluation.estimatedSavingsTokens + 1234,
        })),
      }));
      await host.show({ ...opened, session: { ...opened.session, segments } });
      await host.send({ type: "reveal", request: fireOf("first", 1).request });
      await page.waitForSelector("table.chain");
      await eventuallyMatches(async () => page.innerText("table.chain"), /differs by \+1,234/);
    }),
  );

  it(
    "asks the host for the record, the comparison and the clipboard",
    withHost({}, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(opened);
      const { request, row } = fireOf("many-default", 4);
      await host.send({ type: "reveal", request });
      await page.click("text=Show logged line");
      const line = rowAt(opened.session.segments[0]?.evaluations, row.index)?.place.line;
      assert.deepEqual(await host.until("showRecord"), { type: "showRecord", segment: 0, line });
      await page.click("text=Compare with and without");
      assert.deepEqual(await host.until("compare"), { type: "compare", request });
      await page.click("text=Copy as JSON");
      const copied = JSON.parse((await host.until("copy")).text) as {
        readonly request: number;
        readonly candidates: readonly { readonly item: number }[];
      };
      assert.equal(copied.request, request);
      assert.deepEqual(
        copied.candidates.map(({ item }) => item),
        row.pruned,
      );
    }),
  );

  it(
    "offers nothing that its host cannot do",
    withHost({ abilities: [] }, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await host.send({ type: "reveal", request: fireOf("first", 1).request });
      await page.waitForSelector("table.chain");
      await eventually(async () => page.locator(".actions vscode-button").count(), 0);
      await page.click("#tab-candidates");
      await page.waitForSelector("#view-candidates td");
      await eventually(() => host.of("itemTexts").length, 0);
    }),
  );

  it(
    "opens each figure to how it was obtained, by keys and by pointer, one alone or all",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await host.send({ type: "reveal", request: fireOf("many-default", 30).request });
      await page.waitForSelector(".verdict-part");
      const names = page.locator(".inspector .disclose");
      await eventuallyHolds(async () => (await names.count()) >= 15);
      await eventually(async () => page.locator(".inspector [id^=how-]:visible").count(), 0);
      const total = page.getByRole("button", { name: "Prompt, estimated" });
      await total.focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("#how-total >> text=/measured at .* usage records known/");
      await eventually(async () => total.getAttribute("aria-expanded"), "true");
      await page.getByRole("button", { name: "Realised savings" }).click();
      await page.waitForSelector("#how-realised:visible");
      await eventually(async () => page.locator(".inspector [id^=how-]:visible").count(), 2);
      await total.click();
      await drawn(page);
      await eventually(async () => page.locator(".inspector [id^=how-]:visible").count(), 1);
      await page.click("text=How obtained");
      await drawn(page);
      await eventually(
        async () => page.locator(".inspector [id^=how-]:visible").count(),
        await names.count(),
      );
    }),
  );

  it(
    "leads from their number to the candidates",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await host.send({ type: "reveal", request: fireOf("many-default", 30).request });
      await page.getByRole("button", { name: "Candidates before it" }).click();
      await page.click("text=Show them");
      await page.waitForSelector("#view-candidates td");
    }),
  );

  it(
    "names where to begin while nothing is selected",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await page.waitForSelector(".places >> text=the dearest fire: it lost");
      const sent = truth("many-default").evaluations.filter((row) => row.sent);
      const first = sent.findIndex((row) => row.decision === "fired") + 1;
      const line = page.locator(".places li", { hasText: "the first fire" });
      await eventually(
        async () => line.getByRole("button").innerText(),
        `Request ${String(first)}`,
      );
      await line.getByRole("button").click();
      await page.waitForSelector(`.inspector h2 >> text=Request ${String(first)} `);
    }),
  );

  it(
    "walks fires",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      const sent = truth("many-default").evaluations.filter((row) => row.sent);
      const fires = sent.flatMap((row, at) => (row.decision === "fired" ? [at + 1] : []));
      const heading = async () => (await page.innerText(".inspector h2")).split(" ·")[0];
      for (const fire of fires.slice(0, 3)) {
        await page.click("[aria-label='Next fire']");
        await page.waitForFunction(
          (text) => document.querySelector(".inspector h2")?.textContent.includes(text),
          `Request ${String(fire)} `,
        );
      }
      await page.click("[aria-label='Previous fire']");
      await drawn(page);
      await eventually(heading, `Request ${String(fires[1])}`);
    }),
  );

  it(
    "says that an evaluation is missing where pruning was off, and which record carries another fire's id",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("no-pruning"));
      await host.send({ type: "reveal", request: 3 });
      await page.waitForSelector(".inspector >> text=pruning was off");
      const compacted = await openFixture("compacted-midway");
      await host.show(compacted);
      const first = compacted.replay.requests.findIndex(({ segment }) => segment === 1);
      await host.send({ type: "reveal", request: first });
      await page.waitForSelector(
        ".inspector >> text=yielded to compaction, so that it sent nothing",
      );
    }),
  );

  it(
    "shows hostile texts as text",
    withHost({}, async ({ page, host }) => {
      const hostile = `<img src=x onerror=alert(1)>\u202e<b>`;
      const original = await openFixture("first");
      const [segment] = original.session.segments;
      assert.ok(segment !== undefined);
      const session = {
        ...original.session,
        metadata: undefined,
        segments: [{ ...segment, toolNames: segment.toolNames.map(() => hostile) }],
      };
      const items = original.items.map((list) =>
        list.map((item) =>
          item.kind === "tool_result"
            ? { ...item, summary: hostile }
            : item.kind === "tool_call"
              ? { ...item, arguments: hostile }
              : item,
        ),
      );
      await host.show({ ...original, session, items });
      await host.send({ type: "reveal", request: fireOf("first", 1).request });
      await page.click("#tab-candidates");
      const shown = "<img src=x onerror=alert(1)>\\u202e<b>";
      await page.waitForFunction(
        (text) =>
          [...document.querySelectorAll("#view-candidates tbody td:nth-child(4)")].some(
            (cell) => cell.textContent.trim() === text,
          ),
        shown,
      );
      await eventually(async () => (await cells(page, 2))[0], shown);
      await eventually(async () => (await cells(page, 3))[0], shown);
      assert.equal(await page.locator("#page img, #page b").count(), 0);
    }),
  );

  it(
    "says what an old log cannot tell",
    withHost({}, async ({ page, host }) => {
      const line = (record: object) => `${JSON.stringify({ ts: 1_770_000_000_000, ...record })}\n`;
      const log = [
        line({ kind: "session_start", session_id: "s", history: [], config: {} }),
        line({ kind: "user_input", segments: [{ kind: "text", content: "hello" }] }),
        line({
          kind: "extension",
          domain: "metrics",
          payload: {
            name: "prune.fire",
            ts: 1_770_000_000_000,
            value: 900,
            dimensions: { candidate_count: "2", border_turn: "3" },
            correlation_id: "c",
          },
        }),
        line({ kind: "llm_usage", history_len: 1, input_total_tokens: 900 }),
        line({ kind: "run_completed", interrupted: false, result: "finished" }),
      ].join("");
      const session = assembleSession("s", [foldLog(Buffer.from(log))], undefined);
      await host.show({ name: "old", session, replay: replaySession(session), items: [] });
      await host.send({ type: "reveal", request: 0 });
      await page.waitForSelector(".inspector >> text=counted in turns (border turn 3)");
      await eventuallyMatches(async () => page.innerText(".figures"), /1 not comparable/);
    }),
  );
});
