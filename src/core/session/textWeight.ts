import type { LoggedItem } from "../log/item";

/** Weights of an item's parts, in the order of tokens before a session's own scale is applied. */
export interface ItemWeights {
  readonly rest: number;
  readonly content: number;
  readonly attachments: number;
}

/** Tokens that a provider's frame around one item takes, roughly. */
const frameWeight = 4;
/** Tokens of one image at a common size; the uncertainty of this is the prior's affair. */
const imageWeight = 800;

/**
 * A prior for the tokens of an item, from the kinds of its characters: a run of letters is about one token for each
 * five, digits come in threes, a run of blanks is one, a line end, a punctuation mark and a CJK character one each.
 */
export function itemWeights(item: LoggedItem): ItemWeights {
  switch (item.kind) {
    case "message":
      return plain(item.content.reduce((sum, part) => sum + textWeight(part.text), 0));
    case "tool_call":
      return plain(textWeight(item.name) + textWeight(item.arguments));
    case "tool_result":
      return {
        rest: frameWeight + textWeight(item.summary),
        content: item.content === undefined ? 0 : textWeight(item.content),
        attachments: item.attachments.length * imageWeight,
      };
    case "reasoning":
      return plain(
        textWeight(item.text) + item.summary.reduce((sum, part) => sum + textWeight(part), 0),
      );
  }
}

function plain(weight: number): ItemWeights {
  return { rest: frameWeight + weight, content: 0, attachments: 0 };
}

/** Weight of a text: an estimate of its tokens. */
export function textWeight(text: string): number {
  let weight = 0;
  let letters = 0;
  let digits = 0;
  let blanks = 0;
  const close = () => {
    weight += Math.ceil(letters / 5) + Math.ceil(digits / 3) + (blanks > 1 ? 1 : 0);
    letters = digits = blanks = 0;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) {
      if (digits > 0 || blanks > 0) close();
      letters++;
    } else if (code >= 0x30 && code <= 0x39) {
      if (letters > 0 || blanks > 0) close();
      digits++;
    } else if (code === 0x20 || code === 0x09) {
      if (letters > 0 || digits > 0) close();
      blanks++;
    } else {
      close();
      weight += code < 0x80 ? 1 : code < 0x250 ? 0.6 : 0.9;
    }
  }
  close();
  return weight;
}
