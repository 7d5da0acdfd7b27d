import { formatCount, formatNumberOf, formatTokens } from "../format";
import { t } from "../l10n/translation";
import { itemKinds } from "../session/itemColumns";
import { visibleText } from "../visibleText";
import { contentHistory, holds } from "./contentHistory";
import { plain, type DescriptionRow } from "./description";
import type { TimelineModel, TimelineSegment } from "./model";
import { kindNames } from "./names";

/** Name of the tool that an item calls or answers, made harmless; undefined for other items. */
export function toolOf({ segment, items }: TimelineSegment, item: number): string | undefined {
  const name = segment.toolNames[items.tool[item] ?? -1];
  return name === undefined ? undefined : visibleText(name);
}

/** What an item is, and what became of its content up to a request. */
export function itemRows(
  model: TimelineModel,
  segmentIndex: number,
  item: number,
  request: number,
): readonly DescriptionRow[] {
  const segment = model.segments[segmentIndex];
  if (segment === undefined) return [];
  const { items, prefixTokens, restTokens, contentBefore } = segment;
  const kind = itemKinds[items.kind[item] ?? 0] ?? "user";
  const tool = toolOf(segment, item);
  const scale = model.requests.scale[request] ?? 1;
  const rest = restTokens[item] ?? 0;
  const content = (prefixTokens[item + 1] ?? 0) - (prefixTokens[item] ?? 0) - rest;
  const rows = [
    plain(
      t("Item {0}", formatCount(item)),
      tool === undefined ? kindNames[kind] : `${kindNames[kind]}, ${tool}`,
    ),
  ];
  const position = contentBefore[item] ?? 0;
  if ((contentBefore[item + 1] ?? 0) === position)
    return [...rows, plain(t("Size"), t("about {0}", formatTokens(rest * scale)))];
  rows.push(
    plain(
      t("Size"),
      t(
        "about {0} of content, {1} that always stay",
        formatTokens(content * scale),
        formatCount(rest * scale),
      ),
    ),
  );
  const history = contentHistory(model, segmentIndex, item, request);
  if (holds(model.requests.sentAgain, request, position))
    rows.push({ label: t("Content"), value: t("sent again here"), tone: "hot" });
  else if (holds(model.requests.leftOut, request, position))
    rows.push(plain(t("Content"), t("left out here")));
  else
    rows.push(
      plain(t("Content"), history.leftOut > 0 ? t("sent, back since it was left out") : t("sent")),
    );
  if (history.sentAgain > 0)
    rows.push({
      label: t("So far"),
      value: t(
        "left out of {0}, sent again {1}",
        formatNumberOf(history.leftOut, "request"),
        formatNumberOf(history.sentAgain, "time"),
      ),
      tone: "hot",
    });
  return rows;
}
