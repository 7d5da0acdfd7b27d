import { formatCount } from "../../format";
import { t } from "../../l10n/translation";
import type { PruneHistory } from "../../prune/pruneHistory";
import { kindIndex } from "../../session/itemColumns";
import type { Resimulation } from "../resimulate";
import type { Finding } from "./finding";

const toolCall = kindIndex["tool call"];

/**
 * Calls that repeat an earlier one, tool and arguments alike, while the earlier one's result was left out of the very
 * request that asked for them: content was fetched again that had been taken away.
 */
export function readAgain({ scenario, contentTokens }: Resimulation): readonly Finding[] {
  const found: Finding[] = [];
  const latest = scenario.session.segments.map(() => ({ item: 0, request: -1 }));
  const resultsBefore: PruneHistory["candidates"][] = [];
  for (const { segment, history } of scenario.requests.lanes)
    resultsBefore[segment] ??= history.candidates;
  const resultOfKey = scenario.session.segments.map(() => new Map<number, number>());
  const isLeftOut = (segment: number, request: number, result: number): boolean =>
    scenario.session.segments[segment]?.items.projectable[result] === 1 &&
    (resultsBefore[segment]?.[result] ?? Infinity) < (scenario.leftOut[request] ?? 0);
  const visit = (segment: number, until: number) => {
    const items = scenario.session.segments[segment]?.items;
    const position = latest[segment];
    const results = resultOfKey[segment];
    if (items === undefined || position === undefined || results === undefined) return;
    for (; position.item < until; position.item++) {
      const { item, request } = position;
      const key = items.callKey[item] ?? -1;
      if (key < 0) continue;
      if (items.kind[item] !== toolCall) results.set(key, item);
      else {
        const result = results.get(key);
        if (result !== undefined && isLeftOut(segment, request, result))
          found.push(finding(request, result, item, contentTokens(segment, result)));
      }
    }
  };
  for (let request = 0; request < scenario.count; request++) {
    const segment = scenario.segment[request] ?? 0;
    visit(segment, scenario.sentLength[request] ?? 0);
    const position = latest[segment];
    if (position !== undefined) position.request = request;
  }
  for (const [segment, { items }] of scenario.session.segments.entries())
    visit(segment, items.length);
  return found;
}

function finding(request: number, result: number, call: number, tokens: number): Finding {
  return {
    kind: "read-again",
    place: { kind: "request", request },
    figures: { resultItem: result, callItem: call, tokens: Math.round(tokens) },
    sentence: t(
      "Item {0} repeats the call whose result, item {1}, about {2} tokens, was left out of the request.",
      call,
      result,
      formatCount(tokens),
    ),
    remedy: t("A larger protected_tokens keeps results longer."),
  };
}
