import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";

/** Long, so that only what never comes fails: a machine may be busy with anything else. */
const patienceMilliseconds = 20_000;
const pauseMilliseconds = 15;

type Read<Value> = () => Promise<Value> | Value;

/**
 * Reads again and again until the value is deeply equal to what is expected: what was done is drawn a moment later.
 * @param about what the failure says beside the value that was read last
 * @throws AssertionError after 20 s
 */
export async function eventually<Value>(
  read: Read<Value>,
  expected: NoInfer<Value>,
  about?: string,
): Promise<void> {
  await passes(read, (value) => {
    assert.deepEqual(value, expected, about);
  });
}

/** Reads until the value is no longer what it was. Throws as `eventually` does. */
export async function eventuallyNot<Value>(
  read: Read<Value>,
  before: NoInfer<Value>,
  about?: string,
): Promise<void> {
  await passes(read, (value) => {
    assert.notDeepEqual(value, before, about);
  });
}

/** Reads until the text matches; nothing counts as an empty text. Throws as `eventually` does. */
export async function eventuallyMatches(
  read: Read<string | null | undefined>,
  pattern: RegExp,
  about?: string,
): Promise<void> {
  await passes(read, (text) => {
    assert.match(text ?? "", pattern, about);
  });
}

/** Reads until it holds. Throws as `eventually` does. */
export async function eventuallyHolds(read: Read<boolean>, about?: string): Promise<void> {
  await passes(read, (holds) => {
    assert.ok(holds, about);
  });
}

/** Reads until what was read passes a check, and gives the value that did. Throws what the check threw last, after 20 s. */
export async function passes<Value>(
  read: Read<Value>,
  check: (value: Value) => void,
): Promise<Value> {
  const deadline = Date.now() + patienceMilliseconds;
  for (;;) {
    const value = await read();
    try {
      check(value);
      return value;
    } catch (error) {
      if (Date.now() > deadline) throw withLast(error, value);
    }
    await pause(pauseMilliseconds);
  }
}

/** An assertion that brings words of its own says nothing of the value. */
function withLast(error: unknown, last: unknown): unknown {
  if (!(error instanceof assert.AssertionError)) return error;
  const { message, actual, expected } = error;
  const shown = inspect(last, { breakLength: Infinity }).slice(0, 2000);
  return new assert.AssertionError({
    message: `${message}\nlast read: ${shown}`,
    ...{ actual, expected },
  });
}
