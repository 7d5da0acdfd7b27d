import { t } from "../l10n/translation";

/** A JSON object whose fields have not been looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The field's string, or undefined where it is absent, null or of another type. */
export function stringField(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" ? value : undefined;
}

/** The field's object, or undefined. */
export function objectField(object: JsonObject, name: string): JsonObject | undefined {
  const value = object[name];
  return isObject(value) ? value : undefined;
}

/** The field's list, or undefined. */
export function listField(object: JsonObject, name: string): readonly unknown[] | undefined {
  const value = object[name];
  return Array.isArray(value) ? value : undefined;
}

/** The field's finite number, or undefined. Never −0. */
export function numberField(object: JsonObject, name: string): number | undefined {
  const value = object[name];
  return typeof value === "number" && Number.isFinite(value) ? value + 0 : undefined;
}

/** The field's non-negative integer up to 2^53 − 1, the range in which the core is exact, or undefined. */
export function countField(object: JsonObject, name: string): number | undefined {
  const value = numberField(object, name);
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** The value that a text holds as JSON, undefined where it holds none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type FieldType = "string" | "boolean" | "number" | "list" | "object";

/**
 * The first of some optional fields that is neither absent nor null nor of its type, as a sentence; undefined where all
 * are well.
 */
export function misfit(
  object: JsonObject,
  fields: Readonly<Record<string, FieldType>>,
): string | undefined {
  for (const [name, type] of Object.entries(fields)) {
    const value = object[name];
    if (value !== undefined && value !== null && typeOf(value) !== type)
      return t("{0} is not a {1}", name, type);
  }
  return undefined;
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}
