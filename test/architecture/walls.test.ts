import assert from "node:assert/strict";
import { builtinModules } from "node:module";
import * as esbuild from "esbuild";
import { root } from "../../scripts/lib/root.mjs";
import { importsOf, typescriptFiles } from "./imports";
import type { Import } from "./imports";

interface Room {
  /** Ends with a slash. */
  readonly folder: string;
  /** Rooms it may import besides itself. */
  readonly rooms: readonly string[];
  readonly node: boolean;
  /** Packages it may import. */
  readonly packages: readonly string[];
}

/** The first that a file lies in counts. */
const rooms: readonly Room[] = [
  { folder: "src/core/", rooms: [], node: false, packages: [] },
  { folder: "src/platform/", rooms: ["src/core/"], node: true, packages: [] },
  {
    folder: "src/host/",
    rooms: ["src/core/", "src/platform/"],
    node: true,
    packages: ["vscode"],
  },
  { folder: "src/cli/", rooms: ["src/core/", "src/platform/"], node: true, packages: [] },
  {
    folder: "webview/",
    rooms: ["src/core/"],
    node: false,
    packages: ["@microsoft/fast-web-utilities", "@vscode/webview-ui-toolkit", "lit"],
  },
];

/** Where the component library is known, so that it can be replaced: one file for each of its packages. */
const onlyFiles: Readonly<Record<string, string>> = {
  "@vscode/webview-ui-toolkit": "webview/toolkit.ts",
  "@microsoft/fast-web-utilities": "webview/componentProbes.ts",
};

/** Why an import may not be, or undefined. */
function objection({ file, target, specifier }: Import): string | undefined {
  const room = rooms.find(({ folder }) => file.startsWith(folder));
  if (room === undefined) return "the file lies in no room";
  if (specifier.startsWith(".")) {
    const allowed = [room.folder, ...room.rooms].some((folder) => target.startsWith(folder));
    return allowed ? undefined : `${room.folder} may not import ${target}`;
  }
  const builtin = specifier.startsWith("node:") || builtinModules.includes(specifier);
  if (builtin) {
    if (!room.node) return `${room.folder} may not use Node`;
    return specifier.startsWith("node:") ? undefined : `write node:${specifier}`;
  }
  const name = packageName(specifier);
  if (!room.packages.includes(name)) return `${room.folder} may not import ${name}`;
  const onlyFile = onlyFiles[name];
  if (onlyFile !== undefined && file !== onlyFile) return `only ${onlyFile} may import ${name}`;
  return undefined;
}

function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function complaints(imports: readonly Import[]): readonly string[] {
  return imports.flatMap((each) => {
    const reason = objection(each);
    return reason === undefined ? [] : [`${each.file}:${String(each.line)}: ${reason}`];
  });
}

describe("walls between the rooms", () => {
  const files = typescriptFiles(["src", "webview"]);

  it("imports go only where they may", () => {
    assert.notEqual(files.length, 0);
    assert.deepEqual(complaints(files.flatMap((file) => importsOf(file))), []);
  });

  const forbidden: readonly (readonly [file: string, code: string])[] = [
    ["src/core/a.ts", `import type * as vscode from "vscode";`],
    ["src/core/a.ts", `import { readFileSync } from "node:fs";`],
    ["src/core/a.ts", `import { b } from "../host/b";`],
    ["src/core/log/a.ts", `export type { b } from "../../platform/b";`],
    ["src/core/a.ts", `type B = import("../../webview/b").B;`],
    ["src/core/a.ts", `/// <reference types="node" />`],
    ["src/core/a.ts", `import * as v from "valibot";`],
    ["src/platform/a.ts", `import type { b } from "../host/b";`],
    ["src/platform/a.ts", `import type { Uri } from "vscode";`],
    ["src/platform/a.ts", `import { b } from "fs";`],
    ["src/host/a.ts", `const b = await import("../cli/b");`],
    ["src/host/a.ts", `import { b } from "../../webview/b";`],
    ["src/cli/a.ts", `import b = require("vscode");`],
    ["src/cli/a.ts", `import "../host/b";`],
    ["webview/a.ts", `import type { B } from "../src/host/b";`],
    ["webview/a.ts", `import { b } from "../src/platform/b";`],
    ["webview/a.ts", `import "@vscode/webview-ui-toolkit/dist/toolkit.min.js";`],
    ["webview/a.ts", `export * from "@microsoft/fast-web-utilities/dist/dom.js";`],
    ["webview/a.ts", `import axe from "axe-core";`],
    ["src/a.ts", `import { b } from "./core/b";`],
  ];
  for (const [file, code] of forbidden) {
    it(`refuses in ${file}: ${code}`, () => {
      assert.equal(complaints(importsOf(file, code)).length, 1);
    });
  }

  it("core can be bundled for a platform that has neither Node nor a browser nor VS Code", async () => {
    const core = files.filter((file) => file.startsWith("src/core/"));
    const built = await esbuild.build({
      stdin: {
        contents: core
          .map((file) => `export * as _${String(core.indexOf(file))} from "./${file}";`)
          .join("\n"),
        resolveDir: root,
      },
      absWorkingDir: root,
      bundle: true,
      write: false,
      format: "esm",
      platform: "neutral",
      logLevel: "silent",
    });
    assert.deepEqual(built.errors, []);
  });
});
