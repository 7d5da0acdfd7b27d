import { keepN } from "./keepN";
import { lowWatermark } from "./lowWatermark";
import { maskWindow } from "./maskWindow";
import { off } from "./off";
import type { Policy } from "./policy";
import { toolBudget } from "./toolBudget";
import { toolMask } from "./toolMask";
import { yoi } from "./yoi";
import { yoiSticky } from "./yoiSticky";

/** The policies that can be simulated, in the order in which they are offered. */
export const policies: readonly Policy[] = [
  yoi,
  yoiSticky,
  toolBudget,
  toolMask,
  keepN,
  maskWindow,
  lowWatermark,
  off,
];

/** The policy of that id; undefined where there is none. */
export function policyById(id: string): Policy | undefined {
  return policies.find((policy) => policy.id === id);
}

/** A policy's own values for its parameters, in their order. */
export function defaultValues(policy: Policy): readonly number[] {
  return policy.parameters.map(({ value }) => value);
}
