import { t } from "../../l10n/translation";
import type { LostRecord } from "../segment";
import { byteText, recordStarts, remainsOf, type Remains } from "./remains";

/** A part of a line that begins as a record does, by its bytes, and what can be told of it where it cannot be read. */
export interface LinePart {
  readonly from: number;
  readonly to: number;
  readonly remains: Remains;
}

/** The records that begin on a line. Only one, of which nothing is known, where the line is too long to be looked through. */
export function partsOf(bytes: Uint8Array): readonly LinePart[] {
  const line = byteText(bytes);
  if (line === undefined)
    return [{ from: 0, to: bytes.length, remains: { lost: "unknown", item: undefined } }];
  const starts = recordStarts(line);
  return starts.map((from, at) => {
    const to = starts[at + 1] ?? bytes.length;
    return { from, to, remains: remainsOf(line.slice(from, to)) };
  });
}

/** What a line may have lost, the gravest first. */
const losses: readonly LostRecord[] = ["unknown", "item", "measurement", "evaluation"];

/** What is said of a line of which some records could be read, and others are lost. */
export function recovered(
  reason: string,
  read: number,
  lost: readonly LostRecord[],
): { readonly reason: string; readonly lost: LostRecord } {
  const gravest = losses.find((each) => lost.includes(each)) ?? "nothing";
  const whole =
    read === 0
      ? reason
      : read === 1
        ? t("{0}; one whole record on it is taken", reason)
        : t("{0}; {1} whole records on it are taken", reason, read);
  return { reason: withLoss(whole, gravest), lost: gravest };
}

function withLoss(reason: string, lost: LostRecord): string {
  switch (lost) {
    case "item":
      return t("{0}; it held an item of the history, whose place is known", reason);
    case "measurement":
      return t("{0}; it held a measured request", reason);
    case "evaluation":
      return t("{0}; it held an evaluation", reason);
    case "nothing":
    case "unknown":
      return reason;
  }
}
