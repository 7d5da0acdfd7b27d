import { formatCount, formatShare } from "../core/format";
import { asRecorded } from "../core/whatif/asRecorded";
import type { WhatIfOutcome } from "../core/whatif/outcome";
import type { Policy, PolicyParameter } from "../core/whatif/policies/policy";
import { policies, policyById } from "../core/whatif/policies/all";
import { yoi } from "../core/whatif/policies/yoi";
import { prepareResimulation, type Resimulation } from "../core/whatif/resimulate";
import type { CallOptions } from "./command";
import type { OpenedSession } from "./openedSession";
import type { Terminal } from "./terminal";

/** The policy that a call names; the agent's own rule where it names none. Undefined for an unknown name. */
export function policyOf({ policy }: CallOptions): Policy | undefined {
  return policyById(policy ?? yoi.id);
}

/** The options of a call by the ids of the parameters that they set. */
function givenValues({ protectedTokens, minSavings }: CallOptions): ReadonlyMap<string, number> {
  const given = [
    ["protected-tokens", protectedTokens],
    ["min-savings", minSavings],
  ] as const;
  return new Map(given.flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])));
}

const hasOption = ({ id }: PolicyParameter) => id === "protected-tokens" || id === "min-savings";

/** What is wrong with a call for a what-if; undefined where nothing is. */
export function checkWhatIf(options: CallOptions): string | undefined {
  const policy = policyOf(options);
  if (policy === undefined)
    return `unknown policy ${options.policy ?? ""}; there are ${policies.map(({ id }) => id).join(", ")}`;
  if (options.asRecorded && policy.id !== yoi.id)
    return `--as-recorded goes with the policy ${yoi.id} only: it asks what the agent's own rule would have said`;
  const given = givenValues(options);
  const missing = policy.parameters.find(
    (parameter) => hasOption(parameter) && !given.has(parameter.id),
  );
  return missing === undefined ? undefined : `whatif needs --${missing.id}`;
}

/** What a call should know though it can be run: options that its policy has no use for. */
export function remarkOnWhatIf(options: CallOptions): string | undefined {
  const policy = policyOf(options);
  const unused = Array.from(givenValues(options).keys()).filter(
    (id) => policy?.parameters.some((parameter) => parameter.id === id) === false,
  );
  if (policy === undefined || unused.length === 0) return undefined;
  const own = parameterTexts(options).join(", ");
  return `the policy ${policy.id} has no use for ${unused.map((id) => `--${id}`).join(" and ")}${own === "" ? "" : `; its own values hold: ${own}`}`;
}

/** A policy's parameters as a call sets them, in words: `protected tokens 8,000`. */
export function parameterTexts(options: CallOptions): readonly string[] {
  const given = givenValues(options);
  return (policyOf(options)?.parameters ?? []).map(
    ({ id, title, unit, value }) =>
      `${title.toLowerCase()} ${formatCount(given.get(id) ?? value)}${unit === "tokens" ? "" : ` ${unit}`}`,
  );
}

/** What would have happened to a session. The options have passed `checkWhatIf`. */
export function whatIf(
  opened: OpenedSession,
  options: CallOptions,
  terminal: Terminal,
): WhatIfOutcome {
  const policy = policyOf(options) ?? yoi;
  const given = givenValues(options);
  const values = policy.parameters.map(({ id, value }) => given.get(id) ?? value);
  if (!options.asRecorded) return resimulation(opened, terminal).underPolicy(policy, values);
  const [protectedTokens = 0, minSavings = 0] = values;
  return asRecorded(opened.session, opened.replay, { protectedTokens, minSavings });
}

/** Fits a session's tokens, telling how far it is. */
export function resimulation({ session, replay }: OpenedSession, terminal: Terminal): Resimulation {
  const steps = prepareResimulation(session, replay);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    terminal.progress(`fitting tokens to measurements: ${formatShare(step.value, 1)}`);
  }
}
