// First: what is loaded after it makes tables of words.
import "../translation";
import { parseToPage } from "../../src/core/protocol";
import { Mismatch } from "../../src/core/shape";
import "../styles/main.css";
import "./exportedPage.css";
import { reportErrors } from "../hostLink";
import { SessionPage } from "../sessionPage";
import { exportedPage as words } from "../strings/exportedPage";
import { registerComponents } from "../toolkit";
import { ExportHost } from "./exportHost";
import { readExport } from "./readExport";
import { followSystemTheme } from "./systemTheme";

/** The page of an exported session: the same page, with a host that only knows what the file holds. */
async function main(): Promise<void> {
  followSystemTheme();
  registerComponents();
  const root = document.getElementById("page");
  const note = document.getElementById("export-note");
  if (root === null || note === null) throw new Error("the document is not an exported session");
  const found = await readExport();
  if (typeof found === "string") {
    root.textContent = words.unreadable(found);
    return;
  }
  const host = new ExportHost(found, note, (message) => {
    // Through the same door as in VS Code: what does not fit is said and not shown.
    const parsed = parseToPage(message);
    if (parsed instanceof Mismatch) host.send({ type: "error", message: parsed.toString() });
    else page.receive(parsed);
  });
  reportErrors(host);
  const page = new SessionPage(root, host);
  host.send({ type: "ready" });
}

void main().catch((error: unknown) => {
  document.body.append(words.unreadable(error instanceof Error ? error.message : String(error)));
});
