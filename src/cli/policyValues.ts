import { formatCount } from "../core/format";
import { policies, policyById } from "../core/whatif/policies/all";
import type { Policy } from "../core/whatif/policies/policy";
import { yoi } from "../core/whatif/policies/yoi";
import type { CallOptions } from "./command";

/** The policy that a call names; the agent's own rule where it names none. Undefined for an unknown name. */
export function policyOf({ policy }: CallOptions): Policy | undefined {
  return policyById(policy ?? yoi.id);
}

/** What `--set` says, by the ids of parameters; else why it cannot be read. */
export function readSet(
  texts: readonly string[],
): { readonly values: ReadonlyMap<string, number> } | { readonly reason: string } {
  const values = new Map<string, number>();
  for (const text of texts) {
    const [, id, digits] = /^([a-z-]+)=(\d+)$/.exec(text) ?? [];
    const value = Number(digits);
    if (id === undefined || !Number.isSafeInteger(value))
      return { reason: `--set takes NAME=N with a whole number, not ${text}` };
    if (values.has(id)) return { reason: `--set ${id} is given twice` };
    values.set(id, value);
  }
  return { values };
}

/** The options of a call by the ids of the parameters that they set. */
export function givenValues({
  protectedTokens,
  minSavings,
  set,
}: CallOptions): ReadonlyMap<string, number> {
  const given = new Map(set);
  if (protectedTokens !== undefined) given.set("protected-tokens", protectedTokens);
  if (minSavings !== undefined) given.set("min-savings", minSavings);
  return given;
}

/** Values for all of a policy's parameters: what the call says, else their own. */
export function valuesOf(policy: Policy, options: CallOptions): readonly number[] {
  const given = givenValues(options);
  return policy.parameters.map(({ id, value }) => given.get(id) ?? value);
}

/** What is wrong with the policy and the parameters that a call names; undefined where nothing is. */
export function checkPolicy(options: CallOptions): string | undefined {
  const policy = policyOf(options);
  if (policy === undefined)
    return `unknown policy ${options.policy ?? ""}; there are ${policies.map(({ id }) => id).join(", ")}`;
  const flags = { "protected-tokens": options.protectedTokens, "min-savings": options.minSavings };
  for (const [flag, value] of Object.entries(flags))
    if (value !== undefined && options.set?.has(flag) === true)
      return `--${flag} and --set ${flag} say the same twice`;
  const known = policy.parameters.map(({ id }) => id);
  const unknown = Array.from(options.set?.keys() ?? []).find((id) => !known.includes(id));
  if (unknown === undefined) return undefined;
  return known.length === 0
    ? `the policy ${policy.id} has no parameters to set`
    : `the policy ${policy.id} has no parameter ${unknown}; it has ${known.join(", ")}`;
}

/** A policy's parameters as a call sets them, in words: `protected tokens 8,000`. */
export function parameterTexts(options: CallOptions): readonly string[] {
  const given = givenValues(options);
  return (policyOf(options)?.parameters ?? []).map(
    ({ id, title, unit, value }) =>
      `${title.toLowerCase()} ${formatCount(given.get(id) ?? value)}${unit === "tokens" ? "" : ` ${unit}`}`,
  );
}
