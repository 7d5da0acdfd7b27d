import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";
import { root } from "../../scripts/lib/root.mjs";
import {
  commands,
  contextKeys,
  extensionId,
  nodeContexts,
  settings,
  settingSection,
  views,
  viewTypes,
} from "../../src/host/ids";

const menuItem = v.object({ command: v.string(), when: v.optional(v.string()) });
const manifestSchema = v.object({
  name: v.string(),
  publisher: v.string(),
  icon: v.string(),
  activationEvents: v.array(v.string()),
  contributes: v.object({
    commands: v.array(
      v.object({
        command: v.string(),
        title: v.string(),
        category: v.string(),
        enablement: v.optional(v.string()),
      }),
    ),
    menus: v.record(v.string(), v.array(menuItem)),
    viewsContainers: v.object({
      activitybar: v.array(v.object({ id: v.string(), icon: v.string() })),
    }),
    views: v.record(v.string(), v.array(v.object({ id: v.string(), icon: v.string() }))),
    viewsWelcome: v.array(v.object({ view: v.string(), contents: v.string(), when: v.string() })),
    customEditors: v.array(v.object({ viewType: v.string(), priority: v.string() })),
    configuration: v.object({
      properties: v.record(v.string(), v.object({ scope: v.string(), default: v.string() })),
    }),
  }),
});

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const manifest = v.parse(manifestSchema, JSON.parse(read("package.json")));
const words = v.parse(v.record(v.string(), v.string()), JSON.parse(read("package.nls.json")));
const { contributes } = manifest;

const sorted = (names: readonly string[]) => Array.from(names).sort();
/** Every name of ours in `when` clauses and enablements. */
const conditions = [
  ...Object.values(contributes.menus).flatMap((items) => items.map((item) => item.when)),
  ...contributes.commands.map((command) => command.enablement),
  ...contributes.viewsWelcome.map((welcome) => welcome.when),
].filter((condition) => condition !== undefined);

describe("ids and the manifest", () => {
  it("the extension's id is publisher and name", () => {
    assert.equal(extensionId, `${manifest.publisher}.${manifest.name}`);
  });

  it("every command of the code is in the manifest, and no other", () => {
    const declared = contributes.commands.map((command) => command.command);
    assert.deepEqual(sorted(declared), sorted(Object.values(commands)));
    for (const [name, id] of Object.entries(commands)) assert.equal(id, `prunescope.${name}`);
    assert.ok(contributes.commands.every(({ category }) => category === "Prunescope"));
  });

  it("menus and welcome texts call commands that exist", () => {
    const known = new Set<string>(Object.values(commands));
    const inMenus = Object.values(contributes.menus).flatMap((items) =>
      items.map((item) => item.command),
    );
    const inTexts = Array.from(
      Object.values(words)
        .join("\n")
        .matchAll(/\(command:([\w.]+)/g),
    )
      .map((match) => match[1] ?? "")
      .filter((id) => !id.startsWith("workbench."));
    assert.ok(inMenus.length > 0 && inTexts.length > 0);
    for (const id of [...inMenus, ...inTexts]) assert.ok(known.has(id), id);
  });

  it("views, view types and the setting are those of the code", () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [views.container],
    );
    assert.deepEqual(Object.keys(contributes.views), [views.container]);
    assert.deepEqual(
      contributes.views[views.container]?.map(({ id }) => id),
      [views.sessions],
    );
    assert.ok(contributes.viewsWelcome.every(({ view }) => view === views.sessions));
    assert.deepEqual(contributes.customEditors, [
      { viewType: viewTypes.editor, priority: "option" },
    ]);
    assert.deepEqual(contributes.configuration.properties, {
      [`${settingSection}.${settings.dataDirectory}`]: { scope: "machine", default: "" },
    });
    assert.deepEqual(manifest.activationEvents, [`onWebviewPanel:${viewTypes.panel}`]);
  });

  it("conditions name only what the code has", () => {
    const own = conditions.flatMap((condition) =>
      Array.from(condition.matchAll(/prunescope\.\w+/g), ([name]) => name),
    );
    const known = new Set<string>([
      views.sessions,
      ...Object.values(viewTypes),
      ...Object.values(contextKeys),
    ]);
    assert.ok(own.length > 0);
    for (const name of own) assert.ok(known.has(name), name);
    const contexts = conditions.flatMap((condition) =>
      Array.from(condition.matchAll(/viewItem (?:==|=~) (\S+)/g), (match) => match[1] ?? ""),
    );
    const values = new Set<string>(Object.values(nodeContexts));
    assert.ok(contexts.length > 0);
    for (const context of contexts)
      for (const value of context.replace(/[/^$()]/g, "").split("|"))
        assert.ok(values.has(value), value);
  });

  it("every text of the manifest has its words, and no words are left over", () => {
    const used = Array.from(
      read("package.json").matchAll(/"%([\w.]+)%"/g),
      (match) => match[1] ?? "",
    );
    assert.deepEqual(sorted(Array.from(new Set(used))), sorted(Object.keys(words)));
  });

  it("its pictures are there", () => {
    const pictures = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...Object.values(contributes.views).flatMap((each) => each.map(({ icon }) => icon)),
    ];
    for (const picture of pictures) assert.ok(existsSync(path.join(root, picture)), picture);
  });
});
