import type { PaintedComparison } from "../core/compare/messages";
import type { PaintedFigures } from "../core/protocol";
import type { ComparePanels } from "./compare/comparePanels";
import { sessionKey, sessionName } from "./sessionKey";
import type { SessionPages } from "./page/sessionPages";
import type { SessionLibrary } from "./tree/sessionLibrary";

/** One session of the view. */
export interface ListedSession {
  /** Of the session, a UUID; a copy elsewhere has the same. */
  readonly id: string;
  /** What `openSession` and `figuresPainted` take where two sessions have one id. */
  readonly key: string;
  /** Its agent's name, or a short form of its id. */
  readonly name: string;
  /** Absolute path of the folder that holds its logs. */
  readonly folder: string;
  readonly segments: number;
  readonly bytes: number;
}

/**
 * What `activate` returns to other extensions and to tests. It lets look and open, nothing else; names and meanings
 * stay within a major version.
 */
export interface PrunescopeApi {
  /** The sessions of the view, after a fresh search. */
  readonly sessions: () => Promise<readonly ListedSession[]>;
  /** Opens a session's panel or shows the one that is open. False where no such session is listed. */
  readonly openSession: (idOrKey: string) => Promise<boolean>;
  /**
   * The figures in the header of a session's page, once it has painted them. Undefined where the session has no page;
   * pending as long as its page is hidden or still reading.
   */
  readonly figuresPainted: (idOrKey: string) => Promise<PaintedFigures | undefined>;
  /** The figures of the panel that has two sessions side by side, likewise. */
  readonly comparisonPainted: (
    idOrKeyA: string,
    idOrKeyB: string,
  ) => Promise<PaintedComparison | undefined>;
}

/** The interface over what the extension holds. */
export function makeApi(
  library: SessionLibrary,
  pages: SessionPages,
  comparisons: ComparePanels,
): PrunescopeApi {
  const keyOf = (idOrKey: string) => {
    const ref = library.find(idOrKey);
    return ref === undefined ? idOrKey : sessionKey(ref);
  };
  return {
    sessions: async () => {
      await library.refresh();
      return library.sessions.map((ref) => ({
        id: ref.id,
        key: sessionKey(ref),
        name: sessionName(ref),
        folder: ref.folder,
        segments: ref.segmentFiles.length,
        bytes: ref.byteLength,
      }));
    },
    openSession: async (idOrKey) => {
      await library.ready();
      const ref = library.find(idOrKey);
      if (ref !== undefined) pages.open(ref);
      return ref !== undefined;
    },
    figuresPainted: async (idOrKey) => {
      const page = pages.pageOf(keyOf(idOrKey)) ?? pages.pageOf(idOrKey);
      if (page === undefined) return undefined;
      if (page.painted !== undefined) return page.painted.figures;
      return await new Promise<PaintedFigures>((resolve) => {
        const listener = page.onDidPaint(({ figures }) => {
          listener.dispose();
          resolve(figures);
        });
      });
    },
    comparisonPainted: async (idOrKeyA, idOrKeyB) => {
      const panel = comparisons.panelOf(keyOf(idOrKeyA), keyOf(idOrKeyB));
      if (panel === undefined || panel.painted !== undefined) return panel?.painted;
      return await new Promise<PaintedComparison>((resolve) => {
        const listener = panel.onDidPaint((painted) => {
          listener.dispose();
          resolve(painted);
        });
      });
    },
  };
}
