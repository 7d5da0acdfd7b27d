import type { PruneSettings } from "../src/core/prune/evaluate";
import { defaultValues, policyById } from "../src/core/whatif/policies/all";
import { off } from "../src/core/whatif/policies/off";
import type { Policy } from "../src/core/whatif/policies/policy";
import { yoi } from "../src/core/whatif/policies/yoi";
import type { Knobs } from "./pageState";

/** A policy with values for its parameters, in their order. */
export interface Chosen {
  readonly policy: Policy;
  readonly values: readonly number[];
}

/** What knobs stand at; where they stand as recorded, at the settings given. */
export function chosenBy(knobs: Knobs, recorded: PruneSettings): Chosen {
  switch (knobs.kind) {
    case "recorded":
      return ofYoi(recorded);
    case "settings":
      return ofYoi(knobs.settings);
    case "off":
      return { policy: off, values: [] };
    case "policy": {
      const policy = policyById(knobs.policy);
      return policy?.parameters.length === knobs.values.length
        ? { policy, values: knobs.values }
        : ofYoi(recorded);
    }
  }
}

/** The knobs that stand at a policy with these values. */
export function knobsAt({ policy, values }: Chosen): Knobs {
  const settings = settingsOf({ policy, values });
  if (settings !== undefined) return { kind: "settings", settings };
  if (policy.id === off.id) return { kind: "off" };
  return { kind: "policy", policy: policy.id, values };
}

/** Another policy, with its own values but for those that it shares with the one before. */
export function changePolicy(before: Chosen, policy: Policy, recorded: PruneSettings): Chosen {
  const shared = new Map([
    ["protected-tokens", recorded.protectedTokens],
    ["min-savings", recorded.minSavings],
  ]);
  for (const [position, { id }] of before.policy.parameters.entries()) {
    const value = before.values[position];
    if (value !== undefined && shared.has(id)) shared.set(id, value);
  }
  const defaults = defaultValues(policy);
  return {
    policy,
    values: policy.parameters.map(({ id }, position) => shared.get(id) ?? defaults[position] ?? 0),
  };
}

/** The settings of the agent's own rule; undefined for other policies. */
export function settingsOf({ policy, values }: Chosen): PruneSettings | undefined {
  const [protectedTokens, minSavings] = values;
  return policy.id !== yoi.id || protectedTokens === undefined || minSavings === undefined
    ? undefined
    : { protectedTokens, minSavings };
}

function ofYoi({ protectedTokens, minSavings }: PruneSettings): Chosen {
  return { policy: yoi, values: [protectedTokens, minSavings] };
}
