import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { root } from "./root.mjs";

/**
 * @typedef {object} Messages
 * @property {readonly string[]} texts that are looked up in a translation, sorted, each once
 * @property {readonly string[]} faults places where a text cannot be translated: file, line and what stands there
 */

/** The sources whose words a user of the editor sees; the command line speaks English. */
const spokenFolders = ["src/host", "src/core", "src/platform", "webview"];

/** Files that hold nothing but words: each of their texts is a message. */
const wordFiles = /^webview\/(?:.+\/)?(?:strings\/\w+|\w*[sS]trings)\.ts$/;

/** What VS Code shows of an object. */
const shownProperties = new Set([
  "label",
  "description",
  "detail",
  "placeHolder",
  "placeholder",
  "title",
  "prompt",
  "tooltip",
  "openLabel",
  "saveLabel",
  "message",
]);

/** What the core and what reads files say in sentences; a single word there may be a name that only programs read. */
const sentenceProperties = new Set(["sentence", "remedy", "reason", "problem", "what", "note"]);

/** Functions of VS Code whose first argument it shows. */
const showing = /^(?:show\w+Message|setStatusBarMessage)$/;

/**
 * Looks through the sources for the texts that a user sees.
 * @param {readonly string[]} [folders] below the repository
 * @returns {Messages}
 */
export function messagesIn(folders = spokenFolders) {
  /** @type {Set<string>} */
  const texts = new Set();
  /** @type {string[]} */
  const faults = [];
  for (const file of folders.flatMap((folder) => sourcesIn(path.join(root, folder)))) {
    const source = ts.createSourceFile(
      file,
      readFileSync(file, "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const name = path.relative(root, file).replaceAll(path.sep, "/");
    const holdsWordsOnly = wordFiles.test(name);
    /** @param {ts.Node} node */
    const fault = (node) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      faults.push(`${name}:${String(line + 1)}: ${node.getText().slice(0, 80)}`);
    };
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node))
        return;
      if (ts.isCallExpression(node)) {
        const [first, ...others] = node.arguments;
        if (isTranslation(node.expression)) {
          if (first !== undefined && ts.isStringLiteralLike(first)) texts.add(first.text);
          else fault(node);
          others.forEach(visit);
          return;
        }
        if (isNumberOf(node.expression)) {
          const nouns = others.map((noun) =>
            ts.isStringLiteralLike(noun) ? noun.text : undefined,
          );
          const [noun, plural = `${String(noun)}s`] = nouns;
          if (noun === undefined || nouns.includes(undefined)) fault(node);
          else for (const form of [noun, plural]) texts.add(`{0} ${form}`);
          if (first !== undefined) visit(first);
          return;
        }
        if (first !== undefined && isWords(first) && showing.test(calledName(node.expression)))
          fault(node);
      }
      if (
        ts.isPropertyAssignment(node) &&
        shownProperties.has(node.name.getText()) &&
        isWords(node.initializer) &&
        // What a page reports to the host is for the extension's log, in English like all of it.
        !(name.startsWith("webview/") && node.name.getText() === "message")
      )
        fault(node);
      else if (
        ts.isPropertyAssignment(node) &&
        sentenceProperties.has(node.name.getText()) &&
        isWords(node.initializer) &&
        /\S\s\S/.test(node.initializer.getText())
      )
        fault(node);
      else if (holdsWordsOnly && isWords(node) && !isCompared(node)) fault(node);
      if (ts.isTaggedTemplateExpression(node) && hasMarkupWords(node)) fault(node);
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        shownProperties.has(calledName(node.left)) &&
        isWords(node.right)
      )
        fault(node);
      if (ts.isPropertyAssignment(node)) visit(node.initializer);
      else ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts: [...texts].sort(), faults: [...new Set(faults)] };
}

/**
 * @param {string} folder
 * @returns {readonly string[]}
 */
function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => path.join(folder, name));
}

/** `t(…)` or `vscode.l10n.t(…)` @param {ts.Expression} called */
function isTranslation(called) {
  return ts.isIdentifier(called)
    ? called.text === "t"
    : ts.isPropertyAccessExpression(called) && called.getText().endsWith("l10n.t");
}

/** `formatNumberOf(…)`, whose noun is a message @param {ts.Expression} called */
function isNumberOf(called) {
  return ts.isIdentifier(called) && called.text === "formatNumberOf";
}

/** A text that something is compared with, or a name: not one that is shown. @param {ts.Node} node */
function isCompared({ parent }) {
  return (
    ts.isCaseClause(parent) ||
    ts.isElementAccessExpression(parent) ||
    (ts.isBinaryExpression(parent) && comparing.has(parent.operatorToken.kind))
  );
}

const comparing = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** @param {ts.Node} node */
function calledName(node) {
  return ts.isPropertyAccessExpression(node) ? node.name.text : "";
}

/** Markup with letters between its tags, or in an attribute that is shown. @param {ts.TaggedTemplateExpression} node */
function hasMarkupWords({ tag, template }) {
  if (tag.getText() === "css") return false;
  const parts = ts.isTemplateExpression(template)
    ? [template.head, ...template.templateSpans.map(({ literal }) => literal)]
    : [template];
  const markup = parts.map(({ text }) => text).join("0");
  return (
    /(?:aria-label|title|placeholder|alt)="[^"]*\p{L}/u.test(markup) ||
    /\p{L}/u.test(markup.replace(/<[^<>]*>/g, ""))
  );
}

/** A text with letters that stands in the source itself. @param {ts.Node} node */
function isWords(node) {
  if (ts.isStringLiteralLike(node)) return /\p{L}/u.test(node.text);
  if (!ts.isTemplateExpression(node)) return false;
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)].some(({ text }) =>
    /\p{L}/u.test(text),
  );
}
