import {
  decisionCodes,
  mostItems,
  runMarks,
  runResults,
  tableRows,
  type TableName,
} from "../../core/session/scan/recordTables";
import {
  call,
  constant,
  constantF64,
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
import type { Columns, Tables } from "./tables";
import { at, eat, eatIf, either, end, functionIndex, name, need } from "./template";

/** A parameter: the record's line. */
const line = 2;
/** Locals: where the record begins, and an id in it and its end; the row that is written; the number of the record's items. */
const [start, begun, idEnd, row, count] = [3, 4, 5, 6, 7] as const;

/** Reads the record at `at`, on a line of that number, into the tables; gives the position behind its newline, or 0. */
export function readRecord(tables: Tables): WasmFunction {
  const itemColumns = tables.columns("items", row);
  const requests = tables.columns("requests", row);
  const evaluations = tables.columns("evaluations", row);
  const joins = tables.columns("joins", row);
  const marks = tables.columns("marks", row);

  const lineBytes: Code = [get(at), get(start), i32.subtract, constant(1), i32.subtract];
  const offset: Code = [get(start), f64.fromI32, tables.total("origin"), f64.add];
  const ts = tables.readTotal("ts");
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
      itemColumns.setF64("ts", tables.total("ts")),
      itemColumns.setF64("lineOffset", offset),
      itemColumns.set32("line", get(line)),
      itemColumns.set32("lineBytes", lineBytes),
      itemColumns.set32("ordinal", get(count)),
      [get(count), constant(0), i32.notEqual, when(go(1))],
    ),
  ];
  const findItems = tables.findRow("items", row);
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

  const setPlace = (
    columns: Pick<Columns<"requests" | "evaluations" | "joins">, "setF64" | "set32">,
  ): Code => [
    columns.setF64("offset", offset),
    columns.set32("line", get(line)),
    columns.set32("byteLength", lineBytes),
  ];

  const usage: Code = [
    [tables.findRow("requests", row), ts],
    [eat(',"history_len":'), requests.read("historyLength")],
    [eat(',"input_total_tokens":'), requests.read("inputTokens")],
    [eat(',"cache_read_tokens":'), requests.read("cacheReadTokens")],
    [eat(',"cache_write_tokens":'), requests.read("cacheWriteTokens")],
    [eat(',"output_tokens":'), requests.read("outputTokens")],
    [close, setPlace(requests), requests.setF64("ts", tables.total("ts"))],
    [tables.add("requests"), speak],
  ];

  const turnEnd: Code = [
    [ts, eat(',"turn_count":'), tables.readTotal("countedTurns"), close],
    tables.setTotal("turns", tables.total("countedTurns")),
  ];

  const value: Code = [eat(',"value":'), evaluations.read("savingsTokens"), eatIf(".0")];
  const closeEvaluation: Code = [
    [eat("}"), close, setPlace(evaluations)],
    [tables.add("evaluations"), speak],
  ];
  const decided = (decision: keyof typeof decisionCodes): Code =>
    evaluations.setByte("decision", constant(decisionCodes[decision]));
  const boundary: Code = [
    [evaluations.read("candidateCount"), eat('","protected_start_index":"')],
    evaluations.read("protectedStart"),
  ];
  const fire: Code = [
    [decided("fired"), boundary, eat('"},"name":"prune.fire","ts":')],
    [evaluations.read("ts"), value, closeEvaluation],
  ];
  const noId = evaluations.set32("idTo", constant(0));
  const belowSavings: Code = [
    [tables.findRow("evaluations", row), decided("below_min_savings"), noId, boundary],
    eat('","reason":"below_min_savings"},"name":"prune.skip","ts":'),
    [evaluations.read("ts"), value, closeEvaluation],
  ];
  const noCandidates: Code = [
    [tables.findRow("evaluations", row), decided("no_candidates"), noId],
    evaluations.setF64("candidateCount", constantF64(NaN)),
    evaluations.setF64("protectedStart", constantF64(NaN)),
    evaluations.setF64("savingsTokens", constantF64(NaN)),
    [evaluations.read("ts"), closeEvaluation],
  ];
  const postRequest: Code = [
    [joins.read("cacheWriteTokens"), eat('","history_len":"'), joins.read("historyLength")],
    [eat('"},"name":"prune.post_request","ts":'), joins.read("metricTs")],
    [eat(',"value":'), joins.read("cacheReadTokens"), eatIf(".0"), eat("}"), close],
    [setPlace(joins), joins.set32("requests", tables.count("requests")), tables.add("joins")],
  ];

  const keepId = (columns: Pick<Columns<"evaluations" | "joins">, "set32">): Code => [
    columns.set32("idFrom", get(begun)),
    columns.set32("idTo", get(idEnd)),
    columns.set32("idHash", [get(begun), get(idEnd), call(functionIndex.nameHash)]),
  ];
  const joined: Code = [
    name(begun, [get(at), set(idEnd)]),
    eat(',"dimensions":{'),
    either(
      { '"candidate_count":"': [tables.findRow("evaluations", row), keepId(evaluations), fire] },
      [eat('"cache_write_tokens":"'), tables.findRow("joins", row), keepId(joins), postRequest],
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

  const closeMark = (mark: keyof typeof runMarks): Code => [
    [close, marks.setByte("mark", constant(runMarks[mark]))],
    [marks.setF64("ts", tables.total("ts")), marks.set32("line", get(line))],
    marks.setF64("runTs", tables.total("runTs")),
    marks.set32("runLine", tables.count("runLine")),
    marks.set32("underway", tables.count("underway")),
    marks.set32("items", tables.count("items")),
    marks.set32("requests", tables.count("requests")),
    marks.set32("evaluations", tables.count("evaluations")),
    tables.setTotal("runLine", constantF64(0)),
    tables.setTotal("underway", constantF64(0)),
    tables.add("marks"),
  ];
  const invoke: Code = [
    [tables.findRow("marks", row), ts, eat(',"trigger":')],
    name(begun, marks.set32("triggerFrom", get(begun)), marks.set32("triggerTo", get(at))),
    closeMark("invoke"),
  ];
  const interrupted = (is: number): Code => marks.setByte("interrupted", constant(is));
  const result = (code: number): Code => marks.setByte("result", constant(code));
  const [finished, ...otherResults] = runResults;
  const completed: Code = [
    [tables.findRow("marks", row), ts, eat(',"interrupted":')],
    either({ true: interrupted(1) }, [eat("false"), interrupted(0)]),
    eat(',"result":"'),
    either(Object.fromEntries(otherResults.map((word, at) => [`${word}"`, result(at + 1)])), [
      eat(`${finished}"`),
      result(0),
    ]),
    closeMark("completed"),
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
          'llm_usage","ts":': usage,
          'extension","ts":': metric,
          'user_input","ts":': input,
          'turn_end","ts":': turnEnd,
          'invoke","ts":': invoke,
          'run_completed","ts":': completed,
        },
        // Once for both: what is written twice is put together and compiled twice.
        [either({ assistant_item: [] }, eat("tool_result")), items],
      ),
      get(at),
    ],
  };
}

const [nextLine, behind] = [2, 3] as const;

/** `readRecords` of a scan space. */
export function readRecords(tables: Tables): WasmFunction {
  const isFull = (table: TableName, least: number): Code => [
    [tables.count(table), constant(tableRows[table] - least), i32.greater],
  ];
  return {
    name: "readRecords",
    parameters: 3,
    locals: [[1, types.i32]],
    body: [
      loop(
        [get(at), get(end), i32.greater, when(get(at), leave)],
        [isFull("items", mostItems), isFull("requests", 1), i32.or],
        [isFull("evaluations", 1), i32.or, isFull("joins", 1), i32.or, isFull("marks", 1), i32.or],
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
