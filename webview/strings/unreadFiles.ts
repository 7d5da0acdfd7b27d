import { formatBytes, formatCount } from "../../src/core/format";
import { t } from "../../src/core/l10n/translation";

export const unreadFiles = {
  region: t("Files that could not be read"),
  summary: (count: number): string =>
    count === 1
      ? t("1 file of this session could not be read, or not wholly.")
      : t("{0} files of this session could not be read, or not wholly.", formatCount(count)),
  rest: t("What could be read, now or before, is shown."),
  line: (line: number): string => t("line {0}", formatCount(line)),
  offset: (offset: number): string =>
    t("from byte {0} ({1})", formatCount(offset), formatBytes(offset)),
};
