import { formatBytes, formatCount, formatNumberOf } from "./format";
import { t } from "./l10n/translation";
import type { LoggedItem, ToolResultItem } from "./log/item";

/** What a request's texts may have: what is longer is cut, and says so. UTF-16 units. */
export interface RequestTextLimits {
  readonly itemCharacters: number;
  readonly totalCharacters: number;
}

const requestTextLimits: RequestTextLimits = {
  itemCharacters: 512 * 1024,
  totalCharacters: 16 * 1024 * 1024,
};

/** One item of the request's history. */
export interface RequestTextItem {
  readonly index: number;
  /** The item, a sentence saying why its record cannot be read, or undefined where the writer was full before it. */
  readonly item: LoggedItem | string | undefined;
  readonly toolName: string | undefined;
  /** True where its content was left out of the request. */
  readonly leftOut: boolean;
}

export interface RequestTexts {
  /** The whole history. */
  readonly whole: string;
  /** The history as it was sent: the same, without what was left out. */
  readonly sent: string;
  /** Items whose text was cut, or not written at all since the limit was reached. */
  readonly cutItems: number;
}

/**
 * A request's history as two plain texts for a comparison, written item by item so that nothing but the texts is held.
 * Each item has a heading at the line's beginning and its text below, indented, so that no logged text can look like a
 * heading. Line separators are shown as escapes, since an editor takes them for line ends.
 */
export class RequestTextWriter {
  readonly #limits: RequestTextLimits;
  readonly #whole: string[] = [];
  readonly #sent: string[] = [];
  readonly #title: string;
  #characters = 0;
  #items = 0;
  #leftOutItems = 0;
  #cutItems = 0;

  /** `title` names the request; it stands in the first line of both texts. */
  constructor(title: string, limits: RequestTextLimits = requestTextLimits) {
    this.#title = title;
    this.#limits = limits;
  }

  /** True once the limit is reached: further items are named, their records need not be read. */
  get isFull(): boolean {
    return this.#characters >= this.#limits.totalCharacters;
  }

  add({ index, item, toolName, leftOut }: RequestTextItem): void {
    this.#items += 1;
    if (leftOut) this.#leftOutItems += 1;
    this.#line(headingOf(index, item, toolName));
    if (item === undefined || typeof item === "string") {
      this.#line(
        item === undefined
          ? t(
              "  [not shown: this comparison ends at {0}]",
              formatNumberOf(this.#limits.totalCharacters, "character"),
            )
          : t("  [the record of this item cannot be read: {0}]", plain(item)),
      );
      if (leftOut) this.#sent.push(t("  [its content was left out of this request]"));
      if (item === undefined) this.#cutItems += 1;
      this.#line("");
      return;
    }
    const room = Math.min(
      this.#limits.itemCharacters,
      Math.max(0, this.#limits.totalCharacters - this.#characters),
    );
    const body = new Body(room);
    writeItem(body, item);
    for (const line of body.lines) this.#line(line);
    if (item.kind === "tool_result") this.#content(body, item, leftOut);
    this.#characters += room - body.room;
    if (body.isCut) this.#cutItems += 1;
    this.#line("");
  }

  texts(): RequestTexts {
    const facts = [
      plain(this.#title).replace(/[\r\n]+/g, " "),
      formatNumberOf(this.#items, "item"),
      t("{0} left out", formatCount(this.#leftOutItems)),
      ...(this.#cutItems > 0
        ? [t("{0} shown in part or not at all", formatNumberOf(this.#cutItems, "item"))]
        : []),
    ];
    const head = `${facts.join(" · ")}\n\n`;
    return {
      whole: head + this.#whole.join("\n"),
      sent: head + this.#sent.join("\n"),
      cutItems: this.#cutItems,
    };
  }

  #line(line: string): void {
    this.#whole.push(line);
    this.#sent.push(line);
  }

  #content(body: Body, result: ToolResultItem, leftOut: boolean): void {
    const content = new Body(body.room);
    if (result.content !== undefined) content.text(t("content"), result.content);
    for (const { mimeType, data } of result.attachments)
      content.note(
        t("attachment: {0}, {1}", plain(mimeType), formatNumberOf(data.length, "base64 character")),
      );
    this.#whole.push(...content.lines);
    if (leftOut) this.#sent.push(t("  [left out of this request: {0}]", leftOutWords(result)));
    else this.#sent.push(...content.lines);
    body.take(content);
  }
}

/** Lines of one item, indented, as long as there is room. */
class Body {
  readonly lines: string[] = [];
  #room: number;
  #isCut = false;

  constructor(room: number) {
    this.#room = room;
  }

  get room(): number {
    return this.#room;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  note(words: string): void {
    this.lines.push(`  [${words}]`);
  }

  text(label: string | undefined, text: string): void {
    if (label !== undefined) this.lines.push(`  ${label}:`);
    const shown = text.slice(0, this.#room);
    this.#room -= shown.length;
    const indent = label === undefined ? "  " : "    ";
    for (const line of plain(shown).split(/\r\n|\r|\n/)) this.lines.push(indent + line);
    if (shown.length === text.length) return;
    this.#isCut = true;
    this.note(t("{0} not shown", formatNumberOf(text.length - shown.length, "more character")));
  }

  /** Counts what another body wrote as written here. */
  take(other: Body): void {
    this.#room = other.room;
    this.#isCut ||= other.isCut;
  }
}

function headingOf(
  index: number,
  item: LoggedItem | string | undefined,
  toolName: string | undefined,
): string {
  const parts = [t("item {0}", formatCount(index))];
  if (item !== undefined && typeof item !== "string") parts.push(...kindWords(item, toolName));
  return parts
    .map(plain)
    .join(" · ")
    .replace(/[\r\n]+/g, " ");
}

function kindWords(item: LoggedItem, toolName: string | undefined): readonly string[] {
  switch (item.kind) {
    case "message":
      return [t("{0} message", item.role)];
    case "reasoning":
      return [t("reasoning")];
    case "tool_call":
      return [t("tool call"), item.name, item.callId];
    case "tool_result":
      return [
        item.isError ? t("tool result, an error") : t("tool result"),
        ...(toolName === undefined ? [] : [toolName]),
        item.callId,
      ];
  }
}

function writeItem(body: Body, item: LoggedItem): void {
  switch (item.kind) {
    case "message":
      for (const part of item.content)
        body.text(part.kind === "refusal" ? t("refusal") : undefined, part.text);
      return;
    case "reasoning":
      if (item.text !== "") body.text(undefined, item.text);
      for (const part of item.summary) body.text(t("summary"), part);
      if (item.encryptedContent !== undefined)
        body.note(
          t("encrypted content: {0}", formatNumberOf(item.encryptedContent.length, "character")),
        );
      if (item.signature !== undefined)
        body.note(t("signature: {0}", formatNumberOf(item.signature.length, "character")));
      return;
    case "tool_call":
      body.text(t("arguments"), item.arguments);
      return;
    case "tool_result":
      body.text(t("summary"), item.summary);
      return;
  }
}

function leftOutWords({ content, attachments }: ToolResultItem): string {
  const parts: string[] = [];
  if (content !== undefined) parts.push(t("content, {0}", formatBytes(utf8Bytes(content))));
  if (attachments.length > 0) parts.push(formatNumberOf(attachments.length, "attachment"));
  return parts.join(t(" and "));
}

function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    // The halves of a pair are four bytes together: one more for each than the one that was counted.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

function plain(text: string): string {
  return text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
