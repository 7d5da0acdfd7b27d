import { formatCount, formatNumberOf, formatTokens } from "../../src/core/format";
import type { NotablePlace } from "../../src/core/inspect/notablePlaces";
import { requestNumber } from "./common";

/** Words of the places worth a look, while no request is selected. */
export const places = {
  title: "Where to begin",
  request: (request: number): string => `Request ${requestNumber(request)}`,
  why: (place: NotablePlace): string => {
    switch (place.kind) {
      case "first fire":
        return "the first fire";
      case "first sent again":
        return `the first to send content again: ${formatNumberOf(place.results, "result")}`;
      case "most sent again":
        return `sent most again: ${formatNumberOf(place.results, "result")}`;
      case "dearest fire":
        return `the dearest fire: it lost ${formatCount(place.lostCost)} tokens at the input price`;
      case "peak":
        return `the largest prompt: ${formatTokens(place.tokens)}`;
    }
  },
};
