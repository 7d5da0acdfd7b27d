import assert from "node:assert/strict";
import { eventually, eventuallyHolds, eventuallyMatches } from "../support/eventually";
import { accessibilityViolations } from "./support/axe";
import { faultsOf } from "./support/browser";
import { foldLog } from "../support/foldLog";
import { openFixture, withoutEnd, type OpenedFixture } from "../support/openFixture";
import { truth } from "../support/fixtures";
import { assembleSession } from "../../src/core/session/session";
import { replaySession } from "../../src/core/replay/replaySession";
import { drawn, PlayedHost, withHost } from "./support/playedHost";

const hostile = `<img src=x onerror="document.title='owned'"><script>document.title="owned"</script>`;

function opened(name: string, bytes: Buffer): OpenedFixture {
  const session = assembleSession("session", [foldLog(bytes)], undefined);
  return { name, session, replay: replaySession(session), items: [] };
}

describe("the page without a session", () => {
  it(
    "says at once that it is reading, then what, and how far it has come",
    withHost({}, async ({ page, host }) => {
      await eventuallyMatches(async () => page.innerText("#page"), /Reading the session/);
      await host.welcome("my agent");
      await host.send({ type: "loading", detail: "reading 2 of 3 segments", done: 0.5 });
      await page.waitForSelector("progress");
      await eventually(async () => page.innerText("h1"), "my agent");
      await eventually(async () => page.innerText("[role=status]"), "reading 2 of 3 segments");
      await eventually(
        async () => page.locator("progress").evaluate((bar) => bar.getAttribute("value")),
        "0.5",
      );
      await host.send({ type: "loading", detail: "replaying", done: undefined });
      await page.waitForSelector("progress:not([value])");
      await eventually(async () => page.locator("[aria-busy=true]").count(), 1);
    }),
  );

  it(
    "says what went wrong, as text whatever it is",
    withHost({}, async ({ page, host }) => {
      await host.welcome(hostile);
      await host.send({ type: "failed", message: hostile, detail: `a.jsonl, line 3\n${hostile}` });
      await page.waitForSelector("[role=alert]");
      await eventually(async () => page.innerText("h1"), hostile);
      await eventuallyHolds(async () => (await page.innerText("[role=alert]")).includes(hostile));
      await eventuallyHolds(async () => (await page.innerText(".detail")).includes("line 3\n"));
      assert.equal(await page.locator("#page img, #page script").count(), 0);
      assert.notEqual(await page.title(), "owned");
    }),
  );

  it(
    "says that a session holds no request yet",
    withHost({}, async ({ page, host }) => {
      await host.show(opened("empty", Buffer.from("")));
      await eventuallyMatches(async () => page.innerText("main"), /No request yet/);
    }),
  );

  it(
    "answers nonsense from the host with an error, and goes on",
    withHost({}, async ({ page, host }) => {
      await page.evaluate(() => {
        window.postMessage({ type: "outline", generation: "1" });
      });
      assert.match((await host.until("error")).message, /generation: expected/);
      await host.show(await openFixture("first"));
      await eventually(async () => page.innerText("h1"), "first");
    }),
  );

  it("reports an error that nobody caught, and a promise that nobody handled", async () => {
    let host: PlayedHost | undefined;
    const faults = await faultsOf(
      {
        before: async (page) => {
          host = new PlayedHost(page);
          await host.listen();
        },
      },
      async (page) => {
        await page.evaluate(() => {
          setTimeout(() => {
            throw new Error("uncaught on purpose");
          });
          void Promise.reject(new Error("unhandled on purpose"));
        });
        await host?.until("error", 1);
      },
    );
    const messages =
      host
        ?.of("error")
        .map(({ message }) => message)
        .join("\n") ?? "";
    assert.match(messages, /uncaught on purpose/);
    assert.match(messages, /unhandled on purpose/);
    assert.equal(faults.length, 2);
  });
});

