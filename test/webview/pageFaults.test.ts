import assert from "node:assert/strict";
import type { FileProblem } from "../../src/core/session/fileProblem";
import { byteOffset, lineNumber } from "../../src/core/units";
import { SessionSender } from "../../src/core/wire/sessionSender";
import { eventually, eventuallyMatches } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { accessibilityViolations } from "./support/axe";
import { drawn, withHost } from "./support/playedHost";

const hostile = `<img src=x onerror="document.title='owned'">\u202egnp`;

const problems: readonly FileProblem[] = [
  { path: `/data/sessions/one/${hostile}.jsonl`, what: "no permission to read it" },
  {
    path: "/data/sessions/one/b.jsonl",
    what: "it broke off",
    line: lineNumber(1234),
    offset: byteOffset(56789),
  },
];
const passing: FileProblem = {
  path: "/data/sessions/one/c.jsonl",
  what: "12 bytes behind the last newline are not part of the log",
  offset: byteOffset(40),
  passing: true,
};

describe("the page when something fails", () => {
  it(
    "names the files that could not be read, as text, with their places",
    withHost({}, async ({ page, host }) => {
      const { session, replay } = await openFixture("first");
      await host.welcome("first");
      await host.send(...new SessionSender().messages(session, replay, problems));
      await page.waitForSelector(".unreadable");
      const text = await page.innerText(".unreadable");
      assert.match(text, /2 files of this session could not be read, or not wholly/);
      assert.ok(text.includes("<img src=x") && text.includes("no permission to read it"), text);
      assert.ok(!text.includes("\u202e"), "what turns a text around is made visible");
      assert.match(text, /b\.jsonl, line 1,234, from byte 56,789 .*: it broke off/);
      assert.equal(await page.locator(".unreadable img").count(), 0);
      assert.notEqual(await page.title(), "owned");
      assert.deepEqual(await accessibilityViolations(page), []);
    }),
  );

  it(
    "does not mention a line that is being written, unless it stays as it is",
    withHost({}, async ({ page, host }) => {
      const { session, replay } = await openFixture("first");
      const sender = new SessionSender();
      await host.welcome("first");
      await host.send(...sender.messages(session, replay, [passing]));
      await host.until("painted");
      await drawn(page);
      await eventually(async () => page.locator(".unreadable").count(), 0);
      await page.waitForSelector(".unreadable");
      await eventuallyMatches(
        async () => page.innerText(".unreadable"),
        /c\.jsonl, from byte 40.*behind the last/,
      );
      await host.send(...sender.messages(session, replay));
      await page.waitForSelector(".unreadable", { state: "detached" });
    }),
  );

  it(
    "asks for everything again where what arrived was unusable, and shows what comes then",
    withHost({}, async ({ page, host }) => {
      const { session, replay } = await openFixture("first");
      const sender = new SessionSender();
      await host.welcome("first");
      const [outline, ...rest] = Array.from(sender.messages(session, replay));
      const loaded = rest.at(-1);
      assert.ok(outline !== undefined && loaded !== undefined);
      await host.send(outline, loaded);
      await host.until("ready", 1);
      assert.match((await host.until("error")).message, /could not be put together: 0 of/);
      sender.reset();
      await host.send(...sender.messages(session, replay));
      await host.until("painted");
      await eventually(async () => page.getByText("Try again").count(), 0);
    }),
  );

  it(
    "shows the session where the page was loaded anew in the middle of receiving it",
    withHost({}, async ({ page, host }) => {
      const opened = await openFixture("many-default");
      await host.welcome("many-default");
      const messages = Array.from(new SessionSender().messages(opened.session, opened.replay));
      await host.send(...messages.slice(0, Math.ceil(messages.length / 2)));
      assert.equal(host.of("painted").length, 0);
      await page.reload();
      await host.until("ready", 1);
      // What was still under way of the first half belongs to no session that the page knows of.
      await host.send(...messages.slice(Math.ceil(messages.length / 2)));
      const { figures } = await host.show(opened);
      assert.equal(figures.requests, 121);
      await eventually(async () => page.innerText("h1"), "many-default");
      await eventually(async () => page.getByText("Try again").count(), 0);
    }),
  );

  it(
    "offers to try again where that did not help, and where the host says that something failed",
    withHost({}, async ({ page, host }) => {
      const { session, replay } = await openFixture("first");
      await host.welcome("first");
      const sender = new SessionSender();
      for (let turn = 0; turn < 2; turn++) {
        sender.reset();
        const messages = Array.from(sender.messages(session, replay));
        await host.send(...messages.filter(({ type }) => type !== "columns"));
      }
      await page.waitForSelector("[role=alert]");
      await eventually(() => host.of("ready").length, 2, "once by itself");
      await page.getByText("Try again").click();
      await host.until("retry");
      sender.reset();
      await host.send(...sender.messages(session, replay));
      await host.until("painted");
      await host.send({ type: "failed", message: "The disk is gone.", detail: "Plug it in." });
      await page.waitForSelector("[role=alert]");
      await page.getByText("Try again").press("Enter");
      await host.until("retry", 1);
      await eventually(async () => page.innerText("h1"), "first", "what was shown stays");
    }),
  );

  it(
    "offers nothing that its host cannot do",
    withHost({ abilities: [] }, async ({ page, host }) => {
      await host.welcome("first");
      await host.send({ type: "failed", message: "The disk is gone.", detail: "" });
      await page.waitForSelector("[role=alert]");
      await eventually(async () => page.getByText("Try again").count(), 0);
    }),
  );
});
