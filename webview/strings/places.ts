import { formatCount, formatNumberOf, formatTokens } from "../../src/core/format";
import type { NotablePlace } from "../../src/core/inspect/notablePlaces";
import { t } from "../../src/core/l10n/translation";
import { requestNumber } from "./common";

/** Words of the places worth a look, while no request is selected. */
export const places = {
  title: t("Where to begin"),
  request: (request: number): string => t("Request {0}", requestNumber(request)),
  why: (place: NotablePlace): string => {
    switch (place.kind) {
      case "first fire":
        return t("the first fire");
      case "first sent again":
        return t("the first to send content again: {0}", formatNumberOf(place.results, "result"));
      case "most sent again":
        return t("sent most again: {0}", formatNumberOf(place.results, "result"));
      case "dearest fire":
        return t(
          "the dearest fire: it lost {0} tokens at the input price",
          formatCount(place.lostCost),
        );
      case "peak":
        return t("the largest prompt: {0}", formatTokens(place.tokens));
    }
  },
};
