import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { pageHtml } from "../../../src/core/pageHtml";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};

export interface StaticServer {
  /** Without a slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves a folder on 127.0.0.1, and as `/page/index.html` and `/page/compare.html` the product's own documents with what
 * stands in for VS Code loaded before the webview's script.
 */
export async function serveFolder(folder: string): Promise<StaticServer> {
  let origin = "";
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", origin);
    const shown = pages.get(pathname);
    if (shown !== undefined) {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(page(origin, shown));
      return;
    }
    const file = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    readFile(file)
      .then((bytes) => {
        const type = types[path.extname(file)] ?? "application/octet-stream";
        response.setHeader("content-type", type).end(bytes);
      })
      .catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  origin = `http://127.0.0.1:${String(address.port)}`;
  return {
    origin,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Documents by their address, each with the name of its script and style. */
const pages: ReadonlyMap<string, string> = new Map([
  ["/page/index.html", "main"],
  ["/page/compare.html", "compare"],
]);

function page(origin: string, name: string): string {
  return pageHtml({
    nonce: randomBytes(16).toString("base64"),
    cspSource: origin,
    scriptUris: [`${origin}/page/page.js`, `${origin}/webview/${name}.js`],
    styleUri: `${origin}/webview/${name}.css`,
    title: "Prunescope",
  });
}
