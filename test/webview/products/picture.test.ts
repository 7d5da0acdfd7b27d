import assert from "node:assert/strict";
import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { hostileSession } from "../../core/export/hostileSession";
import { eventually, passes } from "../../support/eventually";
import { openFixture } from "../../support/openFixture";
import { faultsOf } from "../support/browser";
import { swept } from "../support/labPage";
import { drawn, withHost, type HostedPage } from "../support/playedHost";

async function svgOf({ host }: HostedPage): Promise<string> {
  const id = host.of("produced").length;
  await host.send({ type: "produce", id, what: "svg" });
  const { product } = await host.until("produced", id);
  if (product.kind !== "text") throw new Error(JSON.stringify(product));
  return product.text;
}

/** Size, and how many of a grid of pixels have another colour than the first, of what the page posted last. */
async function pngOf({
  page,
  host,
}: HostedPage): Promise<{ width: number; height: number; inked: number }> {
  await page.evaluate(() => {
    const { editorStandIn } = window as unknown as {
      editorStandIn: { onPost?: (message: unknown) => void; posted: unknown[] };
    };
    // A buffer does not travel out of the browser as such.
    const tell = editorStandIn.onPost;
    editorStandIn.onPost = (message) => {
      const isPng = JSON.stringify(message).includes('"kind":"bytes"');
      if (!isPng) tell?.(message);
    };
  });
  const before = await page.evaluate("window.editorStandIn.posted.length");
  await host.send({ type: "produce", id: 77, what: "png" });
  await page.waitForFunction(
    (count) =>
      (window as unknown as { editorStandIn: { posted: unknown[] } }).editorStandIn.posted.length >
      Number(count),
    before,
  );
  return await page.evaluate(async () => {
    const { posted } = (
      window as unknown as {
        editorStandIn: { posted: { type: string; product?: { data?: ArrayBuffer } }[] };
      }
    ).editorStandIn;
    const data = posted.findLast(({ type }) => type === "produced")?.product?.data;
    const bitmap = await createImageBitmap(new Blob([data ?? new ArrayBuffer(0)]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context?.drawImage(bitmap, 0, 0);
    const { data: pixels = new Uint8ClampedArray(0) } =
      context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {};
    let inked = 0;
    for (let at = 0; at < pixels.length; at += 400)
      if (pixels[at] !== pixels[0] || pixels[at + 1] !== pixels[1]) inked++;
    return { width: bitmap.width, height: bitmap.height, inked: inked / (pixels.length / 400) };
  });
}

const attribute = (svg: string, name: string): number =>
  Number(new RegExp(`<svg[^>]* ${name}="(\\d+)`).exec(svg)?.[1]);

/** Opens a drawing by itself, as a viewer would. */
async function opened(svg: string, body: (page: Page) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "prunescope-svg-"));
  try {
    const file = path.join(folder, "picture.svg");
    await writeFile(file, svg);
    const faults = await faultsOf({ url: pathToFileURL(file).href }, body);
    assert.deepEqual(faults, []);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("the picture that the page makes", () => {
  for (const theme of ["light", "hc-dark"] as const)
    it(
      `${theme}: is well formed, in the theme's colours, and the same part as is in view`,
      withHost({ theme }, async (hosted) => {
        const { page, host } = hosted;
        await host.show(await openFixture("many-default"));
        await swept(page);
        const all = await svgOf(hosted);
        assert.match(all, /all 121 requests; heights fitted/);
        await page.locator(".timeline-figure").focus();
        for (let zoomed = 0; zoomed < 6; zoomed++) await page.keyboard.press("+");
        await drawn(page);
        const part = await svgOf(hosted);
        assert.match(part, /requests [\d,]+ to [\d,]+ of 121/);
        const ground = theme === "light" ? "rgb(255,255,255)" : "rgb(0,0,0)";
        assert.ok(part.includes(`fill="${ground}"/>`));
        await opened(part, async (viewer) => {
          await eventually(
            async () => viewer.evaluate("document.documentElement.localName"),
            "svg",
          );
          await eventually(
            async () => viewer.evaluate("document.querySelector('parsererror')"),
            null,
          );
        });
        const png = await pngOf(hosted);
        assert.equal(png.width, 2 * attribute(part, "width"));
        assert.ok(Math.abs(png.height - 2 * attribute(part, "height")) <= 2);
        assert.ok(png.inked > 0.1 && png.inked < 0.95, String(png.inked));
      }),
    );

  it(
    "shows what the page does: the request selected, the filter, matches, and clock time",
    withHost({}, async (hosted) => {
      const { page, host } = hosted;
      await host.show(await openFixture("many-default"));
      await swept(page);
      const plain = await svgOf(hosted);
      assert.doesNotMatch(plain, /filtered: |>UTC</);
      const choose = async () => {
        const legend = page.locator(".timeline-legend summary, .timeline-legend-more");
        const entry = page.locator('[data-entry="sent again"]');
        if (!(await entry.isVisible())) await legend.click();
        await entry.click();
      };
      await choose();
      await passes(
        async () => svgOf(hosted),
        (svg) => {
          assert.match(svg, /; filtered: \d+ items in 46 of 121 requests brought out/);
        },
      );
      await page.focus(".timeline-figure");
      await page.keyboard.press("Escape");
      await page.keyboard.press("/");
      await page.keyboard.type("read_file");
      await page.waitForFunction(() =>
        document.querySelector(".timeline-find-count")?.textContent.includes("matches"),
      );
      await page.keyboard.press("Enter");
      await page.waitForSelector("table.chain");
      await page.locator("button[data-axis=time]").click();
      await passes(
        async () => svgOf(hosted),
        (svg) => {
          assert.match(svg, /by wall time; filtered: /);
          assert.match(svg, />UTC</);
          assert.match(svg, />\d{4}-\d\d-\d\d \d\d:\d\d/);
        },
      );
    }),
  );

  it(
    "has any name as text",
    withHost({}, async (hosted) => {
      const session = hostileSession();
      await hosted.host.show(session);
      await opened(await svgOf(hosted), async (viewer) => {
        assert.equal(await viewer.evaluate("window.hacked"), undefined);
        assert.equal(
          await viewer.evaluate("document.querySelectorAll('script, image, img').length"),
          0,
        );
        const title = await viewer.evaluate<string>("document.querySelector('text').textContent");
        assert.ok(title.startsWith("</script><script>window.hacked = 1</script>"));
      });
    }),
  );
});
