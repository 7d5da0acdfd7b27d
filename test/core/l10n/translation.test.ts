import assert from "node:assert/strict";
import {
  formatBytes,
  formatCount,
  formatNumberOf,
  formatShare,
  formatShort,
} from "../../../src/core/format";
import {
  parseTranslation,
  parseTranslationText,
  translationText,
} from "../../../src/core/l10n/parseTranslation";
import {
  currentTranslation,
  locale,
  t,
  useTranslation,
  type Translation,
} from "../../../src/core/l10n/translation";

const german: Translation = {
  locale: "de",
  messages: {
    "{0} of {1}": "{1}, davon {0}",
    "{0} request": "{0} Anfrage",
    "{0} requests": "{0} Anfragen",
    unknown: "unbekannt",
  },
};

describe("a translation", () => {
  afterEach(() => {
    useTranslation(undefined);
  });

  it("is English where there is none, and where it lacks a message", () => {
    assert.equal(t("{0} of {1}", 3, "4 requests"), "3 of 4 requests");
    useTranslation(german);
    assert.equal(t("The run was {0}.", "stopped"), "The run was stopped.");
    assert.equal(formatNumberOf(1, "line"), "1 line");
    assert.equal(formatNumberOf(2, "match", "matches"), "2 matches");
  });

  it("puts what varies where its sentence has it, as it is, and shows a place without a value", () => {
    useTranslation(german);
    assert.equal(t("{0} of {1}", "{1}", "$&"), "$&, davon {1}");
    assert.equal(t("{0} of {1}", 3), "{1}, davon 3");
    assert.equal(t("unknown"), "unbekannt");
    assert.equal(t("constructor"), "constructor");
  });

  it("writes numbers with the marks of its language, and nothing else of theirs", () => {
    useTranslation(german);
    assert.equal(formatCount(-1234567), "−1.234.567");
    assert.equal(formatNumberOf(1, "request"), "1 Anfrage");
    assert.equal(formatNumberOf(12345, "request"), "12.345 Anfragen");
    assert.equal(formatShare(1, 3), "33,3 %");
    assert.equal(formatShare(1, 100_000), "< 0,1 %");
    assert.equal(formatBytes(2_621_440), "2,50 MiB");
    assert.equal(formatShort(1_204_000), "1,20M");
    assert.equal(formatCount(NaN), "unbekannt");
    useTranslation({ locale: "ar", messages: {} });
    assert.match(formatCount(1234), /^1\D234$/);
  });

  it("takes the plural form that its language has for a number", () => {
    useTranslation({
      locale: "pl",
      messages: {
        "{0} request": "{0} żądanie",
        "{0} requests": "{0} żądań",
        "{0} requests|few": "{0} żądania",
      },
    });
    assert.deepEqual(
      [1, 2, 5, 22].map((count) => formatNumberOf(count, "request")),
      ["1 żądanie", "2 żądania", "5 żądań", "22 żądania"],
    );
    useTranslation({ locale: "fr", messages: { "{0} request": "{0} requête" } });
    assert.equal(formatNumberOf(0, "request"), "0 requête");
    assert.equal(formatNumberOf(2, "request"), "2 requests");
  });

  it("stands without the marks of its language where that is no language", () => {
    useTranslation({ locale: "no language", messages: { unknown: "⟦unknown⟧" } });
    assert.equal(formatCount(1234.5), "1,235");
    assert.equal(formatNumberOf(2, "request"), "2 requests");
    assert.equal(t("unknown"), "⟦unknown⟧");
    assert.equal(locale(), undefined);
  });

  it("comes through a document or a message as it was, and nothing in it ends a script", () => {
    const given: Translation = { locale: "de", messages: { a: "</script><!--\u2028" } };
    const text = translationText(given);
    assert.ok(!text.includes("<"));
    assert.deepEqual(parseTranslationText(text), given);
    useTranslation(given);
    assert.deepEqual(parseTranslation(structuredClone(currentTranslation())), given);
  });

  it("is none where what was handed over is none; messages that are no text are left out", () => {
    for (const bad of [undefined, null, 3, [], {}, { locale: "de" }, { locale: 1, messages: {} }])
      assert.equal(parseTranslation(bad), undefined);
    assert.equal(parseTranslation({ locale: "de", messages: undefined }), undefined);
    assert.equal(parseTranslationText("{"), undefined);
    assert.deepEqual(parseTranslation({ locale: "de", messages: { a: "b", c: 3, d: null } }), {
      locale: "de",
      messages: { a: "b" },
    });
  });
});
