import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { accessibilityViolations } from "./axe";
import { faultsOf, withPage } from "./browser";
import { changeTheme, theme, themeNames } from "./theme";

/** A document that is not on disk, under the policy of the real ones. */
function document(body: string): { path: string; before: (page: Page) => Promise<void> } {
  return {
    path: "page/probe.html",
    before: async (page) => {
      await page.route("**/probe.html", async (route) => {
        await route.fulfill({
          contentType: "text/html",
          headers: { "content-security-policy": "default-src 'none'; script-src 'nonce-n'" },
          body: `<!doctype html><html lang="en"><head><title>Probe</title></head><body>${body}</body></html>`,
        });
      });
    },
  };
}

const nothing = async (): Promise<void> => Promise.resolve();

describe("what a page test notices", () => {
  it("nothing in a quiet page", async () => {
    assert.deepEqual(await faultsOf(document("<p>quiet</p>"), nothing), []);
  });

  it("an uncaught error", async () => {
    const faults = await faultsOf(
      document(`<script nonce="n">setTimeout(() => { throw new Error("uncaught") })</script>`),
      async (page) => page.waitForTimeout(50),
    );
    assert.match(faults.join("\n"), /uncaught/);
  });

  it("a rejected promise that nobody handles", async () => {
    const faults = await faultsOf(
      document(`<script nonce="n">void Promise.reject(new Error("unhandled"))</script>`),
      nothing,
    );
    assert.match(faults.join("\n"), /unhandled/);
  });

  it("a script without the nonce and a style in markup", async () => {
    const faults = await faultsOf(
      document(`<script>0</script><p style="color: red">styled</p>`),
      nothing,
    );
    assert.equal(faults.filter((fault) => fault.includes("Content Security Policy")).length, 2);
  });

  it("an image that cannot be loaded", async () => {
    const faults = await faultsOf(document(`<img alt="" src="nowhere.png">`), nothing);
    assert.notEqual(faults.length, 0);
  });

  it("an element without an accessible name", async () => {
    let violations: readonly string[] = [];
    await faultsOf(document(`<main><h1>Probe</h1><button></button></main>`), async (page) => {
      violations = await accessibilityViolations(page);
    });
    assert.equal(violations.length, 1);
    assert.match(violations.join(), /^button-name/);
  });
});

describe("themes of a page test", () => {
  const foreground = "--vscode-foreground";
  const shown = async (page: Page): Promise<unknown> =>
    page.evaluate((name) => {
      const { className } = window.document.body;
      return [className, window.document.documentElement.style.getPropertyValue(name)];
    }, foreground);

  for (const name of themeNames) {
    const expected = theme(name);
    it(
      `${name}: is there from the first script on, and after a change`,
      withPage(
        {
          theme: name,
          ...document(`<script nonce="n">window.seen = document.body.className</script>`),
        },
        async (page) => {
          assert.equal(await page.evaluate("window.seen"), expected.className);
          assert.deepEqual(await shown(page), [expected.className, expected.variables[foreground]]);
          for (const next of themeNames) {
            await changeTheme(page, next);
            const { className, variables } = theme(next);
            assert.deepEqual(await shown(page), [className, variables[foreground]]);
          }
        },
      ),
    );
  }
});
