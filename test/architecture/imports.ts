import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { root } from "../../scripts/lib/root.mjs";

export interface Import {
  /** Relative to the repository, with slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** What a relative specifier names, relative to the repository; otherwise as written. */
  readonly target: string;
}

/** All TypeScript files below some folders, relative to the repository, with slashes, sorted. */
export function typescriptFiles(folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.[mc]?tsx?$/.test(name))
        .map((name) => path.posix.join(folder, name.split(path.sep).join("/"))),
    )
    .sort();
}

/** Every import of a file: static, type-only, re-export, dynamic, `require`, `import("…")` as a type, and `/// <reference>`. */
export function importsOf(
  file: string,
  text = readFileSync(path.join(root, file), "utf8"),
): readonly Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (position: number, specifier: string): void => {
    const line = source.getLineAndCharacterOfPosition(position).line + 1;
    const target = specifier.startsWith(".")
      ? path.posix.join(path.posix.dirname(file), specifier)
      : specifier;
    found.push({ file, line, specifier, target });
  };
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) add(specifier.getStart(source), specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const each of [...source.typeReferenceDirectives, ...source.referencedFiles]) {
    add(each.pos, each.fileName);
  }
  return found;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  const candidate = candidateOf(node);
  return candidate !== undefined && ts.isStringLiteralLike(candidate) ? candidate : undefined;
}

function candidateOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === "require");
  return loads ? node.arguments[0] : undefined;
}
