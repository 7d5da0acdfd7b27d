import { jsonStringBytes } from "../../prune/jsonBytes";
import { LiteralWriter } from "./literalBytes";
import { draftBytes, sharedScanSpace, type ScanSpace } from "./scanSpace";
import { StreamedWeight } from "./streamedWeight";
import { TextHash } from "./textHash";

/** What an item's columns need of its texts. */
export interface TextFigures {
  /** Bytes of the literal, quotes included, as the agent counts them. */
  readonly literalBytes: (text: string) => number;
  /** An estimate of the text's tokens, within a few per cent for byte-pair tokenizers of today. */
  readonly weight: (text: string) => number;
  /** Equal for equal texts. */
  readonly hash: (text: string) => number;
}

/** Figures of texts that are strings already: they are written out as the writer would and measured as lines are. */
export function stringFigures(space: ScanSpace): TextFigures {
  const streamed = new StreamedWeight(space);
  const hash = new TextHash();
  const { bytes } = space;
  return {
    literalBytes: jsonStringBytes,
    weight(text) {
      const writer = new LiteralWriter(text);
      streamed.begin();
      while (!writer.isDone) streamed.take(bytes, 0, writer.write(bytes, draftBytes));
      return streamed.end();
    },
    hash(text) {
      const writer = new LiteralWriter(text);
      hash.begin();
      while (!writer.isDone) hash.take(bytes, 0, writer.write(bytes, draftBytes));
      return hash.end();
    },
  };
}

let shared: TextFigures | undefined;

/** Figures of strings, in the space that all share. */
export function plainFigures(): TextFigures {
  shared ??= stringFigures(sharedScanSpace());
  return shared;
}
