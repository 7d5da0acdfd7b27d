/**
 * The words of the product in another language. English sentences are the keys, as in VS Code's own bundles: `{0}` and
 * `{1}` stand for what varies. What a language lacks is said in English.
 */
export interface Translation {
  /** Language tag, for instance `de` or `pt-br`: how numbers are written and which plural is taken. */
  readonly locale: string;
  readonly messages: Readonly<Record<string, string>>;
}

/** What stands between the digits of a number. */
export interface NumberMarks {
  readonly group: string;
  readonly decimal: string;
}

const englishMarks: NumberMarks = { group: ",", decimal: "." };

let current: Translation | undefined;
let messages: ReadonlyMap<string, string> = new Map();
let marks = englishMarks;
let plurals: Intl.PluralRules | undefined;

/**
 * Says everything from here on in another language; undefined for English. Programs call it once, in the first module
 * that they load: tables of words are made when their modules are.
 */
export function useTranslation(translation: Translation | undefined): void {
  current = translation;
  messages = new Map(Object.entries(translation?.messages ?? {}));
  marks = translation === undefined ? englishMarks : marksOf(translation.locale);
  plurals = translation === undefined ? undefined : pluralsOf(translation.locale);
}

/** What `useTranslation` was given, to be handed to another program. */
export function currentTranslation(): Translation | undefined {
  return current;
}

/**
 * A message in the user's language, what varies put in its places. `npm run strings` gathers the messages, so the first
 * argument is a text that stands there as it is.
 */
export function t(message: string, ...values: readonly (string | number)[]): string {
  return filled(messages.get(message) ?? message, values);
}

/**
 * A number, already written, and its noun: the message `{0} request` or `{0} requests`. A language with further plural
 * forms has them under the second one's key and their name in CLDR: `{0} requests|few`.
 */
export function numbered(value: number, written: string, noun: string, plural: string): string {
  if (current === undefined) return `${written} ${value === 1 ? noun : plural}`;
  const form = plurals?.select(value) ?? (value === 1 ? "one" : "other");
  const key = `{0} ${form === "one" ? noun : plural}`;
  const english = `{0} ${value === 1 ? noun : plural}`;
  return filled(messages.get(`${key}|${form}`) ?? messages.get(key) ?? english, [written]);
}

/** The language in use; undefined for English, where the reader's own way of writing moments holds. */
export function locale(): string | undefined {
  return plurals === undefined ? undefined : current?.locale;
}

/** What separates thousands and decimals in the language in use. */
export function numberMarks(): NumberMarks {
  return marks;
}

/** A placeholder without a value stays as it is, so that the fault is seen. */
function filled(message: string, values: readonly (string | number)[]): string {
  if (values.length === 0) return message;
  return message.replace(/\{(\d+)\}/g, (placeholder, position: string) =>
    String(values[Number(position)] ?? placeholder),
  );
}

function marksOf(locale: string): NumberMarks {
  try {
    const parts = new Intl.NumberFormat(locale, { numberingSystem: "latn" }).formatToParts(
      1234567.5,
    );
    const mark = (type: string, otherwise: string) =>
      parts.find((part) => part.type === type)?.value ?? otherwise;
    return {
      group: mark("group", englishMarks.group),
      decimal: mark("decimal", englishMarks.decimal),
    };
  } catch {
    // Not a language tag.
    return englishMarks;
  }
}

function pluralsOf(locale: string): Intl.PluralRules | undefined {
  try {
    return new Intl.PluralRules(locale);
  } catch {
    return undefined;
  }
}
