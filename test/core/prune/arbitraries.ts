import fc from "fast-check";
import type { LoggedItem } from "../../../src/core/log/item";

/** Texts that are hard to measure: every plane of Unicode, what JSON escapes, what it only seems to escape. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...Array.from(
            '\u0000\u0001\b\t\n\u000b\f\r\u000e\u001f "\\/\u007f\u0080\u07ff\u0800\u2028\u2029\uffff',
          ),
          ...Array.from("aé日𝄞😀"),
          "\\u0041",
          "\\n",
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "x".repeat(300), "日".repeat(90), "\u0001".repeat(50)),
  },
);

const optionalText = fc.option(text, { nil: undefined });

export const message: fc.Arbitrary<LoggedItem> = fc.record({
  kind: fc.constant("message"),
  role: fc.constantFrom("user", "assistant", "system"),
  content: fc.array(fc.record({ kind: fc.constantFrom("text", "refusal"), text }), {
    maxLength: 3,
  }),
});

const toolCall: fc.Arbitrary<LoggedItem> = fc.record({
  kind: fc.constant("tool_call"),
  callId: text,
  name: text,
  arguments: text,
});

export const toolResult: fc.Arbitrary<LoggedItem> = fc.record({
  kind: fc.constant("tool_result"),
  callId: text,
  summary: text,
  content: optionalText,
  isError: fc.boolean(),
  attachments: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.record({ mimeType: text, data: text }), { maxLength: 2 }) },
  ),
});

export const reasoning: fc.Arbitrary<LoggedItem> = fc.record({
  kind: fc.constant("reasoning"),
  text,
  summary: fc.array(text, { maxLength: 3 }),
  encryptedContent: optionalText,
  signature: optionalText,
});

/** Any item; results are what matters most. */
export const item: fc.Arbitrary<LoggedItem> = fc.oneof(
  { weight: 4, arbitrary: toolResult },
  { weight: 2, arbitrary: message },
  { weight: 1, arbitrary: toolCall },
  { weight: 1, arbitrary: reasoning },
);

/** Whole numbers from 0 to 2^53 − 1, small ones and those at the edge more often than their share. */
export const count: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(2000) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1) },
  { weight: 1, arbitrary: fc.nat(10_000_000) },
  {
    weight: 1,
    arbitrary: fc.nat(3000).map((below) => Number.MAX_SAFE_INTEGER - below),
  },
  { weight: 1, arbitrary: fc.maxSafeNat() },
);
