import { itemKinds } from "../session/itemColumns";
import type { Segment } from "../session/segment";
import { Fingerprint } from "./fingerprint";
import type { Steps } from "./steps";

/** What the items of a segment are, as numbers that mean the same in every session. */
export interface SegmentPrints {
  /** Equal for items of the same kind and tool whose texts have the same size and weight: in all likelihood the same. */
  readonly same: Float64Array;
  /** Equal for items of the same kind and tool. */
  readonly alike: Float64Array;
}

/**
 * Fingerprints of items. Texts stay in the file, so an item is known by kind, tool, bytes of its content and the weights
 * of its texts. Its whole bytes would not do: they hold ids, which differ from session to session. Yields the share done.
 */
export function* itemPrints(
  { items, toolNames }: Segment,
  steps: Steps,
): Generator<number, SegmentPrints> {
  const { length } = items;
  const same = new Float64Array(length);
  const alike = new Float64Array(length);
  const looks = new Map<number, number>();
  const print = new Fingerprint();
  const weights = new Float32Array(3);
  const bits = new Int32Array(weights.buffer);
  for (let item = 0; item < length; item++) {
    const kind = items.kind[item] ?? 0;
    const tool = items.tool[item] ?? -1;
    const place = (tool + 1) * itemKinds.length + kind;
    let look = looks.get(place);
    if (look === undefined) {
      print.clear();
      print.add(kind);
      print.addText(toolNames[tool] ?? "");
      look = print.value;
      looks.set(place, look);
    }
    weights[0] = items.restWeight[item] ?? 0;
    weights[1] = items.contentWeight[item] ?? 0;
    weights[2] = items.attachmentWeight[item] ?? 0;
    print.clear();
    print.addWide(look);
    print.add(items.contentBytes[item] ?? 0);
    print.add(items.attachmentBytes[item] ?? 0);
    for (const each of bits) print.add(each);
    alike[item] = look;
    same[item] = print.value;
    if (steps.add(stepsOfItem)) yield item / length;
  }
  return { same, alike };
}

/** About as long as so many of the steps that are counted. */
const stepsOfItem = 12;
