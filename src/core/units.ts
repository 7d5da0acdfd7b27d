/**
 * Branded quantities: a number that says what it counts, so that tokens, bytes, milliseconds, pixels,
 * item indices and line numbers cannot be mixed up. Arithmetic gives plain numbers; the result is branded again where
 * its meaning is known. Columns (typed arrays) name the unit in their own name.
 */
declare const unit: unique symbol;
type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

export type Tokens = Quantity<"tokens">;
export type Bytes = Quantity<"bytes">;
/** Position in a file, from 0. */
export type ByteOffset = Quantity<"byte offset">;
/** Milliseconds since the Unix epoch. */
export type EpochMs = Quantity<"epoch milliseconds">;
export type Milliseconds = Quantity<"milliseconds">;
export type Pixels = Quantity<"pixels">;
/** Position of an item in a segment's history, from 0. */
export type ItemIndex = Quantity<"item index">;
/** A number of items: history lengths, boundaries. */
export type ItemCount = Quantity<"items">;
/** Line of a file, from 1. */
export type LineNumber = Quantity<"line number">;

export const tokens = (value: number): Tokens => value as Tokens;
export const bytes = (value: number): Bytes => value as Bytes;
export const byteOffset = (value: number): ByteOffset => value as ByteOffset;
export const epochMs = (value: number): EpochMs => value as EpochMs;
export const milliseconds = (value: number): Milliseconds => value as Milliseconds;
export const pixels = (value: number): Pixels => value as Pixels;
export const itemIndex = (value: number): ItemIndex => value as ItemIndex;
export const itemCount = (value: number): ItemCount => value as ItemCount;
export const lineNumber = (value: number): LineNumber => value as LineNumber;
