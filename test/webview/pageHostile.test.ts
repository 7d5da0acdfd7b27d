import assert from "node:assert/strict";
import { SessionSender } from "../../src/core/wire/sessionSender";
import { eventually } from "../support/eventually";
import { foreign, hostile, problems, requestsOf, texts, unmarked } from "./support/hostile";
import { settled, swept } from "./support/labPage";
import { withCompare } from "./support/playedCompare";
import { drawn, withHost } from "./support/playedHost";
import { clipped } from "./support/reach";

describe("hostile text in the page", () => {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 400, height: 700 },
  ])
    it(
      `${String(viewport.width)} wide: stays text in every field; runs nothing, loads nothing, breaks no layout`,
      withHost({ viewport, reducedMotion: true }, async ({ page, host }) => {
        const asked = requestsOf(page);
        const opened = hostile();
        const intact = async (state: string): Promise<void> => {
          await drawn(page);
          assert.deepEqual(await foreign(page), [], `${state}: nothing of the log is markup`);
          assert.deepEqual(await unmarked(page), [], `${state}: controls are made visible`);
          await eventually(
            async () => clipped(page),
            [],
            `${state}: nothing is wider than the window`,
          );
        };
        await host.welcome(opened.name);
        await host.send({ type: "loading", detail: opened.name, done: 0.5 });
        await page.waitForSelector("progress");
        await intact("loading");
        await host.send({ type: "failed", message: opened.name, detail: opened.name });
        await page.waitForSelector("[role=alert]");
        await intact("failed");
        await host.show(opened);
        const fires = opened.replay.requests.length;
        assert.ok(fires >= texts.length, "there is a request for each text");
        await host.send(...new SessionSender().messages(opened.session, opened.replay, problems));
        await page.waitForSelector(".unreadable");
        await intact("files that could not be read");
        await swept(page);
        await page.getByRole("textbox", { name: /^Protected tokens/ }).fill(texts[0] ?? "");
        await page.waitForSelector(".problem >> text=Only digits");
        await page.getByRole("textbox", { name: /^Protected tokens/ }).fill("12000");
        await settled(page);
        await intact("what if");
        await page.click("#tab-requests");
        await intact("requests");
        await page.click("#tab-candidates");
        for (const request of [1, Math.floor(fires / 2), fires - 1]) {
          await host.send({ type: "reveal", request });
          await page.waitForSelector(`.inspector h2 >> text=Request ${String(request + 1)} `);
          await page.waitForTimeout(50);
          await intact(`request ${String(request + 1)}`);
        }
        await page.focus(".timeline-figure");
        await page.keyboard.press("Control+f");
        const find = page.getByRole("textbox", { name: "Find in the session" });
        await find.fill("<script>");
        await page.waitForFunction(() =>
          document.querySelector(".timeline-find-count")?.textContent.includes("match"),
        );
        await page.keyboard.press("Enter");
        await intact("a match");
        const box = await page.locator(".timeline-figure").boundingBox();
        assert.ok(box !== null);
        for (const share of [0.3, 0.6, 0.9]) {
          await page.mouse.move(box.x + share * box.width, box.y + 0.5 * box.height);
          await intact("a tooltip");
        }
        assert.deepEqual(asked, [], "nothing was asked for");
      }),
    );
});

describe("hostile text in the page that compares two sessions", () => {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 400, height: 700 },
  ])
    it(
      `${String(viewport.width)} wide: stays text in every field; runs nothing, loads nothing, breaks no layout`,
      withCompare({ viewport }, async ({ page, host }) => {
        const asked = requestsOf(page);
        const opened = hostile();
        const intact = async (state: string): Promise<void> => {
          await drawn(page);
          assert.deepEqual(await foreign(page), [], `${state}: nothing of the log is markup`);
          assert.deepEqual(await unmarked(page), [], `${state}: controls are made visible`);
          await eventually(async () => clipped(page), [], `${state}: nothing is too wide`);
        };
        await host.side("a", { type: "welcome", name: opened.name, abilities: [] });
        await host.side("a", { type: "loading", detail: opened.name, done: 0.5 });
        await host.side("b", { type: "welcome", name: opened.name, abilities: [] });
        await host.side("b", { type: "failed", message: opened.name, detail: opened.name });
        await page.waitForSelector("text=window.hacked");
        await intact("while it waits");
        const fewer = opened.replay.requests.filter((_, request) => request % 3 !== 1);
        await host.give("a", opened);
        await host.give("b", { ...opened, replay: { ...opened.replay, requests: fewer } });
        await host.until(({ pairs }) => pairs > 0);
        await intact("compared");
        await page.click('.compare-requests button:has-text("All (")');
        for (const row of [1, 4, 7]) {
          await page.click(`.compare-requests tr[aria-rowindex="${String(row + 1)}"]`);
          await page.waitForSelector(".compare-detail thead");
          await intact(`row ${String(row)}`);
        }
        const box = await page.locator(".side-a .timeline-figure").boundingBox();
        assert.ok(box !== null);
        for (const share of [0.4, 0.8]) {
          await page.mouse.move(box.x + share * box.width, box.y + 0.5 * box.height);
          await intact("a tooltip");
        }
        await host.side("b", { type: "failed", message: opened.name, detail: opened.name });
        await page.waitForSelector('.finding[role="alert"]');
        await intact("a newer state failed");
        assert.deepEqual(asked, [], "nothing was asked for");
      }),
    );
});
