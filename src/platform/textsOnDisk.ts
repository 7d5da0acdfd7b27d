import type { Session } from "../core/session/session";
import type { ReadTexts } from "./exportPage";
import { itemBriefs } from "./itemBriefs";
import { readRecords } from "./readRecords";
import type { SessionRef } from "./sessionRef";

/** Reads short texts of items of a session from its logs on disk. */
export function textsOnDisk({ segmentFiles }: SessionRef, { segments }: Session): ReadTexts {
  return async (position, items, signal) => {
    const segment = segments[position];
    const file = segmentFiles.find(({ id }) => id === segment?.id)?.path;
    if (segment === undefined || file === undefined) return [];
    return await itemBriefs(segment.items, position, items, (places) =>
      readRecords(file, places, signal),
    );
  };
}
