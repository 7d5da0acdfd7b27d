import type { TemplateResult } from "lit";
import { inspectionJson } from "../src/core/inspect/inspectionJson";
import { notablePlaces, type NotablePlace } from "../src/core/inspect/notablePlaces";
import { nextFire } from "../src/core/inspect/requestRows";
import type { LabFit, LabPriced } from "../src/core/lab/labRun";
import type { HostAbility, ToHost } from "../src/core/protocol";
import { unfinishedAt } from "../src/core/whatif/findings/unfinished";
import type { PricePreset } from "../src/core/whatif/prices";
import type { LoadedSession } from "./loadedSession";
import { OpenedFigures } from "./openedFigures";
import type { Selection } from "./selection";
import { inspector as words, regions } from "./strings";
import { inspectorView } from "./views/inspector";

export interface InspectorPanelEvents {
  readonly onSelect: (request: number) => void;
  readonly onCandidates: () => void;
  readonly onChange: () => void;
  readonly send: (message: ToHost) => void;
}

export interface InspectorPanelGiven {
  readonly loaded: LoadedSession;
  readonly selection: Selection;
  readonly abilities: ReadonlySet<HostAbility>;
  /** Whether how each figure was obtained stands open everywhere. */
  readonly explained: boolean;
  readonly fit: LabFit | undefined;
  readonly priced: LabPriced | undefined;
  readonly prices: PricePreset;
}

/** The inspector: the selected request, or where to begin; and which of its figures are opened. */
export class InspectorPanel {
  readonly #events: InspectorPanelEvents;
  readonly #opened: OpenedFigures;
  #places: { readonly of: unknown; readonly value: readonly NotablePlace[] } | undefined;

  constructor(events: InspectorPanelEvents) {
    this.#events = events;
    this.#opened = new OpenedFigures(events.onChange);
  }

  view(given: InspectorPanelGiven): TemplateResult {
    const { loaded, selection, abilities, explained, fit, priced, prices } = given;
    const { inspection, request: selected, candidates } = selection;
    const { send } = this.#events;
    return inspectorView(
      {
        inspection,
        wrong: wrongWith(loaded, selected),
        source: loaded.replay.settings.source,
        abilities,
        segments: loaded.session.segments.length,
        requestOf: (segment, measured) => loaded.requestOf(segment, measured),
        attachmentBytes: candidates.reduce((sum, row) => sum + row.attachmentBytes, 0),
        previousFire: nextFire(loaded.rows, selected, -1),
        nextFire: nextFire(loaded.rows, selected, 1),
        outcome: {
          verdict: priced?.verdicts.find(({ request }) => request === selected),
          savings: fit?.savings.find(({ request }) => request === selected),
          prices,
        },
        places: this.#placesOf(loaded, priced),
        disclosure: this.#opened.disclosure(explained),
      },
      {
        onSelect: this.#events.onSelect,
        onCandidates: this.#events.onCandidates,
        onShowRecord: (segment, line) => {
          send({ type: "showRecord", segment, line });
        },
        onCompare: (request) => {
          send({ type: "compare", request });
        },
        onCopy: (copied) => {
          const segment = loaded.session.segments[copied.segment]?.id;
          const text = inspectionJson(copied, candidates, segment);
          send({ type: "copy", text, what: regions.copied(copied.request) });
        },
      },
    );
  }

  #placesOf(loaded: LoadedSession, priced: LabPriced | undefined): readonly NotablePlace[] {
    const of = priced ?? loaded;
    if (this.#places?.of !== of)
      this.#places = { of, value: notablePlaces(loaded.rows, priced?.verdicts ?? []) };
    return this.#places.value;
  }
}

/** What went wrong with a request: how it ended, and what it sends again. */
function wrongWith(
  { session, replay, rows }: LoadedSession,
  selected: number | undefined,
): readonly string[] {
  const row = rows[selected ?? -1];
  if (row === undefined) return [];
  const ended = unfinishedAt(session, replay, row.request)?.sentence;
  let before = row.request - 1;
  while (before >= 0 && rows[before]?.segment !== row.segment) before--;
  return [
    ...(ended === undefined ? [] : [ended]),
    ...(row.sentAgain === 0 ? [] : [words.sentAgain(row.sentAgain, before, row.decision)]),
  ];
}
