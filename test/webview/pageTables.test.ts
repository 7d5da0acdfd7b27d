import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { ResultSets } from "../../src/core/inspect/resultSets";
import { requestRows, type RequestRow } from "../../src/core/inspect/requestRows";
import { eventually, eventuallyHolds, eventuallyMatches, passes } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { drawn, withHost, type HostedPage } from "./support/playedHost";

/** Numbers in a column of the rows in sight, from the top. */
async function column(page: Page, view: string, name: string): Promise<readonly number[]> {
  return await page.locator(`#${view} table`).evaluate((table, label) => {
    const headers = [...table.querySelectorAll("thead th")];
    const at = headers.findIndex((header) => header.textContent.trim().startsWith(label));
    return [...table.querySelectorAll("tbody:not([aria-hidden]) tr")].map((row) => {
      const digits = (row.children[at]?.textContent ?? "").replace(/[^\d.-]/g, "");
      return digits === "" ? NaN : Number(digits);
    });
  }, name);
}

async function showRequests({ page, host }: HostedPage, name: string) {
  const { session, replay } = await openFixture(name);
  await host.show(await openFixture(name));
  await page.click("#tab-requests");
  await page.waitForSelector("#view-requests td");
  return requestRows(session, replay, new ResultSets(session));
}

async function sortBy(page: Page, view: string, label: string): Promise<void> {
  await page.click(`#${view} thead button:has-text("${label}")`);
  await drawn(page);
}

const descending = (rows: readonly RequestRow[], of: (row: RequestRow) => number | undefined) =>
  rows.map((row) => of(row) ?? -1).sort((a, b) => b - a);

const activeRow = async (page: Page, view: string) =>
  await page.locator(`#${view} table`).evaluate((table) => {
    const id = table.getAttribute("aria-activedescendant");
    const row = id === null ? null : document.getElementById(id);
    return row === null
      ? undefined
      : {
          text: row.children[0]?.textContent.trim(),
          selected: row.getAttribute("aria-selected"),
          index: row.getAttribute("aria-rowindex"),
        };
  });

