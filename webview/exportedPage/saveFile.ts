import type { Product } from "../../src/core/export/products";
import type { SavedProduct } from "./saveDialog";

const mostLetters = 80;

const kinds: Readonly<Record<SavedProduct, { readonly ending: string; readonly type: string }>> = {
  svg: { ending: ".svg", type: "image/svg+xml" },
  png: { ending: ".png", type: "image/png" },
  requests: { ending: "-requests.csv", type: "text/csv" },
  candidates: { ending: "-candidates.csv", type: "text/csv" },
  findings: { ending: "-findings.csv", type: "text/csv" },
  sweep: { ending: "-sweep.csv", type: "text/csv" },
};

/** Gives the browser a file to keep, named for the session, whose name may be anything. */
export function saveFile(
  session: string,
  what: SavedProduct,
  product: Exclude<Product, { kind: "none" }>,
): void {
  const { ending, type } = kinds[what];
  const content = product.kind === "text" ? product.text : product.data;
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${fileName(session)}${ending}`;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

function fileName(session: string): string {
  const plain = session.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "");
  return plain.slice(0, mostLetters) || "session";
}
