import { formatCount } from "../../core/format";
import { t } from "../../core/l10n/translation";
import type { LoggedItem } from "../../core/log/item";
import { parseJson } from "../../core/log/json";
import { itemBrief } from "../../core/itemBrief";
import type { FoundItems, ItemText, PriceSetting, ToPage } from "../../core/protocol";
import type { SessionReplay } from "../../core/replay/model";
import { SessionReplayer } from "../../core/replay/replaySession";
import { RequestTextWriter, type RequestTexts } from "../../core/requestText";
import type { TextScope } from "../../core/search/searchText";
import { placeOfLine } from "../../core/session/placeOfLine";
import type { LinePlace, Segment } from "../../core/session/segment";
import { SessionSender } from "../../core/wire/sessionSender";
import { concurrently } from "../../platform/concurrently";
import { exportPage } from "../../platform/exportPage";
import { itemBriefs } from "../../platform/itemBriefs";
import type { LoadedSession, LoadOptions } from "../../platform/loadSession";
import type { FileProblem } from "../../platform/problem";
import { itemLines } from "./itemLines";
import { itemsIn, recordItems } from "./recordItems";
import { searchLogs } from "./searchLogs";
import type { SessionSource } from "./sessionSource";

/** What the extension has to know of a session; everything else goes to the page or is asked for. */
export interface SessionOverview {
  readonly agentName: string | undefined;
  /** Paths of all its logs. */
  readonly files: readonly string[];
  readonly segments: readonly SegmentOverview[];
  readonly requests: number;
  /** Position of the last request from which content was left out. */
  readonly lastPruned: number | undefined;
  readonly problems: readonly FileProblem[];
}

export interface SegmentOverview {
  readonly id: string;
  readonly lineCount: number;
  /** Position of its first request in the session's; undefined where it has none. */
  readonly firstRequest: number | undefined;
}

/** What an HTML file of the session is made of besides the session. */
export interface ExportParams {
  readonly codeFolder: string;
  readonly name: string;
  /** What the page kept of itself, as JSON. */
  readonly state: string | undefined;
  readonly prices: PriceSetting | undefined;
  readonly withTexts: boolean;
}

interface ReadSession {
  readonly loaded: LoadedSession;
  readonly replay: SessionReplay;
}

/** More than a page shows at once is not asked for by a page that works. */
const mostItemTexts = 2000;

/**
 * One session, from its logs to the messages of its page and the texts that are read on demand. It knows nothing of
 * VS Code: it does its work where it disturbs nobody.
 */
export class SessionService {
  readonly #source: SessionSource;
  readonly #sender = new SessionSender();
  readonly #replayer = new SessionReplayer();
  #read: ReadSession | undefined;

  constructor(source: SessionSource) {
    this.#source = source;
  }

