import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fittedTimeline } from "../core/export/fittedTimeline";
import { lightPalette } from "../core/export/picture/palette";
import { sessionPicture } from "../core/export/picture/sessionPicture";
import { svgText } from "../core/export/picture/svg";
import { labFit } from "../core/lab/labRun";
import { candidatesCsv, findingsCsv, requestsCsv, sweepCsv } from "../core/export/csvTables";
import { lastSettings } from "../core/export/lastSettings";
import type { TableName } from "../core/export/products";
import { candidatesOfRequest, rowsOfSession } from "../core/export/sessionTables";
import { formatCount, formatShare } from "../core/format";
import { unreachable } from "../core/unreachable";
import { findFindings } from "../core/whatif/findings/findFindings";
import { policies } from "../core/whatif/policies/all";
import { defaultPrices } from "../core/whatif/prices";
import { sweep, type SweepPoint } from "../core/whatif/sweep";
import { exportPage } from "../platform/exportPage";
import { textsOnDisk } from "../platform/textsOnDisk";
import { describeError, errorCode } from "../platform/problem";
import type { OpenedSession } from "./openedSession";
import { runToEnd } from "../core/work";
import type { Terminal } from "./terminal";
import { resimulation } from "./whatIf";

/** What goes into a file, or why there is nothing to write. */
export type FileContent = { readonly bytes: Uint8Array } | { readonly problem: string };

/** The session's page as one file. */
export async function pageFile(
  { session, replay, ref }: OpenedSession,
  withTexts: boolean,
  terminal: Terminal,
): Promise<FileContent> {
  const bytes = await exportPage({
    session,
    replay,
    // The page's code lies beside this program.
    codeFolder: path.join(__dirname, "exportedPage"),
    name: session.metadata?.agentName ?? session.id,
    state: undefined,
    texts: withTexts ? textsOnDisk(ref, session) : undefined,
    onProgress: ({ readBytes, totalBytes }) => {
      terminal.progress(`packing ${formatShare(readBytes, totalBytes)}`);
    },
  });
  return { bytes };
}

/** The whole timeline as a drawing, on white; what a what-if shows is for the page. */
export function pictureFile(opened: OpenedSession, terminal: Terminal): FileContent {
  const { session, replay } = opened;
  const model = fittedTimeline(session, replay, labFit(resimulation(opened, terminal)));
  if (model.length === 0) return { problem: "the session has no request that could be drawn" };
  const drawing = sessionPicture({
    model,
    whatIf: undefined,
    view: undefined,
    width: 1280,
    height: 640,
    palette: lightPalette,
    name: session.metadata?.agentName ?? session.id,
  });
  return content(svgText(drawing));
}

/** One table of a session. `request` counts from 1; of use for candidates only. */
export function tableFile(
  opened: OpenedSession,
  table: TableName,
  request: number | undefined,
  terminal: Terminal,
): FileContent {
  const { session, replay } = opened;
  switch (table) {
    case "requests":
      return content(requestsCsv(session, rowsOfSession(opened)));
    case "candidates": {
      const position = (request ?? 0) - 1;
      return replay.requests[position] === undefined
        ? { problem: `the session has ${formatCount(replay.requests.length)} requests` }
        : content(candidatesCsv(position, candidatesOfRequest(opened, position)));
    }
    case "findings":
      return content(findingsCsv(session, replay, findFindings(resimulation(opened, terminal))));
    case "sweep":
      return content(sweepCsv(sweptPoints(opened, terminal)));
    default:
      return unreachable(table);
  }
}

function content(text: string): FileContent {
  return { bytes: new TextEncoder().encode(text) };
}

function sweptPoints(opened: OpenedSession, terminal: Terminal): readonly SweepPoint[] {
  const options = { policies, prices: defaultPrices, ...lastSettings(opened.replay) };
  const { curves } = runToEnd(sweep(resimulation(opened, terminal), options), (share) => {
    terminal.progress(`trying settings: ${formatShare(share, 1)}`);
  });
  return curves.flatMap(({ points }) => points);
}

/** Writes a file that is not there yet; what hindered it in words, undefined where it is written. */
export async function writeNew(file: string, bytes: Uint8Array): Promise<string | undefined> {
  try {
    await writeFile(file, bytes, { flag: "wx" });
    return undefined;
  } catch (error) {
    return errorCode(error) === "EEXIST"
      ? "it exists already and was left alone"
      : `it cannot be written: ${describeError(error)}`;
  }
}
