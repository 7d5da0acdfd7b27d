import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { root } from "./root.mjs";

/**
 * @typedef {object} HostStrings
 * @property {readonly string[]} texts that `vscode.l10n.t` is called with, sorted, each once
 * @property {readonly string[]} faults places where a text cannot be translated: file, line and what stands there
 */

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

/** Functions of VS Code whose first argument it shows. */
const showing = /^(?:show\w+Message|setStatusBarMessage)$/;

/**
 * Looks through the sources of the extension for the texts that a user sees.
 * @param {string} [folder] below the repository
 * @returns {HostStrings}
 */
export function hostStrings(folder = "src/host") {
  /** @type {Set<string>} */
  const texts = new Set();
  /** @type {string[]} */
  const faults = [];
  for (const file of sourcesIn(path.join(root, folder))) {
    const source = ts.createSourceFile(
      file,
      readFileSync(file, "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    /** @param {ts.Node} node */
    const fault = (node) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      faults.push(
        `${path.relative(root, file)}:${String(line + 1)}: ${node.getText().slice(0, 80)}`,
      );
    };
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (ts.isCallExpression(node)) {
        const [first] = node.arguments;
        if (isTranslation(node.expression)) {
          if (first !== undefined && ts.isStringLiteralLike(first)) texts.add(first.text);
          else fault(node);
        } else if (
          first !== undefined &&
          isWords(first) &&
          showing.test(calledName(node.expression))
        )
          fault(node);
      }
      if (
        ts.isPropertyAssignment(node) &&
        shownProperties.has(node.name.getText()) &&
        isWords(node.initializer)
      )
        fault(node);
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        shownProperties.has(calledName(node.left)) &&
        isWords(node.right)
      )
        fault(node);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts: [...texts].sort(), faults };
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

/** @param {ts.Node} node */
function calledName(node) {
  return ts.isPropertyAccessExpression(node) ? node.name.text : "";
}

/** A text with letters that stands in the source itself. @param {ts.Node} node */
function isWords(node) {
  if (ts.isStringLiteralLike(node)) return /\p{L}/u.test(node.text);
  if (!ts.isTemplateExpression(node)) return false;
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)].some(({ text }) =>
    /\p{L}/u.test(text),
  );
}
