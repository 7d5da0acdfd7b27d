import {
  evaluationPlaces,
  itemRows,
  joinPlaces,
  mostItems,
  otherRows,
  decisionKinds,
  requestPlaces,
  rowPlaces,
} from "../../core/session/scan/recordTables";
import {
  call,
  constant,
  f64,
  get,
  go,
  i32,
  leave,
  loop,
  set,
  tee,
  types,
  when,
  type Code,
  type WasmFunction,
} from "./code";
import type { Tables } from "./tables";
import { at, eat, eatIf, either, end, functionIndex, integer, keep, name, need } from "./template";

/** A parameter: the record's line. */
const line = 2;
/** Locals: where the record begins, and an id in it and its end; the row that is written; the number of the record's items. */
const [start, begun, idEnd, row, count] = [3, 4, 5, 6, 7] as const;

const place = (index: number): number => 8 * index;
const value = (index: number): Code => [eat(',"value":'), integer(row, place(index)), eatIf(".0")];
/** Reads the record at `at`, on a line of that number, into the tables; gives the position behind its newline, or 0. */
export function readRecord(tables: Tables): WasmFunction {
  const lineBytes: Code = [get(at), get(start), i32.subtract, constant(1), i32.subtract];
  const offset: Code = [get(start), f64.fromI32, tables.total("origin"), f64.add];
  const ts: Code = [
    [get(at), tables.placeOf("ts"), call(functionIndex.integer), tee(at), i32.isZero],
    when(constant(0), leave),
  ];
  const close: Code = [
    eat("}\n"),
    tables.add("lines"),
    tables.setTotal("firstTs", [tables.total("firstTs"), tables.total("ts"), f64.least]),
    tables.setTotal("lastTs", [tables.total("lastTs"), tables.total("ts"), f64.most]),
  ];
  const beginRun: Code = [
    tables.isZero("runLine"),
    when(
      tables.setTotal("runLine", [get(line), f64.fromI32]),
      tables.setTotal("runTs", tables.total("ts")),
    ),
  ];

  const speak: Code = [beginRun, tables.add("underway")];

  const oneItem = (reader: number): Code => [
    [get(at), get(end), get(row), get(count), i32.add, call(reader), tee(at)],
    [i32.isZero, when(constant(0), leave)],
    [get(count), constant(1), i32.add, set(count)],
  ];
  const closeItems: Code = [
    close,
    tables.setTotal("items", [[get(row), get(count), i32.add], f64.fromI32]),
    // The row goes on to the last one, from which the others are counted back.
    [get(row), get(count), i32.add, set(row)],
    loop(
      [get(row), constant(1), i32.subtract, set(row)],
      [get(count), constant(1), i32.subtract, set(count)],
      tables.setF64("ts", row, tables.total("ts")),
      tables.setF64("lineOffset", row, offset),
      tables.set32("line", row, get(line)),
      tables.set32("lineBytes", row, lineBytes),
      tables.set32("ordinal", row, get(count)),
      [get(count), constant(0), i32.notEqual, when(go(1))],
    ),
  ];
  const findItems: Code = [tables.count("items"), set(row)];
  const items: Code = [
    findItems,
    either({ '","ts":': [ts, eat(',"item":'), oneItem(functionIndex.item)] }, [
      [eat('s","ts":'), ts, eat(',"items":[')],
      loop(
        need([get(count), constant(mostItems), i32.less]),
        oneItem(functionIndex.item),
        eatIf(",", go(1)),
      ),
      eat("]"),
    ]),
    [closeItems, speak],
  ];
  const input: Code = [
    [findItems, ts, eat(',"segments":[')],
    [oneItem(functionIndex.input), eat("]"), closeItems, beginRun],
  ];

  const closeRow = (table: "requests" | "evaluations" | "joins"): Code => [
    close,
    keep(row, place(rowPlaces.line), get(line)),
    [get(row), offset, f64.store(place(rowPlaces.offset))],
    keep(row, place(rowPlaces.byteLength), lineBytes),
    [get(row), tables.total("ts"), f64.store(place(rowPlaces.ts))],
    tables.add(table),
  ];

  const usage: Code = [
    [tables.findRow("requests", row), ts],
    eat(',"history_len":'),
    integer(row, place(requestPlaces.historyLength)),
    eat(',"input_total_tokens":'),
    integer(row, place(requestPlaces.inputTokens)),
    eat(',"cache_read_tokens":'),
    integer(row, place(requestPlaces.cacheRead)),
    eat(',"cache_write_tokens":'),
    integer(row, place(requestPlaces.cacheWrite)),
    eat(',"output_tokens":'),
    integer(row, place(requestPlaces.output)),
    [closeRow("requests"), speak],
  ];

  const turnEnd: Code = [
    [ts, eat(',"turn_count":')],
    [get(at), tables.placeOf("countedTurns"), call(functionIndex.integer), tee(at), i32.isZero],
    when(constant(0), leave),
    close,
    tables.setTotal("turns", tables.total("countedTurns")),
  ];

  const is = (kind: number): Code => keep(row, place(evaluationPlaces.kind), constant(kind));
  const closeEvaluation: Code = [eat("}"), closeRow("evaluations"), speak];
  const boundary: Code = [
    integer(row, place(evaluationPlaces.candidateCount)),
    eat('","protected_start_index":"'),
    integer(row, place(evaluationPlaces.protectedStart)),
  ];
  const fire: Code = [
    [is(decisionKinds.fire), boundary],
    eat('"},"name":"prune.fire","ts":'),
    integer(row, place(evaluationPlaces.metricTs)),
    value(evaluationPlaces.value),
    closeEvaluation,
  ];
  const belowSavings: Code = [
    [tables.findRow("evaluations", row), is(decisionKinds.belowSavings), boundary],
    eat('","reason":"below_min_savings"},"name":"prune.skip","ts":'),
    integer(row, place(evaluationPlaces.metricTs)),
    value(evaluationPlaces.value),
    closeEvaluation,
  ];
  const noCandidates: Code = [
    [tables.findRow("evaluations", row), is(decisionKinds.noCandidates)],
    integer(row, place(evaluationPlaces.metricTs)),
    closeEvaluation,
  ];
  const postRequest: Code = [
    integer(row, place(joinPlaces.cacheWrite)),
    eat('","history_len":"'),
    integer(row, place(joinPlaces.historyLength)),
    eat('"},"name":"prune.post_request","ts":'),
    integer(row, place(joinPlaces.metricTs)),
    value(joinPlaces.value),
    eat("}"),
    [get(row), tables.total("requests"), f64.store(place(joinPlaces.requests))],
    closeRow("joins"),
  ];

  const keepId = (places: { readonly idFrom: number; readonly idTo: number }): Code => [
    keep(row, place(places.idFrom), get(begun)),
    keep(row, place(places.idTo), get(idEnd)),
  ];
  const joined: Code = [
    name(begun, [get(at), set(idEnd)]),
    eat(',"dimensions":{'),
    either(
      {
        '"candidate_count":"': [
          [tables.findRow("evaluations", row), keepId(evaluationPlaces), fire],
        ],
      },
      [
        eat('"cache_write_tokens":"'),
        [tables.findRow("joins", row), keepId(joinPlaces), postRequest],
      ],
    ),
  ];
  const metric: Code = [
    [ts, eat(',"domain":"metrics","payload":{')],
    either(
      {
        '"correlation_id":': joined,
        '"dimensions":{"reason":"no_candidates"},"name":"prune.skip","ts":': noCandidates,
      },
      [eat('"dimensions":{"candidate_count":"'), belowSavings],
    ),
  ];

  return {
    name: "record",
    parameters: 3,
    locals: [[5, types.i32]],
    body: [
      [get(at), set(start)],
      eat('{"kind":"'),
      either(
        {
          assistant_item: items,
          tool_result: items,
          'llm_usage","ts":': usage,
          'extension","ts":': metric,
          'user_input","ts":': input,
        },
        [eat('turn_end","ts":'), turnEnd],
      ),
      get(at),
    ],
  };
}

const [nextLine, behind] = [2, 3] as const;

/** `readRecords` of a scan space. */
export function readRecords(tables: Tables): WasmFunction {
  const isFull = (table: "items" | "requests" | "evaluations" | "joins", most: number): Code => [
    [tables.count(table), constant(most), i32.greater],
  ];
  return {
    name: "readRecords",
    parameters: 3,
    locals: [[1, types.i32]],
    body: [
      loop(
        [get(at), get(end), i32.greater, when(get(at), leave)],
        [isFull("items", itemRows - mostItems), isFull("requests", otherRows - 1), i32.or],
        [isFull("evaluations", otherRows - 1), i32.or, isFull("joins", otherRows - 1), i32.or],
        when(get(at), leave),
        [get(at), get(end), get(nextLine), call(functionIndex.record), tee(behind)],
        [i32.isZero, when(get(at), leave)],
        [get(behind), set(at)],
        [get(nextLine), constant(1), i32.add, set(nextLine), go(0)],
      ),
      get(at),
    ],
  };
}
