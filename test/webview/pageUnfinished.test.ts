import assert from "node:assert/strict";
import { fatesOfRequests } from "../../src/core/replay/requestFates";
import { unfinishedAt } from "../../src/core/whatif/findings/unfinished";
import { eventually, eventuallyMatches } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { swept } from "./support/labPage";
import { withHost } from "./support/playedHost";

describe("requests that did not end well", () => {
  it(
    "are counted at once, by how they ended, and gone to one after the other",
    withHost({}, async ({ page, host }) => {
      const opened = await openFixture("failures");
      await host.show(opened);
      const unfinished = page.locator('.finding[data-kind="unfinished"]');
      await eventuallyMatches(
        async () => unfinished.innerText(),
        /12 requests did not end well\. 5 failed, 4 were cancelled, 3 were cut\./,
      );
      await swept(page);
      await eventually(
        async () =>
          page
            .locator(".finding")
            .evaluateAll((all) => all.map((one) => one.getAttribute("data-kind"))),
        ["sent-again", "unfinished"],
      );
      assert.match((await unfinished.locator("p").getAttribute("title")) ?? "", /scripted failure/);
      const places = fatesOfRequests(opened.session, opened.replay).flatMap((fate, request) =>
        fate === undefined ? [] : [request],
      );
      assert.equal(places.length, 12);
      await unfinished.getByText("Show first").click();
      for (const [shown, request] of places.entries()) {
        await page.waitForSelector(`.inspector h2 >> text=Request ${String(request + 1)} `);
        const said = unfinishedAt(opened.session, opened.replay, request)?.sentence ?? "";
        await page.waitForSelector(`.inspector .bad >> text=${said}`);
        if (shown + 1 < places.length)
          await unfinished.getByText(`Show next (${String(shown + 2)} of 12)`).click();
      }
    }),
  );
});
