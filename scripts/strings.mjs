// `npm run strings`: writes the texts of extension and pages to l10n/bundle.l10n.json, which translations are made from.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { installMissing } from "./lib/install.mjs";
import { root } from "./lib/root.mjs";

await installMissing();
const { messagesIn } = await import("./lib/messages.mjs");
const { texts, faults } = messagesIn();
for (const fault of faults) console.error(`not translatable: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
const bundle = Object.fromEntries(texts.map((text) => [text, text]));
await mkdir(path.join(root, "l10n"), { recursive: true });
await writeFile(path.join(root, "l10n/bundle.l10n.json"), `${JSON.stringify(bundle, null, 2)}\n`);
console.log(`${String(texts.length)} texts in l10n/bundle.l10n.json`);
