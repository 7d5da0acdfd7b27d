/** The strips below the picture, in their order. */
export const stripNames = ["decision", "sent again", "cache", "savings", "output"] as const;
export type StripName = (typeof stripNames)[number];

/** Requests from `from` up to `to`, exclusive; more than one where neighbours are merged into one column of pixels. */
export interface RequestSpan {
  readonly from: number;
  readonly to: number;
}

/** What lies under a point of the figure. `request` is the one that stands for the span: its highest prompt. */
export type Hit = {
  readonly requests: RequestSpan;
  readonly request: number;
} & (
  | {
      readonly kind: "item";
      readonly segment: number;
      readonly item: number;
      readonly part: "rest" | "content";
    }
  | { readonly kind: "overhead" }
  /** Above the prompt. */
  | { readonly kind: "beyond" }
  | { readonly kind: "strip"; readonly strip: StripName }
  | { readonly kind: "axis" }
);

/** What to bring out: items of one segment in every request that sends them, or requests. */
export type Highlight =
  | { readonly kind: "items"; readonly segment: number; readonly items: readonly number[] }
  | { readonly kind: "requests"; readonly requests: readonly number[] };
