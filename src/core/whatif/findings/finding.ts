/** Kinds of findings, gravest first; scripts may rely on the names. */
export const findingKinds = [
  "sent-again",
  "unfinished",
  "read-again",
  "never-paid",
  "estimate-bias",
  "settings-changed",
  "unreadable",
  "disagrees",
  "creeping",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Something in a session that its user should know of. */
export interface Finding {
  readonly kind: FindingKind;
  readonly place: Place;
  /** Figures by name, the unit in the name. */
  readonly figures: Readonly<Record<string, number>>;
  /** One plain sentence. */
  readonly sentence: string;
  /** What would end it; undefined where nothing is known to. */
  readonly remedy: string | undefined;
  /** What the log says of an error: hostile text made visible, to be shown as text only. */
  readonly error?: string;
}

export type Place =
  | { readonly kind: "session" }
  /** Position in the replay's requests. */
  | { readonly kind: "request"; readonly request: number }
  /** Positions of a segment and of one of its recorded evaluations. */
  | { readonly kind: "evaluation"; readonly segment: number; readonly evaluation: number }
  /** A line of a segment's file, from 1, and its byte offset. */
  | {
      readonly kind: "line";
      readonly segment: number;
      readonly line: number;
      readonly byteOffset: number;
    };
