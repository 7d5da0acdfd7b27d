import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";
import { defaultPrices } from "../../src/core/whatif/prices";
import { readSettings } from "../../src/host/settings/readSettings";
import { root } from "../../scripts/lib/root.mjs";
import {
  commands,
  contextKeys,
  extensionId,
  nodeContexts,
  settings,
  walkthrough,
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
      properties: v.record(
        v.string(),
        v.object({
          type: v.picklist(["string", "boolean", "number", "array"]),
          scope: v.picklist(["machine", "window"]),
          default: v.unknown(),
          minimum: v.optional(v.number()),
          markdownDescription: v.string(),
        }),
      ),
    }),
    walkthroughs: v.array(
      v.object({
        id: v.string(),
        icon: v.string(),
        steps: v.array(
          v.object({
            id: v.string(),
            title: v.string(),
            description: v.string(),
            media: v.object({
              image: v.object({
                light: v.string(),
                dark: v.string(),
                hc: v.string(),
                hcLight: v.string(),
              }),
              altText: v.string(),
            }),
            completionEvents: v.array(v.string()),
          }),
        ),
      }),
    ),
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
    assert.deepEqual(
      sorted(Object.keys(contributes.configuration.properties)),
      sorted(Object.values(settings).map((name) => `${settingSection}.${name}`)),
    );
    assert.deepEqual(manifest.activationEvents, [
      `onWebviewPanel:${viewTypes.panel}`,
      `onWebviewPanel:${viewTypes.comparison}`,
    ]);
  });

  it("settings have defaults that the code takes, and folders of the machine are the machine's", () => {
    const { properties } = contributes.configuration;
    const { values, problems } = readSettings(
      (name) => properties[`${settingSection}.${name}`]?.default,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(values, {
      ...readSettings(() => undefined).values,
      prices: {
        cacheRead: defaultPrices.cacheRead,
        cacheWrite: defaultPrices.cacheWrite,
        cacheMinutes: defaultPrices.cacheLifetime / 60_000,
      },
    });
    for (const [id, { type, scope, minimum }] of Object.entries(properties)) {
      const isFolder = /directory|folders/i.test(id);
      assert.equal(scope, isFolder ? "machine" : "window", id);
      assert.equal(minimum, type === "number" ? 0 : undefined, id);
    }
  });

  it("the walkthrough shows pictures for each kind of theme, and its steps can be completed", () => {
    const [only, ...others] = contributes.walkthroughs;
    assert.equal(others.length, 0);
    assert.equal(only?.id, walkthrough);
    assert.deepEqual(
      only.steps.map(({ id }) => id),
      ["open", "read", "why", "turn", "share"],
    );
    const keys = new Set<string>(Object.values(contextKeys));
    const ids = new Set<string>(Object.values(commands));
    for (const { media, completionEvents } of only.steps) {
      for (const picture of Object.values(media.image))
        assert.ok(existsSync(path.join(root, picture)), picture);
      assert.ok(completionEvents.length > 0);
      for (const event of completionEvents) {
        const [kind = "", name = ""] = event.split(":");
        if (kind === "onContext") assert.ok(keys.has(name), event);
        else if (kind === "onCommand") assert.ok(ids.has(name), event);
        else assert.equal(event, "onStepSelected");
      }
    }
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