describe("the table of requests", () => {
  it(
    "has all requests for screen readers, but only rows in sight as elements",
    withHost({}, async (hosted) => {
      const { page } = hosted;
      const rows = await showRequests(hosted, "many-default");
      const table = page.locator("#view-requests table");
      await eventually(async () => table.getAttribute("aria-rowcount"), String(rows.length + 1));
      await eventuallyHolds(
        async () => (await table.locator("tbody:not([aria-hidden]) tr").count()) < 40,
      );
      const height = await table.evaluate((element) => element.scrollHeight);
      await page.locator("#view-requests .grid").evaluate((grid) => {
        grid.scrollTop = grid.scrollHeight;
      });
      await page.waitForSelector(`#view-requests tr[aria-rowindex="${String(rows.length + 1)}"]`);
      await eventually(
        async () => (await column(page, "view-requests", "Request")).at(-1),
        rows.length,
      );
      await eventually(async () => table.evaluate((element) => element.scrollHeight), height);
    }),
  );

  it(
    "sorts by keys, and says how",
    withHost({}, async (hosted) => {
      const { page } = hosted;
      const rows = await showRequests(hosted, "many-default");
      const said = page.locator("#view-requests [role=status]");
      const header = page.locator("#view-requests thead button", { hasText: "Prompt" });
      await header.focus();
      for (const [order, text] of [
        ["descending", "Sorted by Prompt, greatest first"],
        ["ascending", "Sorted by Prompt, least first"],
        ["none", "In the order of the log"],
      ] as const) {
        await page.keyboard.press("Enter");
        await drawn(page);
        await eventually(async () => said.innerText(), text);
        await eventually(
          async () =>
            page
              .locator("#view-requests thead th", { hasText: "Prompt" })
              .getAttribute("aria-sort"),
          order,
        );
      }
      await eventually(async () => (await column(page, "view-requests", "Request"))[0], 1);
      assert.ok(rows.length > 100);
      const headers = page.locator("#view-requests thead th");
      await eventually(async () => headers.locator("button").count(), await headers.count());
    }),
  );

  it(
    "sorts by any column, both ways, and back",
    withHost({}, async (hosted) => {
      const { page } = hosted;
      const rows = await showRequests(hosted, "many-default");
      for (const [label, of] of [
        ["Prompt", (row: RequestRow) => row.inputTokens],
        ["Cache read", (row: RequestRow) => row.cacheReadTokens],
        ["Sent again", (row: RequestRow) => row.sentAgain],
      ] as const) {
        const sorted = descending(rows, of);
        await sortBy(page, "view-requests", label);
        const top = async () => (await column(page, "view-requests", label)).slice(0, 10);
        await eventually(top, sorted.slice(0, 10));
        const header = page.locator("#view-requests th", { hasText: label });
        await eventually(async () => header.getAttribute("aria-sort"), "descending");
        await sortBy(page, "view-requests", label);
        await eventually(top, sorted.reverse().slice(0, 10));
        await eventually(async () => header.getAttribute("aria-sort"), "ascending");
        await sortBy(page, "view-requests", label);
        await eventually(async () => header.getAttribute("aria-sort"), "none");
        await eventually(async () => (await column(page, "view-requests", "Request"))[0], 1);
      }
    }),
  );

  it(
    "puts what is not in the log last, whichever way it is sorted",
    withHost({}, async (hosted) => {
      const { page } = hosted;
      const rows = await showRequests(hosted, "failures");
      const measured = rows.filter((row) => row.inputTokens !== undefined).length;
      assert.ok(measured < rows.length);
      for (let way = 0; way < 2; way++) {
        await sortBy(page, "view-requests", "Prompt");
        await page.locator("#view-requests .grid").evaluate((grid) => {
          grid.scrollTop = 0;
        });
        await drawn(page);
        for (const value of await column(page, "view-requests", "Prompt"))
          assert.ok(!Number.isNaN(value));
      }
    }),
  );

  it(
    "walks by keys, the inspector and the timeline with it",
    withHost({}, async (hosted) => {
      const { page } = hosted;
      const rows = await showRequests(hosted, "many-default");
      await page.focus("#view-requests table");
      const leadsTo = async (key: string, isRow: (row: number) => boolean) => {
        await page.keyboard.press(key);
        await eventuallyHolds(
          async () => isRow(Number((await activeRow(page, "view-requests"))?.text)),
          key,
        );
      };
      await leadsTo("ArrowDown", (row) => row === 1);
      await leadsTo("ArrowDown", (row) => row === 2);
      await leadsTo("End", (row) => row === rows.length);
      await leadsTo("ArrowDown", (row) => row === rows.length);
      await leadsTo("ArrowUp", (row) => row === rows.length - 1);
      await leadsTo("PageUp", (row) => row < rows.length - 5 && row > rows.length - 30);
      await leadsTo("Home", (row) => row === 1);
      for (let step = 0; step < 30; step++) await page.keyboard.press("ArrowDown");
      await drawn(page);
      await eventually(async () => activeRow(page, "view-requests"), {
        text: "31",
        selected: "true",
        index: "32",
      });
      await eventuallyMatches(async () => page.innerText(".inspector h2"), /^Request 31 /);
      await eventuallyHolds(
        async () =>
          page.locator("#view-requests tr[aria-selected=true]").evaluate((row, grid) => {
            const box = row.getBoundingClientRect();
            const around = document.querySelector(grid)?.getBoundingClientRect();
            return around !== undefined && box.top >= around.top && box.bottom <= around.bottom;
          }, "#view-requests .grid"),
        "the selected row is in sight",
      );
    }),
  );

  it(
    "walks in its own order when sorted",
    withHost({}, async (hosted) => {
      const { page } = hosted;
      const rows = await showRequests(hosted, "many-default");
      await sortBy(page, "view-requests", "Prompt");
      await page.focus("#view-requests table");
      await page.keyboard.press("Home");
      await drawn(page);
      const peak = rows.reduce((a, b) => ((b.inputTokens ?? 0) > (a.inputTokens ?? 0) ? b : a));
      await eventuallyMatches(
        async () => page.innerText(".inspector h2"),
        new RegExp(`^Request ${String(peak.request + 1)} `),
      );
    }),
  );

  it(
    "follows what is selected in the timeline",
    withHost({}, async (hosted) => {
      const { page } = hosted;
      await showRequests(hosted, "many-default");
      await page.focus(".timeline-figure");
      await page.keyboard.press("End");
      await drawn(page);
      await eventually(async () => (await activeRow(page, "view-requests"))?.text, "121");
      await page.keyboard.press("ArrowLeft");
      await drawn(page);
      await eventually(async () => (await activeRow(page, "view-requests"))?.text, "120");
    }),
  );
});

