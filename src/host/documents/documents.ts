import path from "node:path";
import * as vscode from "vscode";
import { parseJson } from "../../core/log/json";
import * as s from "../../core/shape";
import { visibleText } from "../../core/visibleText";
import type { RawRecord } from "../../platform/readRecord";
import { DisposableStore } from "../disposables";
import { documentScheme } from "../ids";
import { recordText } from "./recordText";

/** One line of one log. */
export interface RecordPlace {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly byteLength: number;
}

/** A place as a command or an address names it. */
export const recordPlace: s.Shape<RecordPlace> = s.object({
  file: s.text,
  line: s.count,
  offset: s.count,
  byteLength: s.count,
});

/** Reads a line of a log that is listed or open, and of no other file. */
export type ReadKnownRecord = (place: RecordPlace) => Promise<RawRecord>;

/**
 * The read-only documents: records, read from their log whenever they are shown, and texts of requests, held as long
 * as they are open. An address that comes from elsewhere leads to no file that is not listed or open.
 */
export class Documents implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #readRecord: ReadKnownRecord;
  readonly #store = new DisposableStore();
  readonly #held = new Map<string, string>();

  constructor(readRecord: ReadKnownRecord) {
    this.#readRecord = readRecord;
    this.#store.add(vscode.workspace.registerTextDocumentContentProvider(documentScheme, this));
    this.#store.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#held.delete(document.uri.toString());
      }),
    );
  }

  /** Reads a record and gives the document that shows it. */
  async record(place: RecordPlace): Promise<vscode.Uri> {
    const { isJson } = recordText(await this.#readRecord(place), place);
    const log = visibleText(path.basename(place.file, ".jsonl"));
    return vscode.Uri.from({
      scheme: documentScheme,
      path: `/${log}/line ${place.line}.${isJson ? "json" : "txt"}`,
      query: JSON.stringify(place),
    });
  }

  /** A document with a given text. */
  hold(documentPath: string, query: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: documentScheme, path: documentPath, query });
    this.#held.set(uri.toString(), text);
    return uri;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const held = this.#held.get(uri.toString());
    if (held !== undefined) return held;
    const place = recordPlace(parseJson(uri.query));
    if (place instanceof s.Mismatch)
      return vscode.l10n.t(
        "What stood here was made for a comparison in an earlier window. Open the session and compare the request again.",
      );
    return recordText(await this.#readRecord(place), place).text;
  }

  dispose(): void {
    this.#store.dispose();
  }
}
