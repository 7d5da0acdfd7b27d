/** What a line must be to whoever reads it, found without any code of the product. */
export type Verdict =
  /** Not UTF-8, not JSON, no object, or without a kind: no reader can make anything of it. */
  | { readonly kind: "unreadable" }
  /** Exactly as the format says: it must be read. */
  | { readonly kind: "readable"; readonly holds: Holds }
  /** A record with something missing or odd: to be read or to be named, as the reader sees fit. */
  | { readonly kind: "odd" };

/** What stands in a line that must be found in the segment; the number of items where it holds some. */
export type Holds =
  | { readonly what: "items" | "opening"; readonly items: number }
  | { readonly what: "usage" | "evaluation" | "nothing" };

export interface JudgedLine {
  readonly number: number;
  readonly offset: number;
  readonly byteLength: number;
  readonly verdict: Verdict;
}

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Every committed line of a log. */
export function judgeLines(bytes: Uint8Array): readonly JudgedLine[] {
  const lines: JudgedLine[] = [];
  let offset = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, offset);
    if (end === -1) return lines;
    const line = bytes.subarray(offset, end);
    lines.push({
      number: lines.length + 1,
      offset,
      byteLength: line.length,
      verdict: judge(line),
    });
    offset = end + 1;
  }
}

function judge(line: Uint8Array): Verdict {
  let value: unknown;
  let text: string;
  try {
    text = decoder.decode(line).replace(/^\ufeff/, "");
    value = JSON.parse(text);
  } catch {
    return { kind: "unreadable" };
  }
  if (!isFields(value) || typeof value["kind"] !== "string") return { kind: "unreadable" };
  // Half of a character in an escape is JSON to some and none to others; a name given twice is read either way.
  const isPlain = !/\\u[dD][89a-fA-F]/.test(text) && JSON.stringify(value) === text;
  const holds = isPlain && isCount(value["ts"]) ? holdsOf(value["kind"], value) : undefined;
  return holds === undefined ? { kind: "odd" } : { kind: "readable", holds };
}

/** What a record as the agent writes it holds; undefined where it does not look like one. */
function holdsOf(kind: string, fields: Fields): Holds | undefined {
  const nothing: Holds = { what: "nothing" };
  switch (kind) {
    case "segment_start":
    case "session_start":
      return isText(fields["session_id"]) && isListOf(fields["history"], isItem)
        ? { what: "opening", items: sizeOf(fields["history"]) }
        : undefined;
    case "invoke":
      return isText(fields["trigger"]) ? nothing : undefined;
    case "user_input":
      return isListOf(fields["segments"], has({ kind: is("text"), content: isText }))
        ? { what: "items", items: 1 }
        : undefined;
    case "assistant_item":
    case "tool_result":
      return isItem(fields["item"]) ? { what: "items", items: 1 } : undefined;
    case "system_item":
      return has({ kind: isText, body: isText })(fields["item"])
        ? { what: "items", items: 1 }
        : undefined;
    case "assistant_items":
    case "tool_results":
      return isListOf(fields["items"], isItem)
        ? { what: "items", items: sizeOf(fields["items"]) }
        : undefined;
    case "turn_end":
      return isCount(fields["turn_count"]) ? nothing : undefined;
    case "run_completed":
      return isFlag(fields["interrupted"]) && isText(fields["result"]) ? nothing : undefined;
    case "run_errored":
      return isFlag(fields["interrupted"]) && isText(fields["message"]) ? nothing : undefined;
    case "llm_usage":
      return [
        "history_len",
        "input_total_tokens",
        "cache_read_tokens",
        "cache_write_tokens",
        "output_tokens",
      ].every((name) => isCount(fields[name]))
        ? { what: "usage" }
        : undefined;
    case "extension":
      return isText(fields["domain"]) ? extension(fields["domain"], fields["payload"]) : undefined;
    default:
      return undefined;
  }
}

function extension(domain: unknown, payload: unknown): Holds | undefined {
  if (domain !== "metrics") return { what: "nothing" };
  const isFire = has({
    name: is("prune.fire"),
    ts: isCount,
    value: isCount,
    correlation_id: isText,
    dimensions: (dimensions) =>
      isTexts(dimensions) &&
      has({ candidate_count: isCountText, protected_start_index: isCountText })(dimensions),
  });
  const isSkip = has({
    name: is("prune.skip"),
    ts: isCount,
    dimensions: (dimensions) =>
      isTexts(dimensions) && has({ reason: is("no_candidates") })(dimensions),
  });
  return isFire(payload) || isSkip(payload) ? { what: "evaluation" } : undefined;
}

function isItem(value: unknown): boolean {
  return (
    has({
      kind: is("message"),
      role: isText,
      content: (list) => isListOf(list, has({ kind: is("text"), text: isText })),
    })(value) ||
    has({ kind: is("tool_call"), call_id: isText, name: isText, arguments: isText })(value) ||
    (has({ kind: is("tool_result"), call_id: isText, summary: isText })(value) &&
      isFields(value) &&
      [undefined, null].includes(value["attachments"] as undefined) &&
      optional(isText)(value["content"]) &&
      optional(isFlag)(value["is_error"])) ||
    (has({ kind: is("reasoning"), text: isText })(value) &&
      isFields(value) &&
      optional((list) => isListOf(list, isText))(value["summary"]) &&
      optional(isText)(value["encrypted_content"]) &&
      optional(isText)(value["signature"]))
  );
}

function has(checks: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isFields(value) && Object.entries(checks).every(([name, check]) => check(value[name]));
}

function is(expected: string): Check {
  return (value) => value === expected;
}

function optional(check: Check): Check {
  return (value) => value === undefined || value === null || check(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, check: Check): boolean {
  return Array.isArray(value) && value.every(check);
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isTexts(value: unknown): boolean {
  return isFields(value) && Object.values(value).every(isText);
}

function isFlag(value: unknown): boolean {
  return typeof value === "boolean";
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isCountText(value: unknown): boolean {
  return typeof value === "string" && /^(0|[1-9]\d{0,14})$/.test(value);
}
