import type { LabFit, LabOutcome, LabPriced, LabSweep } from "../../src/core/lab/labRun";
import type { PruneSettings } from "../../src/core/prune/evaluate";
import type { SessionReplay } from "../../src/core/replay/model";
import type { Session } from "../../src/core/session/session";
import type { Prices } from "../../src/core/whatif/prices";
import type { SweepMap } from "../../src/core/whatif/sweep";

/**
 * What the page and its own worker say to each other. Both ends are built together and nobody else has the port, so the
 * types stand for a parser.
 */
export type ToLab =
  /** Fit this state of a session, then price and sweep it. `settings` are what the sweep keeps at. */
  | {
      readonly type: "use";
      readonly generation: number;
      readonly session: Session;
      readonly replay: SessionReplay;
      readonly settings: PruneSettings;
      readonly prices: Prices;
    }
  | { readonly type: "prices"; readonly prices: Prices }
  /** Whether the map over both settings is wanted, after each sweep. */
  | { readonly type: "map"; readonly wanted: boolean }
  /** Drop the sweep that is being computed. */
  | { readonly type: "stop" }
  /**
   * Answered by `outcome` with the same id, once the session is fitted. Where its certainty is pending, `certain` brings
   * that, unless another question comes before.
   */
  | {
      readonly type: "outcome";
      readonly id: number;
      readonly policy: string;
      readonly values: readonly number[];
    };

export type LabStage = "fit" | "sweep" | "map";

export type FromLab =
  | {
      readonly type: "progress";
      readonly generation: number;
      readonly stage: LabStage;
      readonly share: number;
    }
  /** `isOwn`: fitted to this very state, and not to one that it carries on. */
  | {
      readonly type: "fitted";
      readonly generation: number;
      readonly fit: LabFit;
      readonly isOwn: boolean;
    }
  | {
      readonly type: "priced";
      readonly generation: number;
      readonly prices: Prices;
      readonly priced: LabPriced;
    }
  | {
      readonly type: "swept";
      readonly generation: number;
      readonly prices: Prices;
      readonly swept: LabSweep;
    }
  | {
      readonly type: "mapped";
      readonly generation: number;
      readonly prices: Prices;
      readonly map: SweepMap;
    }
  | {
      readonly type: "outcome";
      readonly generation: number;
      readonly id: number;
      readonly result: LabOutcome | undefined;
    }
  | {
      readonly type: "certain";
      readonly generation: number;
      readonly id: number;
      readonly certain: Uint8Array;
    }
  | { readonly type: "failed"; readonly generation: number; readonly message: string };
