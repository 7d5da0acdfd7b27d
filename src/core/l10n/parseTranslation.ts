import { isObject } from "../log/json";
import type { Translation } from "./translation";

/** Id of the element of a page's document that holds the translation as JSON. */
export const translationElement = "translation";

/** A translation from whatever was handed over; undefined for what is none. Messages that are no text are left out. */
export function parseTranslation(value: unknown): Translation | undefined {
  if (!isObject(value)) return undefined;
  const { locale, messages } = value;
  if (typeof locale !== "string" || !isObject(messages)) return undefined;
  const texts = Object.entries(messages).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return { locale, messages: Object.fromEntries(texts) };
}

/** A translation from JSON; undefined for what is neither. */
export function parseTranslationText(text: string): Translation | undefined {
  try {
    return parseTranslation(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** JSON that can stand in a script element or a program: nothing in it ends either. */
export function translationText(translation: Translation): string {
  return JSON.stringify(translation).replaceAll("<", "\\u003c");
}
