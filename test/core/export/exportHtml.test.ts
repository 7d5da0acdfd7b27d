import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { exportHtml } from "../../../src/core/export/exportHtml";
import { inlineScript, inlineStyle } from "../../../src/core/export/inlineCode";
import { hostileTexts } from "./hostileSession";

const plain = { name: "session", includesTexts: false, data: "AAAA" };

describe("an exported document", () => {
  it("names code by its hash and allows nothing else", () => {
    const hashed: string[] = [];
    const html = exportHtml({ ...plain, code: { script: "run()", style: "p{}" } }, (text) => {
      hashed.push(text);
      return `${String(text.length)}=`;
    });
    assert.deepEqual(hashed, ["run()", "p{}"]);
    assert.ok(html.includes("<script>run()</script>") && html.includes("<style>p{}</style>"));
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src &#39;none&#39;; script-src &#39;sha256-5=&#39;; style-src &#39;sha256-3=&#39;; worker-src blob:; base-uri &#39;none&#39;; form-action &#39;none&#39;",
    );
  });

  it("shows any name as text", () => {
    for (const name of hostileTexts) {
      const html = exportHtml({ ...plain, name, code: { script: "", style: "" } }, () => "");
      assert.equal(html.match(/<script/g)?.length, 2);
      assert.doesNotMatch(html, /<(img|svg|b)\b|<!--/);
    }
  });

  it("says whether texts are in it", () => {
    const note = (includesTexts: boolean) =>
      exportHtml({ ...plain, includesTexts, code: { script: "", style: "" } }, () => "");
    assert.match(note(false), /no texts of messages/);
    assert.match(note(true), /beginnings of tool arguments/);
  });
});

describe("code inside a document", () => {
  it("cannot end its element or open a comment, and means the same", () => {
    const code = 'globalThis.seen = ["</script>", `<!-- <SCRIPT`, /<!--/.test("<!--"), "a<b"];';
    const inlined = inlineScript(code);
    assert.doesNotMatch(inlined, /<\/?script|<!--/i);
    const run = (text: string): unknown => {
      const context = { seen: undefined };
      runInNewContext(text.replace("globalThis.", ""), context);
      return JSON.stringify(context.seen);
    };
    assert.equal(run(inlined), run(code));
    assert.doesNotMatch(inlineStyle('p::after{content:"</style><!--"}'), /<\/style|<!--/);
  });

  it("has the line ends that a parser makes of it, and names no other file", () => {
    const code = "a()\r\nb()\rc()\n//# sourceMappingURL=page.js.map\n";
    assert.equal(inlineScript(code), "a()\nb()\nc()\n\n");
    assert.equal(inlineStyle("p{}\n/*# sourceMappingURL=page.css.map */\n"), "p{}\n\n");
  });
});
