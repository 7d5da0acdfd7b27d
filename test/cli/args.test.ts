import assert from "node:assert/strict";
import { readArguments } from "../../src/cli/args";

describe("arguments", () => {
  const wrong = (...args: string[]) => {
    const invocation = readArguments(args);
    assert.equal(invocation.kind, "wrong", args.join(" "));
    return invocation.reason;
  };

  it("take a path alone as a call for the summary", () => {
    const invocation = readArguments(["logs"]);
    assert.equal(invocation.kind, "run");
    assert.equal(invocation.path, "logs");
    assert.equal(invocation.command.name, undefined);
  });

  it("take options before and behind the path", () => {
    for (const args of [
      ["evaluations", "logs", "--json"],
      ["--json", "evaluations", "logs"],
    ]) {
      const invocation = readArguments(args);
      assert.equal(invocation.kind, "run");
      assert.equal(invocation.command.name, "evaluations");
      assert.equal(invocation.path, "logs");
      assert.equal(invocation.options.json, true);
    }
  });

  it("ask for help and version whatever else they say", () => {
    assert.equal(readArguments(["--help"]).kind, "help");
    assert.equal(readArguments(["evaluations", "-h"]).kind, "help");
    assert.equal(readArguments(["--version"]).kind, "version");
  });

  it("are refused with the reason", () => {
    assert.match(wrong(), /PATH is missing/);
    assert.match(wrong(""), /PATH is missing/);
    assert.match(wrong("evaluations", ""), /PATH is missing/);
    assert.match(wrong("compare", "a", ""), /two PATHs/);
    assert.match(wrong("evaluations"), /PATH is missing.*\.\/evaluations/);
    assert.match(wrong("frobnicate", "logs"), /unknown command frobnicate/);
    assert.match(wrong("evaluations", "a", "b"), /one PATH/);
    assert.equal(wrong("logs", "--frob"), "Unknown option '--frob'");
    assert.match(wrong("logs", "--json"), /^the summary takes no --json; .*sessions PATH --json$/);
    assert.match(wrong("evaluations", "logs", "--policy", "off"), /takes no --policy/);
    assert.match(wrong("whatif", "logs", "--set", "keep=five"), /--set takes NAME=N.*keep=five/);
    assert.match(wrong("whatif", "logs", "--set", "keep=1", "--set", "keep=2"), /given twice/);
    assert.match(wrong("sweep", "logs", "--set", "keep=1"), /--set goes with --policy/);
    const keepN = ["logs", "--policy", "keep-n", "--set"];
    for (const command of ["whatif", "sweep"])
      assert.match(wrong(command, ...keepN, "n=5"), /no parameter n; it has trigger, keep, clear/);
    assert.match(
      wrong("whatif", "logs", "--policy", "off", "--set", "n=5"),
      /no parameters to set/,
    );
    assert.match(
      wrong("whatif", "logs", "--min-savings", "1", "--set", "min-savings=2"),
      /say the same twice/,
    );
    for (const value of ["-1", "1.5", "many", "", "9007199254740993"])
      assert.match(wrong("logs", `--protected-tokens=${value}`), /whole number/);
  });
});
