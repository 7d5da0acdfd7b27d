import type { SessionReplay } from "../../../src/core/replay/model";
import { assembleSession, type Session } from "../../../src/core/session/session";
import { foldLog } from "../../support/foldLog";
import type { ModelRow, ModelSegment, WriterModel } from "./writerModel";

/** A session of the model, read as the product reads a log. */
export function modelSession(id: string, segments: readonly ModelSegment[]): Session {
  return assembleSession(
    id,
    segments.map((segment) => {
      const text = segment.lines.map((line) => `${line}\n`).join("");
      return foldLog(new TextEncoder().encode(text), undefined, segment.id);
    }),
    undefined,
  );
}

/** How a replay compares with what the model did. */
export interface Comparison {
  readonly rows: number;
  /** Placed otherwise although replay called the placement the only one, or not exact. */
  readonly wrong: readonly string[];
  /** Placed otherwise, and said that it could be. */
  readonly otherwise: number;
  /** Placements of which replay says that there are others. */
  readonly ambiguous: number;
}

/** Compares every evaluation in the model's log with its replay. */
export function compare(model: WriterModel, session: Session, replay: SessionReplay): Comparison {
  const wrong: string[] = [];
  let otherwise = 0;
  let ambiguous = 0;
  const seen = new Map<string, number>();
  for (const row of model.rows) {
    const index = seen.get(row.segment) ?? 0;
    seen.set(row.segment, index + 1);
    const position = session.segments.findIndex(({ id }) => id === row.segment);
    const found = replay.segments[position]?.evaluations[index];
    const same = found?.historyLength === row.historyLength && found.sent === row.sent;
    if ((found?.otherPlacements ?? 0) > 0) ambiguous += 1;
    if (found?.agreement === "exact" && samePruned(row, found.pruned)) {
      if (same) continue;
      if (found.otherPlacements > 0) {
        otherwise += 1;
        continue;
      }
    }
    wrong.push(
      `${row.segment} #${index}: made at ${row.historyLength}, placed at ${String(found?.historyLength)}, ${String(found?.agreement)}`,
    );
  }
  return { rows: model.rows.length, wrong, otherwise, ambiguous };
}

function samePruned(row: ModelRow, pruned: readonly number[]): boolean {
  return row.pruned.length === pruned.length && row.pruned.every((item, at) => item === pruned[at]);
}
