/** What the horizontal axis counts: one column a request, or wall time. */
export type AxisKind = "requests" | "time";

/**
 * The part of the axis that is visible: in requests from 0, or in milliseconds from the session's first request. With
 * a position of its own, whatever the size of the picture, so it can be kept and restored.
 */
export interface Viewport {
  readonly axis: AxisKind;
  readonly from: number;
  readonly to: number;
}
