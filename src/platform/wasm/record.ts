import { kindIndex } from "../../core/session/itemColumns";
import {
  firstItemSlot,
  itemSlotCount,
  itemSlots,
  mostItems,
  recordKinds,
  recordSlots,
} from "../../core/session/scan/recordSlots";
import {
  call,
  constant,
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
import {
  at,
  eat,
  eatIf,
  either,
  end,
  functionIndex,
  integer,
  keep,
  name,
  need,
  text,
} from "./template";

const slotBytes = 8;

/** The parameter that says where an item's slots begin, and a local. */
const [item, start] = [2, 3] as const;
const id = { from: itemSlots.idFrom, to: itemSlots.idTo };
const tool = { from: itemSlots.nameFrom, to: itemSlots.nameTo, weight: itemSlots.nameWeight };
const itemText = { from: itemSlots.textFrom, to: itemSlots.textTo, weight: itemSlots.textWeight };
const content = {
  from: itemSlots.contentFrom,
  to: itemSlots.contentTo,
  weight: itemSlots.contentWeight,
};
const signature = { from: itemSlots.signatureFrom, to: itemSlots.signatureTo };

const kind = (index: number): Code => keep(item, itemSlots.kind, constant(index));

const result: Code = [
  kind(kindIndex["tool result"]),
  name(item, start, id),
  eat(',"summary":'),
  text(item, start, itemText),
  keep(item, content.to, constant(0)),
  keep(item, itemSlots.isError, constant(0)),
  eatIf(',"content":', text(item, start, content)),
  eatIf(',"is_error":true', keep(item, itemSlots.isError, constant(1))),
  eat("}"),
];

const toolCall: Code = [
  kind(kindIndex["tool call"]),
  name(item, start, id),
  eat(',"name":'),
  name(item, start, tool),
  eat(',"arguments":'),
  text(item, start, itemText),
  eat("}"),
];

const role = (word: "user" | "assistant" | "system"): Code => [
  kind(kindIndex[word]),
  keep(item, itemSlots.roleBytes, constant(word.length)),
];

const message: Code = [
  either({ '"assistant"': role("assistant"), '"user"': role("user") }, [
    eat('"system"'),
    role("system"),
  ]),
  eat(',"content":[{"kind":"text","text":'),
  text(item, start, itemText),
  eat("}]}"),
];

const reasoning: Code = [
  kind(kindIndex.reasoning),
  text(item, start, itemText),
  keep(item, signature.to, constant(0)),
  eatIf(',"signature":', text(item, start, signature)),
  eat("}"),
];

/** Reads the item at `at` into slots; gives the position behind it, or 0. */
export const readItem: WasmFunction = {
  name: "item",
  parameters: 3,
  locals: [[1, types.i32]],
  body: [
    eat('{"kind":"'),
    either(
      {
        'tool_result","call_id":': result,
        'tool_call","call_id":': toolCall,
        'message","role":': message,
      },
      [eat('reasoning","text":'), reasoning],
    ),
    get(at),
  ],
};

/** Locals of a record: the position of its slots and of the next item's, how many items there are, and the kind. */
const [slots, nextItem, count, which, begun] = [2, 3, 4, 5, 6] as const;

const oneItem: Code = [
  [get(at), get(end), get(nextItem), call(functionIndex.item), tee(at), i32.isZero],
  when(constant(0), leave),
  [get(nextItem), constant(slotBytes * itemSlotCount), i32.add, set(nextItem)],
  [get(count), constant(1), i32.add, set(count)],
];

const manyItems: Code = [
  integer(slots, recordSlots.ts),
  eat(',"items":['),
  loop(need([get(count), constant(mostItems), i32.less]), oneItem, eatIf(",", go(1))),
  eat("]"),
];

const items: Code = [
  either({ '","ts":': [integer(slots, recordSlots.ts), eat(',"item":'), oneItem] }, [
    eat('s","ts":'),
    manyItems,
  ]),
  keep(slots, recordSlots.count, get(count)),
];

const usage: Code = [
  integer(slots, recordSlots.ts),
  eat(',"history_len":'),
  integer(slots, recordSlots.historyLength),
  eat(',"input_total_tokens":'),
  integer(slots, recordSlots.inputTokens),
  eat(',"cache_read_tokens":'),
  integer(slots, recordSlots.cacheRead),
  eat(',"cache_write_tokens":'),
  integer(slots, recordSlots.cacheWrite),
  eat(',"output_tokens":'),
  integer(slots, recordSlots.output),
];

const is = (kind: number): Code => [constant(kind), set(which)];
const correlation = { from: recordSlots.idFrom, to: recordSlots.idTo };
const boundary: Code = [
  integer(slots, recordSlots.candidateCount),
  eat('","protected_start_index":"'),
  integer(slots, recordSlots.protectedStart),
];
const value: Code = [eat(',"value":'), integer(slots, recordSlots.value), eatIf(".0")];

const fire: Code = [
  is(recordKinds.fire),
  boundary,
  eat('"},"name":"prune.fire","ts":'),
  integer(slots, recordSlots.metricTs),
  value,
];

const postRequest: Code = [
  is(recordKinds.postRequest),
  integer(slots, recordSlots.cacheWritten),
  eat('","history_len":"'),
  integer(slots, recordSlots.measuredLength),
  eat('"},"name":"prune.post_request","ts":'),
  integer(slots, recordSlots.metricTs),
  value,
];

const belowSavings: Code = [
  is(recordKinds.belowSavings),
  boundary,
  eat('","reason":"below_min_savings"},"name":"prune.skip","ts":'),
  integer(slots, recordSlots.metricTs),
  value,
];

const noCandidates: Code = [is(recordKinds.noCandidates), integer(slots, recordSlots.metricTs)];

const metric: Code = [
  integer(slots, recordSlots.ts),
  eat(',"domain":"metrics","payload":{'),
  either(
    {
      '"correlation_id":': [
        name(slots, begun, correlation),
        eat(',"dimensions":{'),
        either({ '"candidate_count":"': fire }, [eat('"cache_write_tokens":"'), postRequest]),
      ],
      '"dimensions":{"reason":"no_candidates"},"name":"prune.skip","ts":': noCandidates,
    },
    [eat('"dimensions":{"candidate_count":"'), belowSavings],
  ),
  eat("}"),
];

/** `readRecord` of a scan space, which leaves what it finds in the slots at this position. */
export const readRecord = (slotsAt: number): WasmFunction => ({
  name: "readRecord",
  parameters: 2,
  locals: [[5, types.i32]],
  body: [
    [constant(slotsAt), set(slots)],
    [constant(slotsAt + slotBytes * firstItemSlot), set(nextItem)],
    eat('{"kind":"'),
    either(
      {
        assistant_item: [is(recordKinds.assistant), items],
        tool_result: [is(recordKinds.tool), items],
        'llm_usage","ts":': [is(recordKinds.usage), usage],
      },
      [eat('extension","ts":'), metric],
    ),
    eat("}\n"),
    keep(slots, recordSlots.end, [get(at), constant(1), i32.subtract]),
    get(which),
  ],
});
