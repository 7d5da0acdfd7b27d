import assert from "node:assert/strict";
import { formatCount } from "../../src/core/format";
import { endingPoint, labPriced, labSweep } from "../../src/core/lab/labRun";
import { defaultSettings } from "../../src/core/prune/evaluate";
import { defaultPrices } from "../../src/core/whatif/prices";
import { runToEnd } from "../../src/core/work";
import { eventually, eventuallyHolds, eventuallyMatches } from "../support/eventually";
import { openFixture } from "../support/openFixture";
import { agrees, fit, neverAnswering, swept } from "./support/labPage";
import { namedSession } from "./support/namedSessions";
import { withHost } from "./support/playedHost";

describe("findings", () => {
  it(
    "lead to their places, one after the other",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await swept(page);
      const { findings } = labPriced(await fit("many-default"), defaultPrices);
      const places = findings.flatMap(({ kind, place }) =>
        kind === "sent-again" && place.kind === "request" ? [place.request] : [],
      );
      assert.equal(places.length, 46);
      const flapping = page.locator('.finding[data-kind="sent-again"]');
      await eventuallyMatches(
        async () => flapping.innerText(),
        /Pruning flaps\. 46 of 121 requests sent content again .* It cost 3\.4× as much as with pruning off/,
      );
      await flapping.getByText("Show first").click();
      await page.waitForSelector(`.inspector h2 >> text=Request ${String((places[0] ?? 0) + 1)} `);
      // Why it came back stands first in the inspector.
      await page.waitForSelector(
        ".inspector .bad >> text=Sends 4 results again that request 11 had left out: the estimated savings are below min savings",
      );
      await flapping.getByText("Show next (2 of 46)").click();
      await page.waitForSelector(`.inspector h2 >> text=Request ${String((places[1] ?? 0) + 1)} `);
    }),
  );

  it(
    "set the knobs to what would end them",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      const resimulation = await fit("many-default");
      await swept(page);
      await page.click("#tab-requests");
      await page.click('.advice vscode-button:has-text("Try it")');
      const found = runToEnd(labSweep(resimulation, defaultPrices, defaultSettings));
      const best = endingPoint(found)?.point;
      assert.ok(best !== undefined);
      assert.equal(best.policy, "yoi");
      assert.equal(best.summary.resultsSentAgain, 0);
      await agrees(page, resimulation, best.policy, best.values);
      await eventuallyHolds(async () => page.locator(".what-if").isVisible());
      await eventually(async () => page.locator("#policy").inputValue(), best.policy);
    }),
  );

  it(
    "stand before anything is fitted where the log alone says them, and lead to the line that could not be read",
    withHost(
      {
        before: async (page) => {
          await page.addInitScript(neverAnswering);
        },
      },
      async ({ page, host }) => {
        const opened = await openFixture("first");
        const [segment] = opened.session.segments;
        const place = segment?.evaluations.at(0)?.place;
        assert.ok(segment !== undefined && place !== undefined);
        const unread = [
          { place, what: "line" as const, reason: "not JSON", lost: "unknown" as const },
        ];
        const session = { ...opened.session, segments: [{ ...segment, unread }] };
        await host.show({ ...opened, session });
        const finding = page.locator('.finding[data-kind="unreadable"]');
        await eventuallyMatches(async () => finding.innerText(), /not JSON/);
        await finding.getByText("Show logged line").click();
        assert.deepEqual(await host.until("showRecord"), {
          type: "showRecord",
          segment: 0,
          line: place.line,
        });
      },
    ),
  );

  it(
    "name lines that could not be read beside what went wrong, and no best without a doubt where the model does not repeat the run",
    withHost({}, async ({ page, host }) => {
      await host.show(await namedSession("damaged"));
      await page.waitForSelector(".advice.unknown >> text=What to set cannot be said.");
      await eventually(async () => page.innerText(".advice .glyph"), "?");
      await eventually(
        async () =>
          page
            .locator(".finding")
            .evaluateAll((all) => all.map((one) => one.getAttribute("data-kind"))),
        ["sent-again", "unreadable"],
      );
      await page.waitForSelector(".best-brief >> text=Best, but in doubt:");
      assert.match((await page.getAttribute(".best-brief", "title")) ?? "", /repeats only \d+ of/);
    }),
  );
});

describe("the inspector after the fit", () => {
  it(
    "says of each kind of fire whether it paid, and shows realised savings",
    withHost({}, async ({ page, host }) => {
      await host.show(await openFixture("many-default"));
      await swept(page);
      const { verdicts } = labPriced(await fit("many-default"), defaultPrices);
      const words = { "paid back": "Paid back after", never: "Never paid back:" } as const;
      for (const kind of ["paid back", "never"] as const) {
        const found = verdicts.find(({ verdict }) => verdict.kind === kind);
        assert.ok(found !== undefined, kind);
        await host.send({ type: "reveal", request: found.request });
        await page.waitForSelector(`.verdict >> text=${words[kind]}`);
        const part = await page.innerText(".verdict-part");
        assert.ok(part.includes(`${formatCount(found.newlyLeftOutTokens)} tokens`), part);
        assert.match(part, /Estimated savings[^]*Realised savings[^]*Estimated ÷ realised/);
      }
    }),
  );
});
