// Arguments for the packager of VS Code's extensions, in a process of its own.

const vsce = "node_modules/@vscode/vsce/vsce";

/** Lists the files of the package. */
export const listPackage = [vsce, "ls", "--no-dependencies"];

/** Makes the package. The README's pictures are in it: they are not looked for where a repository would be. */
export const makePackage = [
  vsce,
  "package",
  "--no-dependencies",
  "--no-rewrite-relative-links",
  "--allow-missing-repository",
];
