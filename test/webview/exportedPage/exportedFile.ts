import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page, Request } from "playwright-core";
import { root } from "../../../scripts/lib/root.mjs";
import { itemBrief } from "../../../src/core/itemBrief";
import type { ItemText, PriceSetting } from "../../../src/core/protocol";
import { exportPage, type ReadTexts } from "../../../src/platform/exportPage";
import type { OpenedFixture } from "../../support/openFixture";
import { faultsOf, type PageOptions } from "../support/browser";

export interface ExportedFileOptions extends Omit<PageOptions, "theme" | "path" | "url"> {
  readonly withTexts?: boolean;
  readonly state?: unknown;
  readonly prices?: PriceSetting;
  readonly colourScheme?: "light" | "dark";
  readonly highContrast?: boolean;
}

/** The session as an HTML file's bytes, made of the code that ships. */
async function exportedBytes(
  opened: OpenedFixture,
  { withTexts = false, state, prices }: ExportedFileOptions = {},
): Promise<Uint8Array> {
  const texts: ReadTexts = async (segment, items) =>
    Promise.resolve(
      items.flatMap((item): ItemText[] => {
        const logged = opened.items[segment]?.[item];
        return logged === undefined ? [] : [{ segment, item, brief: itemBrief(logged) }];
      }),
    );
  return await exportPage({
    session: opened.session,
    replay: opened.replay,
    codeFolder: path.join(root, "dist/exportedPage"),
    name: opened.name,
    state,
    prices,
    texts: withTexts ? texts : undefined,
  });
}

/**
 * Opens the exported session as a file in a browser of its own, and runs the body. Fails as `withPage` does, and where
 * the page asked for anything besides itself.
 */
export async function withExport(
  opened: OpenedFixture,
  options: ExportedFileOptions,
  body: (page: Page) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "prunescope-export-"));
  try {
    const file = path.join(folder, "session.html");
    await writeFile(file, await exportedBytes(opened, options));
    const url = pathToFileURL(file).href;
    const asked: string[] = [];
    const faults = await faultsOf(
      {
        ...options,
        url,
        before: async (page) => {
          page.context().on("request", (request: Request) => asked.push(request.url()));
          await page.emulateMedia({
            colorScheme: options.colourScheme ?? "dark",
            forcedColors: options.highContrast === true ? "active" : "none",
          });
          await options.before?.(page);
        },
      },
      async (page) => {
        await page.waitForSelector("header.summary");
        await body(page);
      },
    );
    const elsewhere = asked.filter((address) => address !== url && !address.startsWith("blob:"));
    const all = [...faults, ...elsewhere.map((address) => `it asked for ${address}`)];
    if (all.length > 0) throw new Error(`the exported page had faults:\n${all.join("\n")}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
