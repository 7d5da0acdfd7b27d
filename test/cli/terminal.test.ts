import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { Terminal, type TerminalStream } from "../../src/cli/terminal";

class Screen extends Writable implements TerminalStream {
  text = "";
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(isTTY: boolean, columns = 80) {
    super({
      write: (chunk: Buffer, _encoding, done) => {
        this.text += chunk.toString("utf8");
        done();
      },
    });
    this.isTTY = isTTY;
    this.columns = columns;
  }
}

describe("terminal", () => {
  const style = (isTTY: boolean, env: Record<string, string>) =>
    new Terminal(new Screen(isTTY), new Screen(isTTY), env).style("bold", "x");

  it("colours on a terminal only, and not where that is unwanted", () => {
    assert.equal(style(true, {}), "\x1b[1mx\x1b[22m");
    assert.equal(style(true, { NO_COLOR: "" }), "\x1b[1mx\x1b[22m");
    assert.equal(style(true, { NO_COLOR: "1" }), "x");
    assert.equal(style(true, { TERM: "dumb" }), "x");
    assert.equal(style(false, {}), "x");
  });

  it("shows progress on a terminal only, and takes it away before anything else", async () => {
    const run = async (isTTY: boolean) => {
      const out = new Screen(isTTY);
      const err = new Screen(isTTY);
      const terminal = new Terminal(out, err, {});
      terminal.progress("50 %");
      terminal.tell("a problem");
      terminal.progress("60 %");
      terminal.progress("60 %");
      await terminal.line("a row");
      await terminal.end();
      return { out: out.text, err: err.text };
    };
    assert.deepEqual(await run(false), { out: "a row\n", err: "a problem\n" });
    const { out, err } = await run(true);
    assert.equal(out, "a row\n");
    assert.equal(err, "\r\x1b[K50 %\r\x1b[Ka problem\n\r\x1b[K60 %\r\x1b[K");
  });

  it("has lines of any length where there is no terminal, and where it has no size", () => {
    const width = (screen: Screen) => new Terminal(screen, screen, {}).width;
    assert.equal(width(new Screen(true, 80)), 80);
    assert.equal(width(new Screen(true, 0)), undefined);
    assert.equal(width(new Screen(false, 80)), undefined);
  });

  it("goes quiet when its reader is gone, and keeps any other reason", async () => {
    const out = new Screen(false);
    const terminal = new Terminal(out, new Screen(false), {});
    out.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    assert.equal(terminal.closed, true);
    await terminal.line("nobody reads this");
    await terminal.end();
    assert.equal(out.text, "");
    const full = Object.assign(new Error("write ENOSPC"), { code: "ENOSPC" });
    assert.equal(terminal.failure, undefined);
    out.emit("error", full);
    assert.equal(terminal.failure, full);
  });
});
