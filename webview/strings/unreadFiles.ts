import { formatBytes, formatCount } from "../../src/core/format";

export const unreadFiles = {
  region: "Files that could not be read",
  summary: (count: number): string =>
    count === 1
      ? "1 file of this session could not be read, or not wholly."
      : `${formatCount(count)} files of this session could not be read, or not wholly.`,
  rest: "What could be read is shown.",
  line: (line: number): string => `line ${formatCount(line)}`,
  offset: (offset: number): string => `from byte ${formatCount(offset)} (${formatBytes(offset)})`,
};
