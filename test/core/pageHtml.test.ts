import assert from "node:assert/strict";
import { pageHtml } from "../../src/core/pageHtml";

const options = {
  nonce: "bm9uY2U=",
  cspSource: "https://*.vscode-cdn.net",
  scriptUris: ["first.js", "second.js?a=1&b=2"],
  styleUri: "main.css",
  title: "many-default",
};

describe("the page's document", () => {
  it("allows scripts by nonce only, styles, fonts and images from one source, workers from blobs", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(
      pageHtml(options),
    )?.[1];
    assert.equal(
      policy,
      [
        "default-src &#39;none&#39;",
        "style-src https://*.vscode-cdn.net",
        "script-src &#39;nonce-bm9uY2U=&#39;",
        "font-src https://*.vscode-cdn.net",
        "img-src https://*.vscode-cdn.net",
        "worker-src blob:",
      ].join("; "),
    );
  });

  it("loads its scripts in their order, each with the nonce", () => {
    const scripts = [...pageHtml(options).matchAll(/<script ([^>]*)>/g)].map((found) => found[1]);
    assert.deepEqual(scripts, [
      'nonce="bm9uY2U=" src="first.js" defer',
      'nonce="bm9uY2U=" src="second.js?a=1&amp;b=2" defer',
    ]);
  });

  it("says at once that something is being read, before any style sheet or script", () => {
    const html = pageHtml(options);
    const page = /<div id="page">\s*<main[^>]*>\s*<h1>many-default<\/h1>\s*<p>/.exec(html);
    assert.ok(page !== null);
    // A browser paints nothing that stands behind a style sheet which it has not got yet.
    assert.ok(
      html.indexOf("<link") > page.index && html.indexOf("<script") > html.indexOf("<link"),
    );
  });

  it("lets no name become markup", () => {
    const title = `</title><script>alert("1")</script>'&`;
    const html = pageHtml({ ...options, title, styleUri: `"><script>` });
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.ok(
      html.includes("&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"),
    );
  });

  it("has neither inline style nor inline handler", () => {
    assert.doesNotMatch(pageHtml(options), /\sstyle=|<style|\son[a-z]+=/);
  });
});
