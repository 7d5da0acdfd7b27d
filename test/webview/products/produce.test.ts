import assert from "node:assert/strict";
import { requestsCsv } from "../../../src/core/export/csvTables";
import type { Product, ProductName } from "../../../src/core/export/products";
import { rowsOfSession } from "../../../src/core/export/sessionTables";
import { csvRows } from "../../core/export/readCsv";
import { eventually } from "../../support/eventually";
import { openFixture } from "../../support/openFixture";
import { swept } from "../support/labPage";
import { drawn, withHost, type HostedPage } from "../support/playedHost";

async function produced({ host }: HostedPage, what: ProductName): Promise<Product> {
  const id = host.of("produced").length;
  await host.send({ type: "produce", id, what });
  const answer = await host.until("produced", id);
  assert.equal(answer.id, id);
  return answer.product;
}

async function textOf(hosted: HostedPage, what: ProductName): Promise<string> {
  const product = await produced(hosted, what);
  if (product.kind !== "text") throw new Error(`${what}: ${JSON.stringify(product)}`);
  return product.text;
}

describe("what the page makes for an export", () => {
  it(
    "asks its host to export, by button and by keyboard",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await page.locator("#action-export").click();
      await host.until("export", 0);
      await page.locator("#action-export").focus();
      await page.keyboard.press("Enter");
      await host.until("export", 1);
    }),
  );

  it(
    "offers no export where the host cannot",
    withHost({ abilities: ["copy"] }, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await drawn(page);
      await eventually(async () => page.locator("#action-export").count(), 0);
    }),
  );

  it(
    "makes tables of what it shows",
    withHost({}, async (hosted) => {
      const { page, host } = hosted;
      const opened = await openFixture("many-default");
      await host.show(opened);
      assert.equal(
        await textOf(hosted, "requests"),
        requestsCsv(opened.session, rowsOfSession(opened)),
      );
      const none = await produced(hosted, "candidates");
      assert.ok(none.kind === "none" && none.problem.includes("No request is selected"));
      await host.send({ type: "reveal", request: 40 });
      await drawn(page);
      const candidates = csvRows(await textOf(hosted, "candidates"));
      assert.equal(
        String(candidates.length),
        csvRows(await textOf(hosted, "requests"))[40]?.["candidates"],
      );
      await swept(page);
      assert.ok(csvRows(await textOf(hosted, "findings")).length > 0);
      assert.ok(csvRows(await textOf(hosted, "sweep")).length > 10);
    }),
  );

  it(
    "gives its state without what belongs to the host",
    withHost({}, async (hosted) => {
      const { page, host } = hosted;
      await host.show(await openFixture("many-default"));
      await host.send({ type: "reveal", request: 40 });
      await drawn(page);
      const state = await textOf(hosted, "state");
      assert.match(state, /"selected":40/);
      assert.doesNotMatch(state, /restore|kept for the host/);
    }),
  );

  it(
    "says so where there is no session yet",
    withHost({}, async (hosted) => {
      await hosted.host.welcome("being read");
      assert.equal((await produced(hosted, "requests")).kind, "none");
    }),
  );
});
