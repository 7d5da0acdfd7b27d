import type { FoundItems } from "../../../src/core/protocol";
import { foldCase, itemHolds, type TextScope } from "../../../src/core/search/searchText";
import type { OpenedFixture } from "../../support/openFixture";

/** What a host finds in the texts of a session. */
export function foundByHost(
  shown: OpenedFixture | undefined,
  text: string,
  scope: TextScope,
): FoundItems {
  const found = (shown?.items ?? []).flatMap((items, segment) =>
    items.flatMap((item, index) =>
      itemHolds(item, foldCase(text), scope) ? [{ segment, index }] : [],
    ),
  );
  return {
    segments: Uint32Array.from(found, ({ segment }) => segment).buffer,
    items: Uint32Array.from(found, ({ index }) => index).buffer,
    cut: false,
    unread: 0,
    problem: undefined,
  };
}