describe("the page with a session", () => {
  for (const name of [
    "first",
    "many-default",
    "failures",
    "compacted-midway",
    "no-pruning",
    "new-restarted",
  ])
    it(
      `${name}: reports the figures in its header, which are those that the model's side saw`,
      withHost({}, async ({ page, host }) => {
        const { figures } = await host.show(await openFixture(name));
        const { evaluations } = truth(name);
        assert.equal(figures.fires, evaluations.filter((row) => row.decision === "fired").length);
        assert.equal(figures.fires + figures.skips, evaluations.length);
        assert.equal(figures.evaluations, evaluations.length);
        const shown = await page.innerText(".summary");
        assert.match(shown, new RegExp(`Fires ${String(figures.fires)}\\b`));
        assert.match(shown, new RegExp(`Requests ${String(figures.requests)}\\b`));
        if (evaluations.length > 0)
          assert.ok(
            shown.includes(`${String(figures.exact)} of ${String(figures.evaluations)} exact`),
          );
      }),
    );

  it(
    "shows below each figure how it was obtained, when asked",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("no-metadata"));
      const how = page.locator(".figure .how");
      const count = await how.count();
      assert.equal(count, await page.locator(".figure").count());
      for (const text of await how.allTextContents()) assert.ok(text.length > 20, text);
      await eventuallyMatches(async () => page.innerText(".figures"), /inferred, a guess/);
      const height = async () => (await how.first().boundingBox())?.height ?? 0;
      await eventuallyHolds(async () => (await height()) < 2);
      await page.click("text=How obtained");
      await drawn(page);
      await eventuallyHolds(async () => (await height()) > 10);
      await eventuallyMatches(
        async () => page.innerText(".figures"),
        /recorded evaluations allow [\d,]+ to [\d,]+ tokens/,
      );
    }),
  );

  it(
    "stays where it is when a newer state fails",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("first"));
      await host.send({ type: "failed", message: "The file is gone.", detail: "Open it again." });
      await page.waitForSelector("[role=alert] >> text=The file is gone.");
      await eventually(async () => page.locator(".inspector").count(), 1);
    }),
  );

  it(
    "takes a longer state of a session without losing what was selected",
    withHost({}, async ({ page, host }) => {
      const whole = await openFixture("many-default");
      const [segment] = whole.session.segments;
      assert.ok(segment !== undefined);
      const run = segment.runs[10];
      assert.ok(run !== undefined);
      const requests = whole.replay.requests.filter((request) => request.run < 10);
      const shorter = { ...whole, replay: { ...whole.replay, requests } };
      await host.show(shorter);
      await host.send({ type: "reveal", request: 20 });
      await page.waitForSelector("text=Request 21");
      const heading = await page.locator("h1").elementHandle();
      await host.show(whole);
      await eventuallyMatches(async () => page.innerText(".inspector h2"), /^Request 21/);
      assert.ok(await heading.evaluate((element) => element.isConnected));
      await eventuallyMatches(async () => page.innerText("#tab-requests"), /121/);
    }),
  );

  it(
    "is called live from the first paint, no longer when its log has rested or it has ended",
    withHost({ before: async (page) => page.clock.install() }, async ({ page, host }) => {
      const whole = await openFixture("many-default");
      const unended = withoutEnd(whole);
      await host.show(unended, 60_000);
      await eventually(async () => page.locator(".live").innerText(), "● live");
      await eventuallyMatches(async () => page.getAttribute(".live", "title"), /was written at /);
      await page.clock.fastForward(235_000);
      await eventually(async () => page.locator(".live").count(), 1);
      await page.clock.fastForward(10_000);
      await page.waitForSelector(".live", { state: "detached" });
      await eventually(async () => page.locator(".without-end").innerText(), "○ without an end");
      await host.show(unended, 0);
      await page.waitForSelector(".live");
      await host.show(whole, 0);
      await page.waitForSelector(".live", { state: "detached" });
      await eventually(async () => page.locator(".without-end").count(), 0);
    }),
  );

  it(
    "is said to be without an end where nobody writes it",
    withHost({}, async ({ page, host }) => {
      await host.show(withoutEnd(await openFixture("first")), 3_600_000);
      await eventually(async () => page.locator(".live").count(), 0);
      await eventuallyMatches(
        async () => page.getAttribute(".without-end", "title"),
        /last written on /,
      );
      assert.deepEqual(await accessibilityViolations(page), []);
    }),
  );
});
