import * as s from "../shape";

/** Tables that can be exported. */
export const tableNames = ["requests", "candidates", "findings", "sweep"] as const;
export type TableName = (typeof tableNames)[number];

/** What a page can make of what it shows: its own state, to be kept in an export, the session's tables, and the picture. */
const productNames = ["state", ...tableNames, "svg", "png"] as const;
export type ProductName = (typeof productNames)[number];

/** What a page has made, or why it could not, in words. */
export type Product =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly data: ArrayBuffer }
  | { readonly kind: "none"; readonly problem: string };

export const productName: s.Shape<ProductName> = s.literal(...productNames);

export const product: s.Shape<Product> = s.tagged<Product>("kind", {
  text: s.object({ kind: s.literal("text"), text: s.text }),
  bytes: s.object({ kind: s.literal("bytes"), data: s.buffer }),
  none: s.object({ kind: s.literal("none"), problem: s.text }),
});
