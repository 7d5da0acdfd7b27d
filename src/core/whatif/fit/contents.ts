import { Interned } from "../../session/columns";
import type { ItemColumns } from "../../session/itemColumns";
import type { Session } from "../../session/session";
import { inSlices } from "../../work";

/**
 * Everything that pruning can leave out of a session's requests: the content and attachments of its tool results, each
 * once, though a fork carries its parent's on. Columns, one value a content.
 */
export interface Contents {
  readonly count: number;
  readonly textWeight: Float64Array;
  readonly imageWeight: Float64Array;
  /** Number of the tool that gave it; the many tools that give least share the last number. */
  readonly tool: Int32Array;
  readonly toolCount: number;
  /** For each segment the content of each result that the projection changes, in history order. */
  readonly bySegment: readonly Int32Array[];
  /** For each segment: where its history branches off another's. */
  readonly branches: readonly (Branch | undefined)[];
}

/** The first `items` of a forked segment's history, with `contents` contents among them, are its parent's. */
export interface Branch {
  readonly parent: number;
  readonly items: number;
  readonly contents: number;
}

/** Tools that are told apart; each costs the fit an unknown that touches everything. */
const mostTools = 24;

/** Collects the contents of a session, segment by segment, in steps. */
export function* sessionContents(session: Session): Generator<number, Contents> {
  const textWeight: number[] = [];
  const imageWeight: number[] = [];
  const toolName: number[] = [];
  const names = new Interned();
  const bySegment: Int32Array[] = [];
  const branches = session.segments.map((_, segment) => branchOf(session, segment));
  for (const [position, segment] of session.segments.entries()) {
    const branch = branches[position];
    const inherited = branch === undefined ? undefined : bySegment[branch.parent];
    const ids: number[] = [];
    const { items } = segment;
    const collect = (from: number, to: number) => {
      for (let item = from; item < to; item++) {
        if (items.projectable[item] !== 1) continue;
        const shared = branch !== undefined && item < branch.items;
        const id = shared ? inherited?.[ids.length] : undefined;
        ids.push(id ?? textWeight.length);
        if (id !== undefined) continue;
        textWeight.push(items.contentWeight[item] ?? 0);
        imageWeight.push(items.attachmentWeight[item] ?? 0);
        toolName.push(names.idOf(segment.toolNames[items.tool[item] ?? -1] ?? ""));
      }
    };
    yield* inSlices(items.length, collect);
    bySegment.push(Int32Array.from(ids));
  }
  return {
    count: textWeight.length,
    textWeight: Float64Array.from(textWeight),
    imageWeight: Float64Array.from(imageWeight),
    ...numberedTools(toolName, textWeight, names.strings.length),
    bySegment,
    branches,
  };
}

function numberedTools(
  toolName: readonly number[],
  textWeight: readonly number[],
  nameCount: number,
): Pick<Contents, "tool" | "toolCount"> {
  const weights = new Float64Array(nameCount);
  for (const [id, name] of toolName.entries())
    weights[name] = (weights[name] ?? 0) + (textWeight[id] ?? 0);
  const heaviest = Array.from(weights, (_, name) => name).sort(
    (a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b,
  );
  const toolCount = Math.min(nameCount, mostTools);
  const number = new Map(heaviest.map((name, rank) => [name, Math.min(rank, mostTools - 1)]));
  return { tool: Int32Array.from(toolName, (name) => number.get(name) ?? 0), toolCount };
}

/** A fork's parent stands before it in the session; its items are compared, so that nothing is taken on trust. */
function branchOf(session: Session, position: number): Branch | undefined {
  const segment = session.segments[position];
  if (segment?.origin.kind !== "forked") return undefined;
  const { segmentId } = segment.origin;
  const parent = session.segments.findIndex(({ id }) => id === segmentId);
  const parentItems = session.segments[parent]?.items;
  if (parentItems === undefined || parent >= position) return undefined;
  const items = sharedItems(segment.items, parentItems, segment.openingItems);
  let contents = 0;
  for (let item = 0; item < items; item++) contents += segment.items.projectable[item] ?? 0;
  return { parent, items, contents };
}

/** How many items two histories have in common from their beginning, up to a limit, by kind and sizes. */
export function sharedItems(a: ItemColumns, b: ItemColumns, limit: number): number {
  const end = Math.min(limit, a.length, b.length);
  let item = 0;
  while (
    item < end &&
    a.kind[item] === b.kind[item] &&
    a.wholeBytes[item] === b.wholeBytes[item] &&
    a.contentBytes[item] === b.contentBytes[item] &&
    a.restWeight[item] === b.restWeight[item]
  )
    item++;
  return item;
}
