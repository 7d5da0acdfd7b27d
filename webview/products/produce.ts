import { candidatesCsv, findingsCsv, requestsCsv, sweepCsv } from "../../src/core/export/csvTables";
import type { Product, ProductName } from "../../src/core/export/products";
import {
  sessionPicture,
  type SessionPictureOptions,
} from "../../src/core/export/picture/sessionPicture";
import { svgText } from "../../src/core/export/picture/svg";
import type { CandidateRow } from "../../src/core/inspect/candidates";
import { unreachable } from "../../src/core/unreachable";
import type { Lab } from "../lab/lab";
import type { LoadedSession } from "../loadedSession";
import type { PageState } from "../pageState";
import { products as words } from "../strings/products";
import { pngOf } from "./paintDrawing";
import { themePalette } from "./themePalette";

/** What the page shows, as far as an export needs it. */
export interface ShownPage {
  readonly loaded: LoadedSession | undefined;
  readonly state: PageState;
  /** The request that is looked at, and its candidates. */
  readonly request: number | undefined;
  readonly candidates: readonly CandidateRow[];
  readonly lab: Pick<Lab, "priced" | "swept">;
  /** The timeline as it is in view; undefined while there is none. */
  readonly picture: PictureInView | undefined;
}

/** A picture without its colours, which are the theme's. */
export type PictureInView = Omit<SessionPictureOptions, "palette">;

/** Makes of the page what the host asks for. What cannot be made is said, never thrown. */
export async function produce(what: ProductName, shown: ShownPage): Promise<Product> {
  try {
    return await make(what, shown);
  } catch (error) {
    return { kind: "none", problem: error instanceof Error ? error.message : String(error) };
  }
}

async function make(what: ProductName, shown: ShownPage): Promise<Product> {
  const { loaded, request, candidates, lab, state } = shown;
  if (loaded === undefined) return { kind: "none", problem: words.notReady };
  const { session, replay, rows } = loaded;
  switch (what) {
    case "state":
      // Where the session lies is the host's own and nobody else's; what was looked for can be of its texts.
      return text(
        JSON.stringify({
          ...state,
          restore: undefined,
          choices: { ...state.choices, search: undefined },
        }),
      );
    case "requests":
      return text(requestsCsv(session, rows));
    case "candidates":
      return request === undefined
        ? { kind: "none", problem: words.noSelection }
        : text(candidatesCsv(request, candidates));
    case "findings":
      return lab.priced === undefined
        ? { kind: "none", problem: words.notReady }
        : text(findingsCsv(session, replay, lab.priced.findings));
    case "sweep":
      return lab.swept === undefined
        ? { kind: "none", problem: words.notReady }
        : text(sweepCsv(lab.swept.sweep.curves.flatMap(({ points }) => points)));
    case "svg":
    case "png": {
      const { picture } = shown;
      if (picture === undefined || picture.model.length === 0)
        return { kind: "none", problem: words.nothingDrawn };
      const drawing = sessionPicture({ ...picture, palette: themePalette() });
      return what === "svg"
        ? text(svgText(drawing))
        : { kind: "bytes", data: await pngOf(drawing) };
    }
    default:
      return unreachable(what);
  }
}

function text(made: string): Product {
  return { kind: "text", text: made };
}