  /** Reads what is new, and replays where anything is. Undefined where nothing changed since the last look. */
  async look(
    options: LoadOptions,
    files?: readonly string[],
  ): Promise<SessionOverview | undefined> {
    const changed = await this.#source.read(options, files);
    if (!changed && this.#read !== undefined) return undefined;
    const loaded = this.#source.loaded();
    this.#read = { loaded, replay: this.#replayer.replay(loaded.session) };
    return overviewOf(this.#read);
  }

  /**
   * The messages that bring a page to the newest state. `anew`: the page holds nothing yet; `after` is the last generation
   * that it was sent, perhaps by another worker.
   */
  messages(anew: boolean, after = 0): readonly ToPage[] {
    if (this.#read === undefined) return [];
    if (anew) this.#sender.reset(after);
    const { loaded, replay } = this.#read;
    return Array.from(this.#sender.messages(loaded.session, replay, loaded.problems));
  }

  /** Brief texts of items, read now; items that do not exist or cannot be read any more are left out. */
  async itemTexts(segment: number, items: readonly number[]): Promise<readonly ItemText[]> {
    const found = this.#segment(segment);
    if (found === undefined) return [];
    const { columns, file } = found;
    // Items of one record, such as a segment's opening history, need it read only once.
    const byOffset = new Map<number, number[]>();
    for (const item of items.slice(0, mostItemTexts)) {
      const offset = columns.lineOffset[item];
      if (offset !== undefined) byOffset.set(offset, [...(byOffset.get(offset) ?? []), item]);
    }
    const texts = await concurrently(Array.from(byOffset), 4, async ([offset, wanted]) => {
      const [first = 0] = wanted;
      const read = await recordItems(this.#source, file, offset, columns.lineBytes[first] ?? 0);
      if (typeof read === "string") return [];
      return wanted.flatMap((item): ItemText[] => {
        const logged = read[columns.ordinal[item] ?? 0];
        return logged === undefined ? [] : [{ segment, item, brief: itemBrief(logged) }];
      });
    });
    return texts.flat();
  }

  /** Where a line, from 1, of a segment's log stands; undefined where there is no such line. */
  async placeOf(
    segment: number,
    line: number,
  ): Promise<(LinePlace & { readonly file: string }) | undefined> {
    const found = this.#segment(segment);
    if (found === undefined) return undefined;
    const place =
      placeOfLine(found.segment, line) ?? (await this.#source.findLine(found.file, line));
    return place && { file: found.file, ...place };
  }

  async record(...place: Parameters<SessionSource["record"]>): ReturnType<SessionSource["record"]> {
    return await this.#source.record(...place);
  }

  /** Items whose texts hold `text`. Rejects with the signal's reason. */
  async search(text: string, scope: TextScope, options: LoadOptions): Promise<FoundItems> {
    const segments = this.#read?.loaded.session.segments ?? [];
    const logs = segments.flatMap((_, position) => {
      const found = this.#segment(position);
      return found === undefined ? [] : [{ position, file: found.file, items: found.columns }];
    });
    return await searchLogs(this.#source, logs, { text, scope }, options);
  }

  /**
   * Both texts of a request, by its position in the replay's requests; undefined where there is none. Rejects with the signal's reason.
   */
  async requestTexts(request: number, signal?: AbortSignal): Promise<RequestTexts | undefined> {
    const wanted = this.#read?.replay.requests[request];
    const found = wanted && this.#segment(wanted.segment);
    if (wanted === undefined || found === undefined) return undefined;
    const { segment, columns, file } = found;
    const leftOut = new Set<number>(wanted.pruned);
    const name = this.#source.ref.agents[0]?.metadata.agentName ?? this.#source.ref.id;
    const writer = new RequestTextWriter(t("request {0} of {1}", formatCount(request + 1), name));
    const end = Math.min(wanted.historyLength, columns.length);
    const add = (index: number, itemOf: () => LoggedItem | string | undefined) => {
      const item = writer.isFull ? undefined : itemOf();
      const toolName = segment.toolNames[columns.tool[index] ?? -1];
      writer.add({ index, item, toolName, leftOut: leftOut.has(index) });
    };
    signal?.throwIfAborted();
    const lines = itemLines(columns, end);
    let at = 0;
    for await (const record of this.#source.records(file, lines, signal)) {
      const line = lines[at];
      if (line === undefined || writer.isFull) break;
      const items = itemsIn(record, line);
      for (let index = line.from; index < line.to; index++)
        add(index, () => itemAt(items, columns.ordinal[index] ?? 0));
      at += 1;
    }
    // No more of them would be shown.
    for (let index = lines[at]?.from ?? end; index < end; index++) add(index, () => undefined);
    return writer.texts();
  }

  /** The newest state as an HTML file, in UTF-8. Rejects where nothing was read, or with the signal's reason. */
  async exportPage(
    { codeFolder, name, state, prices, withTexts }: ExportParams,
    { signal, onProgress }: LoadOptions = {},
  ): Promise<Uint8Array> {
    if (this.#read === undefined) throw new Error("no session was read");
    const { loaded, replay } = this.#read;
    return await exportPage({
      session: loaded.session,
      replay,
      codeFolder,
      name,
      state: state === undefined ? undefined : parseJson(state),
      prices,
      texts: withTexts
        ? async (segment, items) => await this.#briefs(segment, items, signal)
        : undefined,
      signal,
      onProgress,
    });
  }

  async #briefs(
    segment: number,
    items: readonly number[],
    signal: AbortSignal | undefined,
  ): Promise<readonly ItemText[]> {
    const found = this.#segment(segment);
    if (found === undefined) return [];
    return await itemBriefs(found.columns, segment, items, (places) =>
      this.#source.records(found.file, places, signal),
    );
  }

  #segment(position: number):
    | {
        readonly segment: Segment;
        readonly columns: Segment["items"];
        readonly file: string;
      }
    | undefined {
    const segment = this.#read?.loaded.session.segments[position];
    const file = this.#source.ref.segmentFiles.find(({ id }) => id === segment?.id)?.path;
    if (segment === undefined || file === undefined) return undefined;
    return { segment, columns: segment.items, file };
  }
}

function itemAt(records: readonly LoggedItem[] | string, ordinal: number): LoggedItem | string {
  if (typeof records === "string") return records;
  return records[ordinal] ?? t("the file has changed since it was read");
}

function overviewOf({ loaded, replay }: ReadSession): SessionOverview {
  const { session, ref, problems } = loaded;
  const firstRequests = new Map<number, number>();
  for (const [position, { segment }] of replay.requests.entries())
    if (!firstRequests.has(segment)) firstRequests.set(segment, position);
  const lastPruned = replay.requests.findLastIndex(
    (request) => (request.prunedLeading ?? request.pruned.length) > 0,
  );
  return {
    agentName: session.metadata?.agentName,
    files: ref.segmentFiles.map((file) => file.path),
    segments: session.segments.map(({ id, file }, position) => ({
      id,
      lineCount: file.lineCount,
      firstRequest: firstRequests.get(position),
    })),
    requests: replay.requests.length,
    lastPruned: lastPruned === -1 ? undefined : lastPruned,
    problems,
  };
}
