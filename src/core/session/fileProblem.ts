import * as s from "../shape";
import { byteOffset, lineNumber, type ByteOffset, type LineNumber } from "../units";

/** Something on disk that could not be read, or not wholly: where, and what is wrong in words. */
export interface FileProblem {
  readonly path: string;
  readonly what: string;
  /** Where in the file, for problems that have a place. */
  readonly line?: LineNumber;
  readonly offset?: ByteOffset;
  /** It may be over in a moment, as a line is that is just being written. */
  readonly passing?: true;
}

/** The shape of a problem that arrives from elsewhere. */
export const fileProblem: s.Shape<FileProblem> = s.mapped(
  s.object({
    path: s.text,
    what: s.text,
    line: s.maybe(s.mapped(s.count, lineNumber)),
    offset: s.maybe(s.mapped(s.count, byteOffset)),
    passing: s.maybe(s.flag),
  }),
  ({ path, what, line, offset, passing }) => ({
    path,
    what,
    ...(line === undefined ? {} : { line }),
    ...(offset === undefined ? {} : { offset }),
    ...(passing === true ? { passing } : {}),
  }),
);
