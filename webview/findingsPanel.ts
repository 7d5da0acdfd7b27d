import type { nothing, TemplateResult } from "lit";
import { earlyFindings, groupFindings, type FindingGroup } from "../src/core/lab/findingGroups";
import type { LabPriced } from "../src/core/lab/labRun";
import type { FindingKind, Place } from "../src/core/whatif/findings/finding";
import { pageFindings } from "./labFindings";
import type { LoadedSession } from "./loadedSession";
import { findingsView } from "./views/findings";

export interface FindingsPanelEvents {
  readonly onRequest: (request: number) => void;
  /** A line of a segment's file, from 1; undefined where nobody can show it. */
  readonly onLine: () => ((segment: number, line: number) => void) | undefined;
  readonly onChange: () => void;
}

/** What stands out in the session: what the log alone says at once, the rest when the tokens are fitted. */
export class FindingsPanel {
  readonly #events: FindingsPanelEvents;
  #groups: { readonly of: unknown; readonly value: readonly FindingGroup[] } | undefined;
  #shown = new Map<FindingKind, number>();
  #open = false;

  constructor(events: FindingsPanelEvents) {
    this.#events = events;
  }

  view(loaded: LoadedSession, priced: LabPriced | undefined): TemplateResult | typeof nothing {
    const of = priced ?? loaded;
    if (this.#groups?.of !== of) {
      const found = priced?.findings ?? earlyFindings(loaded.session, loaded.replay, loaded.rows);
      this.#groups = { of, value: groupFindings(found, loaded.replay.agreement) };
    }
    const onLine = this.#events.onLine();
    const findings = pageFindings(
      this.#groups.value,
      {
        requests: loaded.rows.length,
        costs: priced?.costs,
        shown: this.#shown,
        canShowRecord: onLine !== undefined,
        requestOf: (place) => requestOf(loaded, place),
      },
      {
        onShow: (kind, place) => {
          this.#shown.set(kind, (this.#shown.get(kind) ?? 0) + 1);
          this.#show(loaded, place, onLine);
          this.#events.onChange();
        },
      },
    );
    return findingsView(findings, this.#open, (open) => {
      this.#open = open;
      this.#events.onChange();
    });
  }

  #show(
    loaded: LoadedSession,
    place: Place,
    onLine: ((segment: number, line: number) => void) | undefined,
  ): void {
    if (place.kind === "line") {
      onLine?.(place.segment, place.line);
      return;
    }
    const request = requestOf(loaded, place);
    if (request !== undefined) this.#events.onRequest(request);
  }
}

/** The request of a place in the session; undefined where it stands for none. */
function requestOf(loaded: LoadedSession, place: Place): number | undefined {
  switch (place.kind) {
    case "request":
      return place.request;
    case "evaluation":
      return loaded.requestOfEvaluation(place.segment, place.evaluation);
    case "session":
    case "line":
      return undefined;
  }
}
