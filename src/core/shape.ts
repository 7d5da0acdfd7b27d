import { isObject } from "./log/json";

/**
 * Checks at a door: a shape takes an `unknown` and gives the value it describes, rebuilt field by field, or says where
 * it does not fit. What a shape does not name is dropped.
 */
export type Shape<T> = (value: unknown) => T | Mismatch;

/** The value that a shape gives. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

/** Where a value does not fit, as a path of fields and positions, and what would have fitted. */
export class Mismatch {
  readonly path: string;
  readonly expected: string;

  constructor(path: string, expected: string) {
    this.path = path;
    this.expected = expected;
  }

  below(step: string): Mismatch {
    return new Mismatch(`${step}${this.path}`, this.expected);
  }

  /** A sentence for people: "segments[2].id: expected text". */
  toString(): string {
    return `${this.path === "" ? "the value" : this.path.replace(/^\./, "")}: expected ${this.expected}`;
  }
}

function plain<T>(expected: string, test: (value: unknown) => value is T): Shape<T> {
  return (value) => (test(value) ? value : new Mismatch("", expected));
}

export const text: Shape<string> = plain("text", (value) => typeof value === "string");
export const flag: Shape<boolean> = plain("true or false", (value) => typeof value === "boolean");
/** A finite number. */
export const number: Shape<number> = plain(
  "a number",
  (value): value is number => typeof value === "number" && Number.isFinite(value),
);
/** A non-negative integer up to 2^53 − 1. */
export const count: Shape<number> = plain(
  "a non-negative integer",
  (value): value is number =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
);
export const buffer: Shape<ArrayBuffer> = plain(
  "a buffer",
  (value): value is ArrayBuffer => value instanceof ArrayBuffer,
);

/** One of some texts. */
export function literal<const T extends string>(...values: readonly T[]): Shape<T> {
  return (value) =>
    values.find((candidate) => candidate === value) ??
    new Mismatch("", values.map((candidate) => JSON.stringify(candidate)).join(" or "));
}

/** Undefined where the value is absent or null, which a message may make of it. */
export function maybe<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value) => (value === undefined || value === null ? undefined : shape(value));
}

/** Turns what a shape gives into something else: a branded number, for instance. */
export function mapped<T, U>(shape: Shape<T>, map: (value: T) => U): Shape<U> {
  return (value) => {
    const fitting = shape(value);
    return fitting instanceof Mismatch ? fitting : map(fitting);
  };
}

/** A list of which every element fits; the first that does not is named by its position. */
export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return new Mismatch("", "a list");
    const fitting: T[] = [];
    for (const [position, element] of value.entries()) {
      const entry = shape(element);
      if (entry instanceof Mismatch) return entry.below(`[${String(position)}]`);
      fitting.push(entry);
    }
    return fitting;
  };
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
type ObjectOf<F extends Fields> = { readonly [Name in keyof F]: Shaped<F[Name]> };

/** An object of which every named field fits; others are left out. */
export function object<F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  return (value) => {
    if (!isObject(value)) return new Mismatch("", "an object");
    const fitting: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(fields)) {
      const field = shape(value[name]);
      if (field instanceof Mismatch) return field.below(`.${name}`);
      fitting[name] = field;
    }
    return fitting as ObjectOf<F>;
  };
}

/** One of several objects, told apart by the text in the field `tag`. */
export function tagged<T>(tag: string, shapes: Readonly<Record<string, Shape<T>>>): Shape<T> {
  return (value) => {
    if (!isObject(value)) return new Mismatch("", "an object");
    const name = value[tag];
    const shape =
      typeof name === "string" && Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    return shape === undefined
      ? new Mismatch(`.${tag}`, Object.keys(shapes).join(" or "))
      : shape(value);
  };
}
