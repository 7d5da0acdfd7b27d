import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import nounsanitized from "eslint-plugin-no-unsanitized";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["node_modules/", "dist/", "out/", "samples/", "test/fixtures/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  nounsanitized.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: "error",
      "no-implicit-coercion": "error",
      "no-param-reassign": "error",
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/promise-function-async": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/strict-boolean-expressions": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
    },
  },
  {
    // What ships prints only through its own doors: VS Code's log, the command line's two streams.
    files: ["src/**/*.ts", "webview/**/*.ts"],
    rules: { "no-console": "error" },
  },
  {
    // The language itself has a clock and randomness; core has neither.
    files: ["src/core/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        {
          object: "Date",
          property: "now",
          message: "core has no clock: take the time as an argument",
        },
        { object: "Math", property: "random", message: "core has no randomness" },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "core has no clock: take the time as an argument",
        },
        {
          selector: "CallExpression[callee.name='Date']",
          message: "core has no clock: take the time as an argument",
        },
      ],
    },
  },
  {
    // mocha's functions return promises and are registered, not awaited; assertions on `unknown` read better loose.
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
  {
    files: ["scripts/**/*.cjs"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["scripts/**/*.mjs", "scripts/**/*.cjs", "*.mjs"],
    rules: {
      // Types of plain JavaScript stand in JSDoc, which these two do not read.
      "@typescript-eslint/explicit-module-boundary-types": "off",
      "no-undef": "off",
    },
  },
);
