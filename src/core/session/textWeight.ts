import type { LoggedItem } from "../log/item";
import { plainFigures, type TextFigures } from "./scan/textMeter";

/** Weights of an item's parts, in the order of tokens before a session's own scale is applied. */
export interface ItemWeights {
  readonly rest: number;
  readonly content: number;
  readonly attachments: number;
}

/** Tokens that a provider's frame around one item takes, roughly. */
export const frameWeight = 4;
/** Tokens of one image at a common size; the uncertainty of this is the prior's affair. */
export const imageWeight = 800;
/** Bytes of encrypted reasoning that stand for one token, roughly: base64 of text. */
export const encryptedBytesPerToken = 4;

const quotes = 2;

/** A prior for the tokens of an item, from the kinds of its characters. Long texts are sampled. */
export function itemWeights(item: LoggedItem, texts: TextFigures = plainFigures()): ItemWeights {
  const { weight } = texts;
  switch (item.kind) {
    case "message":
      return plain(item.content.reduce((sum, part) => sum + weight(part.text), 0));
    case "tool_call":
      return plain(weight(item.name) + weight(item.arguments));
    case "tool_result":
      return {
        rest: frameWeight + weight(item.summary),
        content: item.content === undefined ? 0 : weight(item.content),
        attachments: item.attachments.length * imageWeight,
      };
    case "reasoning":
      // What is billed is the reasoning itself: where it is encrypted, the readable summary is not it.
      return plain(
        item.encryptedContent === undefined
          ? weight(item.text) + item.summary.reduce((sum, part) => sum + weight(part), 0)
          : (texts.literalBytes(item.encryptedContent) - quotes) / encryptedBytesPerToken,
      );
  }
}

function plain(weight: number): ItemWeights {
  return { rest: frameWeight + weight, content: 0, attachments: 0 };
}

/** Weight of a text: an estimate of its tokens, within a few per cent for byte-pair tokenizers of today. */
export function textWeight(text: string): number {
  return plainFigures().weight(text);
}
