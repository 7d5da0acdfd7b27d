import { MadeRows } from "../../src/core/session/rows";

/** A session, a segment, or what holds them, with arrays in place of rows that are made when they are asked for. */
export function plain(value: unknown): unknown {
  if (value instanceof MadeRows) return value.slice();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, plain(own)]));
}
