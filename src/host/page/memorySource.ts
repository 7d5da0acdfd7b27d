import path from "node:path";
import * as vscode from "vscode";
import { formatBytes } from "../../core/format";
import { SegmentFold } from "../../core/session/foldSegment";
import { assembleSession } from "../../core/session/session";
import { epochMs } from "../../core/units";
import type { LoadedSession } from "../../platform/loadSession";
import type { RawRecord } from "../../platform/readRecord";
import type { SessionRef } from "../../platform/sessionRef";
import { UserError } from "../report";
import type { SessionSource } from "./sessionSource";

/** Files of other schemes can only be had whole; this is what is read of them. */
const largestBytes = 64 * 1024 * 1024;

/** One log of a virtual workspace, held in memory. */
export class MemorySource implements SessionSource {
  readonly ref: SessionRef;
  readonly watched: readonly string[] = [];
  readonly #bytes: Uint8Array;
  readonly #fold: SegmentFold;

  private constructor(ref: SessionRef, bytes: Uint8Array) {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    this.ref = ref;
    this.#bytes = bytes;
    this.#fold = new SegmentFold(ref.id, (line) => decoder.decode(line));
  }

  /** Reads a file of any scheme. Throws a UserError where it is too large. */
  static async of(uri: vscode.Uri): Promise<MemorySource> {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    if (size > largestBytes)
      throw new UserError(
        vscode.l10n.t(
          "{0} has {1}; a file that is not on disk is read up to {2}. Copy it to a folder on disk and open that.",
          uri.toString(true),
          formatBytes(size),
          formatBytes(largestBytes),
        ),
      );
    const bytes = await vscode.workspace.fs.readFile(uri);
    const id = path.posix.basename(uri.path).replace(/\.jsonl$/, "");
    const file = {
      id,
      path: uri.toString(true),
      byteLength: bytes.length,
      modifiedTs: epochMs(mtime),
    };
    return new MemorySource(
      {
        id,
        folder: path.posix.dirname(uri.path),
        root: path.posix.dirname(uri.path),
        segmentFiles: [file],
        opened: undefined,
        agents: [],
        startTs: undefined,
        byteLength: bytes.length,
        modifiedTs: file.modifiedTs,
      },
      bytes,
    );
  }

  async read(): Promise<boolean> {
    const isFirst = this.#fold.byteLength === 0 && this.#bytes.length > 0;
    if (isFirst) this.#fold.push(this.#bytes);
    return await Promise.resolve(isFirst);
  }

  loaded(): LoadedSession {
    const segment = this.#fold.snapshot();
    const holdsRecords = segment.startTs !== undefined;
    return {
      ref: this.ref,
      session: assembleSession(this.ref.id, holdsRecords ? [segment] : [], undefined),
      problems: holdsRecords
        ? []
        : [
            {
              path: this.ref.segmentFiles[0]?.path ?? this.ref.folder,
              what: "not a segment log: none of its lines is a record of one",
            },
          ],
    };
  }

  async record(_file: string, offset: number, byteLength: number): Promise<RawRecord> {
    return await Promise.resolve({
      kind: "bytes",
      bytes: this.#bytes.subarray(offset, offset + byteLength),
    });
  }
}
