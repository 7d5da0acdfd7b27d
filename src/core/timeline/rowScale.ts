/** Vertical scale of the picture, in its own pixels. Row 0 is the lowest. */
export interface RowScale {
  readonly rows: number;
  /** A token position t stands at row `zeroRow + t × pixelsPerToken`, above the overhead. */
  readonly pixelsPerToken: number;
  readonly zeroRow: number;
  /** Height in pixels from which a band has an edge, and from which content has an outline. */
  readonly edgeFrom: number;
  readonly outlineFrom: number;
}
