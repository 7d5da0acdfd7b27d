import { evaluate, type PruneSettings } from "../../../src/core/prune/evaluate";
import { pruneHistory } from "../../../src/core/prune/pruneHistory";
import { UsageRecords } from "../../../src/core/prune/usageRecords";
import { itemCount, tokens } from "../../../src/core/units";
import { assembleSession, type Session } from "../../../src/core/session/session";
import { foldLog } from "../../support/foldLog";
import { assistant, call, LogBuilder, result } from "../../support/logBuilder";
import { Random } from "./random";

export interface LongLog {
  readonly evaluations: number;
  /** Requests of each run. */
  readonly runLength: number;
  readonly seed: number;
}

const settings: PruneSettings = { protectedTokens: 8000, minSavings: 4096 };
const tokenBytes = 3.7;

/**
 * The log of a long session whose decisions agree with the rules: one call and one result for each request. The core itself
 * decides, since its slow twin would take hours; what is tested is what a replay costs, and that it stands up.
 */
export function longLog({ evaluations, runLength, seed }: LongLog): Uint8Array {
  const random = new Random(seed);
  // The items of the whole session do not depend on what is pruned: their sizes are read from a log without metrics.
  const texts = Array.from({ length: evaluations }, () => "word ".repeat(random.whole(20, 1200)));
  const bare = foldLog(write(texts, runLength, () => undefined));
  const history = pruneHistory(bare.items);
  const records = new UsageRecords();
  return write(texts, runLength, (historyLength) => {
    const found = evaluate(history, historyLength, records, settings);
    const left =
      found.decision === "fired" ? (history.removedBytes[found.protectedStart ?? 0] ?? 0) : 0;
    const inputTokens =
      2500 + Math.floor(((history.prefixBytes[historyLength] ?? 0) - left) / tokenBytes);
    records.append({ historyLength: itemCount(historyLength), inputTokens: tokens(inputTokens) });
    return { ...found, inputTokens };
  });
}

type Decided = ReturnType<typeof evaluate> & { readonly inputTokens: number };

function write(
  texts: readonly string[],
  runLength: number,
  decide: (historyLength: number) => Decided | undefined,
): Uint8Array {
  const log = new LogBuilder().start();
  let items = 0;
  for (let first = 0; first < texts.length; first += runLength) {
    log.invoke().userInput(`Task ${String(first)}`);
    items += 1;
    const flush: (() => void)[] = [];
    const measured: (() => void)[] = [];
    for (const [offset, text] of texts.slice(first, first + runLength).entries()) {
      const id = `call_${String(first + offset)}`;
      const length = items;
      const { ts } = log;
      const found = decide(length);
      if (found !== undefined) {
        const { decision, candidateCount, protectedStart, estimatedSavingsTokens, inputTokens } =
          found;
        const numbers = {
          candidate_count: String(candidateCount),
          protected_start_index: String(protectedStart),
        };
        const correlation_id = decision === "fired" ? `fire-${id}` : undefined;
        flush.push(() => {
          log.metric(decision === "fired" ? "prune.fire" : "prune.skip", ts, {
            correlation_id,
            dimensions:
              decision === "no_candidates"
                ? { reason: decision }
                : decision === "fired"
                  ? numbers
                  : { ...numbers, reason: decision },
            value: decision === "no_candidates" ? undefined : estimatedSavingsTokens,
          });
        });
        measured.push(() => {
          log.usage(length, inputTokens, { cacheRead: 0, cacheWrite: 0 });
          if (correlation_id !== undefined)
            log.metric("prune.post_request", log.ts, {
              correlation_id,
              dimensions: { cache_write_tokens: "0", history_len: String(length) },
              value: 0,
            });
        });
      }
      if (offset === runLength - 1 || first + offset === texts.length - 1) {
        log.item(assistant("Done."));
        items += 1;
      } else {
        log.item(call(id)).item(result(id, "read", text));
        items += 2;
      }
    }
    log.turnEnd(first / runLength + 1);
    for (const one of [...flush, ...measured]) one();
    log.runCompleted();
  }
  return log.bytes();
}

/** The same log where the `nth` tool result is missing, without a trace or as a line that cannot be read. */
export function withoutResult(
  log: Uint8Array,
  nth: number,
  how: "missing" | "unreadable",
): Uint8Array {
  const bytes = Buffer.from(log);
  const mark = '{"kind":"tool_result"';
  let from = bytes.indexOf(mark);
  for (let left = nth; left > 0; left--) from = bytes.indexOf(mark, from + 1);
  const end = bytes.indexOf(0x0a, from);
  const rest = how === "missing" ? end + 1 : end - 5;
  return how === "missing"
    ? Buffer.concat([bytes.subarray(0, from), bytes.subarray(rest)])
    : Buffer.concat([bytes.subarray(0, rest), bytes.subarray(end)]);
}

/** The session of that one log. */
export function longSession(bytes: Uint8Array): Session {
  return assembleSession("01a1fc94-0000-7000-8000-000000000001", [foldLog(bytes)], undefined);
}
