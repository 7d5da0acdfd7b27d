import assert from "node:assert/strict";
import { initialState } from "../../../webview/pageState";
import { hostileSession, hostileTexts } from "../../core/export/hostileSession";
import { swept } from "../support/labPage";
import { drawn } from "../support/playedHost";
import { withExport } from "./exportedFile";

describe("hostile text in an exported file", () => {
  for (const withTexts of [false, true])
    it(`${withTexts ? "with" : "without"} texts: stays text, runs nothing and loads nothing`, async () => {
      const opened = hostileSession();
      const state = { ...initialState, selected: hostileTexts.length - 1, tab: "candidates" };
      await withExport(opened, { withTexts, state }, async (page) => {
        await page.locator("#tab-whatIf").click();
        await swept(page);
        for (const tab of ["requests", "candidates"]) {
          await page.locator(`#tab-${tab}`).click();
          await drawn(page);
        }
        assert.equal(await page.evaluate("window.hacked"), undefined);
        // The document's own elements and no more.
        assert.equal(await page.locator("script").count(), 2);
        const foreign = await page.evaluate(() =>
          Array.from(
            document.querySelectorAll("img, iframe, object, embed, a[href], base"),
            ({ outerHTML }) => outerHTML,
          ),
        );
        assert.deepEqual(foreign, []);
        const shown = await page.locator("body").innerText();
        assert.ok(shown.includes("</script><script>window.hacked = 1</script>"));
      });
    });
});
