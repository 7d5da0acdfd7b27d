// Runs a bundle of tests in a desktop VS Code: BUNDLE WORKSPACE VERSION. A program of its own so that its output can be
// held back and a screen can be put before it (xvfb-run).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { provideDesktop } from "./desktop.mjs";
import { root } from "./root.mjs";

const [bundle, workspace, version] = process.argv.slice(2);
if (bundle === undefined || workspace === undefined || version === undefined) {
  throw new Error("usage: desktop-tests.mjs BUNDLE WORKSPACE VERSION");
}
// A socket below the profile must have a short path.
const profile = await mkdtemp(path.join(tmpdir(), "prunescope-"));
try {
  const vscodeExecutablePath = await provideDesktop(version);
  process.exitCode = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: bundle,
    extensionTestsEnv: { PRUNESCOPE_TEST_RESULT: process.env["PRUNESCOPE_TEST_RESULT"] },
    launchArgs: [
      workspace,
      "--user-data-dir",
      path.join(profile, "user"),
      "--extensions-dir",
      path.join(profile, "extensions"),
      "--disable-workspace-trust",
    ],
  });
} finally {
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}
