import * as vscode from "vscode";
import { formatBytes, formatCount } from "../../core/format";
import { parseObject } from "../../core/log/parseLine";
import { prettyJson } from "../../core/log/prettyJson";
import { visibleText } from "../../core/visibleText";
import type { RawRecord } from "../../platform/readRecord";
import type { RecordPlace } from "./documents";

/** An editor becomes slow with more. */
const mostBytes = 16 * 1024 * 1024;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const tolerant = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text that shows a record: JSON laid out, or, where it is none, why and the line as it stands in the file. */
export function recordText(
  record: RawRecord,
  place: RecordPlace,
): { readonly text: string; readonly isJson: boolean } {
  const { t } = vscode.l10n;
  const line = t("Line {0}, byte {1}", formatCount(place.line), formatCount(place.offset));
  const file = visibleText(place.file);
  if (record.kind === "failed")
    return {
      text: `${t("{0}: the record cannot be shown, {1}.", line, record.what)}\n${file}\n`,
      isJson: false,
    };
  const { bytes } = record;
  const parsed =
    bytes.length > mostBytes
      ? {
          problem: t(
            "it has {0}, of which the first {1} are shown",
            formatBytes(bytes.length),
            formatBytes(mostBytes),
          ),
        }
      : parseObject(bytes, (each) => strict.decode(each));
  if (!("problem" in parsed))
    return { text: `${prettyJson(strict.decode(bytes))}\n`, isJson: true };
  const raw = tolerant
    .decode(bytes.subarray(0, mostBytes))
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  return {
    text: `${t("{0}: not shown as a record, {1}.", line, parsed.problem)}\n${file}\n${t(
      "What follows is the line as it stands in the file; bytes that are not UTF-8 are shown as \ufffd.",
    )}\n\n${raw}\n`,
    isJson: false,
  };
}
