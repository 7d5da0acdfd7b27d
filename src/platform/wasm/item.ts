import { itemFrames } from "../../core/prune/itemBytes";
import { itemFlags, kindIndex } from "../../core/session/itemColumns";
import { frameWeight } from "../../core/session/textWeight";
import {
  call,
  constant,
  constantF64,
  f64,
  get,
  i32,
  set,
  types,
  type Code,
  type WasmFunction,
} from "./code";
import type { Tables } from "./tables";
import { at, eat, eatIf, either, functionIndex, name, text } from "./template";

/** The parameter that says in which row of the columns the item is put, and locals: where a text begins, flags, bytes. */
const [row, start, flags, whole] = [2, 3, 4, 5] as const;
/** A local of 64 bits with a point. */
const weight = 6;

/** Bytes and tokens of the text from `start` up to `at`; bytes with its quotes. */
const size: Code = [get(at), get(start), i32.subtract, constant(2), i32.add];
const tokens: Code = [get(start), get(at), call(functionIndex.weighText)];
const hash = (index: number): Code => [get(start), get(at), call(index)];

const grow = (bytes: Code): Code => [get(whole), bytes, i32.add, set(whole)];
const addTokens: Code = [get(weight), tokens, f64.add, set(weight)];
const raise = (flag: number): Code => [get(flags), constant(flag), i32.or, set(flags)];

/** Reads the item at `at` into a row of the columns; gives the position behind it, or 0. */
export function readItem(tables: Tables): WasmFunction {
  return readerOf(tables, ({ result, toolCall, message, reasoning }) => ({
    name: "item",
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
    ],
  }));
}

/** The same for a user's input of one text, behind the bracket that opens its segments. */
export function readInput(tables: Tables): WasmFunction {
  return readerOf(tables, ({ userText }) => ({
    name: "input",
    body: [eat('{"kind":"text","content":'), userText, eat("}")],
  }));
}

type Part = "result" | "toolCall" | "message" | "reasoning" | "userText";

/** A function that puts together code of these parts, each of which reads what it is named for. */
function readerOf(
  tables: Tables,
  put: (parts: Readonly<Record<Part, Code>>) => Pick<WasmFunction, "name" | "body">,
): WasmFunction {
  const items = tables.columns("items", row);
  const begin = (kind: number, frame: number): Code => [
    items.setByte("kind", constant(kind)),
    [constant(frame), set(whole)],
  ];
  const id = name(
    start,
    items.set32("idFrom", get(start)),
    items.set32("idTo", get(at)),
    items.set32("idHash", hash(functionIndex.nameHash)),
    grow(size),
  );
  const noId = items.set32("idTo", constant(0));
  const noContent: Code = [
    items.set32("contentBytes", constant(0)),
    items.setF32("contentWeight", constantF64(0)),
  ];
  const oneText = text(start, grow(size), [tokens, set(weight)]);

  const result: Code = [
    begin(kindIndex["tool result"], itemFrames.result),
    id,
    items.set32("callRow", [get(row), call(functionIndex.callRow)]),
    eat(',"summary":'),
    oneText,
    noContent,
    eatIf(
      ',"content":',
      text(
        start,
        items.set32("contentBytes", [size, constant(itemFrames.content), i32.add]),
        items.setF32("contentWeight", tokens),
        grow([size, constant(itemFrames.content), i32.add]),
      ),
      raise(itemFlags.content),
    ),
    eatIf(',"is_error":true', raise(itemFlags.error), grow(constant(itemFrames.error))),
    eat("}"),
  ];

  const toolCall: Code = [
    begin(kindIndex["tool call"], itemFrames.call),
    id,
    noContent,
    eat(',"name":'),
    name(
      start,
      items.set32("nameFrom", get(start)),
      items.set32("nameTo", get(at)),
      items.set32("nameHash", hash(functionIndex.nameHash)),
      grow(size),
      [tokens, set(weight)],
    ),
    eat(',"arguments":'),
    text(start, grow(size), addTokens, items.setF64("argumentsHash", hash(functionIndex.textHash))),
    eat("}"),
  ];

  const role = (word: "user" | "assistant" | "system"): Code =>
    begin(kindIndex[word], itemFrames.message + (word.length + 2) + itemFrames.textPart);
  const message: Code = [
    either({ '"assistant"': role("assistant"), '"user"': role("user") }, [
      eat('"system"'),
      role("system"),
    ]),
    [noId, noContent],
    eat(',"content":[{"kind":"text","text":'),
    oneText,
    eat("}]}"),
  ];

  const reasoning: Code = [
    begin(kindIndex.reasoning, itemFrames.reasoning),
    [noId, noContent],
    oneText,
    eatIf(',"signature":', text(start, grow([size, constant(itemFrames.signature), i32.add]))),
    eat("}"),
  ];

  const userText: Code = [role("user"), noId, noContent, oneText];

  const { name: functionName, body } = put({ result, toolCall, message, reasoning, userText });
  return {
    name: functionName,
    parameters: 3,
    locals: [
      [3, types.i32],
      [1, types.f64],
    ],
    body: [
      items.set32("nameTo", constant(0)),
      body,
      items.setByte("flags", get(flags)),
      items.setByte("projectable", [
        [get(flags), constant(itemFlags.content), i32.and, constant(0), i32.notEqual],
      ]),
      items.set32("wholeBytes", get(whole)),
      items.setF32("restWeight", [constantF64(frameWeight), get(weight), f64.add]),
      get(at),
    ],
  };
}