describe("the table of candidates", () => {
  it(
    "sorts, and asks for the texts of the rows that come into sight",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await host.send({ type: "reveal", request: 120 });
      await page.click("#tab-candidates");
      await page.waitForSelector("#view-candidates td");
      await sortBy(page, "view-candidates", "Tokens");
      await passes(
        async () => column(page, "view-candidates", "Tokens"),
        (tokens) => {
          assert.deepEqual(
            tokens,
            [...tokens].sort((a, b) => b - a),
          );
        },
      );
      const asked = host.of("itemTexts").flatMap(({ items }) => items).length;
      await page.locator("#view-candidates .grid").evaluate((grid) => {
        grid.scrollTop = grid.scrollHeight;
      });
      const items = await passes(
        () => host.of("itemTexts").flatMap((message) => message.items),
        ({ length }) => {
          assert.ok(length > asked, "more was asked for");
        },
      );
      assert.equal(new Set(items).size, items.length, "nothing was asked for twice");
    }),
  );

  it(
    "brings the chosen item out in the timeline",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await host.send({ type: "reveal", request: 32 });
      await page.click("#tab-candidates");
      await page.click("#view-candidates tbody:not([aria-hidden]) tr:nth-child(3)");
      await page.waitForSelector("#view-candidates tr.selected");
      const before = await page.locator(".timeline-figure").screenshot();
      await page.keyboard.press("ArrowDown");
      await page.focus("#view-candidates table");
      await page.keyboard.press("ArrowDown");
      await eventuallyHolds(
        async () => !before.equals(await page.locator(".timeline-figure").screenshot()),
      );
    }),
  );

  it(
    "sorts by the texts too, those out of sight included",
    withHost({}, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.show(opened);
      const request = opened.replay.requests.length - 1;
      await host.send({ type: "reveal", request });
      await page.click("#tab-candidates");
      await page.waitForSelector("#view-candidates td");
      const headers = page.locator("#view-candidates thead th");
      await eventually(async () => headers.locator("button").count(), await headers.count());
      await sortBy(page, "view-candidates", "Summary");
      const summaries = new Set<number>();
      await page.waitForFunction(() => {
        const cells = [
          ...document.querySelectorAll("#view-candidates tbody:not([aria-hidden]) tr"),
        ].map((row) => row.children[3]?.textContent.trim() ?? "");
        return cells.length > 3 && !cells.includes("…");
      });
      await drawn(page);
      for (const message of host.of("itemTexts"))
        for (const item of message.items) summaries.add(item);
      const count = Number((await page.innerText("#tab-candidates")).replaceAll(/\D/g, ""));
      assert.ok(count > 30 && summaries.size >= count);
      const shown = await page
        .locator("#view-candidates tbody:not([aria-hidden]) tr")
        .evaluateAll((rows) => rows.map((row) => row.children[3]?.textContent.trim() ?? ""));
      assert.deepEqual(
        shown,
        [...shown].sort((a, b) => a.localeCompare(b)),
      );
    }),
  );
});
