/*
 * Where a machine that reads frequent records from their bytes leaves what it found: numbers in slots. Positions are those of
 * bytes in the space.
 */

/** What a record is. 0 where it must be read otherwise. */
export const recordKinds = {
  assistant: 1,
  tool: 2,
  usage: 3,
  fire: 4,
  belowSavings: 5,
  noCandidates: 6,
  postRequest: 7,
} as const;

/** Slots of every record. `end` is the position of its newline; what the others hold depends on its kind. */
export const recordSlots = {
  end: 0,
  ts: 1,
  /** Of items: how many there are. */
  count: 2,
  historyLength: 2,
  inputTokens: 3,
  cacheRead: 4,
  cacheWrite: 5,
  output: 6,
  /** Of a metric; `cacheWritten` and `measuredLength` are those of the joined request. */
  metricTs: 2,
  candidateCount: 3,
  cacheWritten: 3,
  protectedStart: 4,
  measuredLength: 4,
  value: 5,
  idFrom: 6,
  idTo: 7,
} as const;

/** Items begin at this slot, have so many slots each, and are at most so many in one record. */
export const firstItemSlot = 8;
export const itemSlotCount = 16;
export const mostItems = 16;

/**
 * Slots of an item. Texts from behind the opening quote up to the closing one; where there is none, both are 0. Weights are
 * hundredths of a token; −1 where a text is too long to be weighed as a whole.
 */
export const itemSlots = {
  /** Position in `itemKinds`. */
  kind: 0,
  roleBytes: 1,
  idFrom: 2,
  idTo: 3,
  nameFrom: 4,
  nameTo: 5,
  nameWeight: 6,
  /** A message's or a reasoning's text, a call's arguments, a result's summary. */
  textFrom: 7,
  textTo: 8,
  textWeight: 9,
  contentFrom: 10,
  contentTo: 11,
  contentWeight: 12,
  isError: 13,
  signatureFrom: 14,
  signatureTo: 15,
} as const;

export const slotCount = firstItemSlot + itemSlotCount * mostItems;
