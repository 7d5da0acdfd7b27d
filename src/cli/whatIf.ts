import { formatShare } from "../core/format";
import { asRecorded } from "../core/whatif/asRecorded";
import type { WhatIfOutcome } from "../core/whatif/outcome";
import type { PolicyParameter } from "../core/whatif/policies/policy";
import { yoi } from "../core/whatif/policies/yoi";
import { prepareResimulation, type Resimulation } from "../core/whatif/resimulate";
import { runToEnd } from "../core/work";
import type { CallOptions } from "./command";
import type { OpenedSession } from "./openedSession";
import { checkPolicy, givenValues, parameterTexts, policyOf, valuesOf } from "./policyValues";
import type { Terminal } from "./terminal";

const hasOption = ({ id }: PolicyParameter) => id === "protected-tokens" || id === "min-savings";

/** What is wrong with a call for a what-if; undefined where nothing is. */
export function checkWhatIf(options: CallOptions): string | undefined {
  const wrong = checkPolicy(options);
  if (wrong !== undefined) return wrong;
  const policy = policyOf(options) ?? yoi;
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

/** What would have happened to a session. The options have passed `checkWhatIf`. */
export function whatIf(
  opened: OpenedSession,
  options: CallOptions,
  terminal: Terminal,
): WhatIfOutcome {
  const policy = policyOf(options) ?? yoi;
  const values = valuesOf(policy, options);
  if (!options.asRecorded) return resimulation(opened, terminal).underPolicy(policy, values);
  const [protectedTokens = 0, minSavings = 0] = values;
  return asRecorded(opened.session, opened.replay, { protectedTokens, minSavings });
}

/** Fits a session's tokens, telling how far it is. */
export function resimulation({ session, replay }: OpenedSession, terminal: Terminal): Resimulation {
  return runToEnd(prepareResimulation(session, replay), (share) => {
    terminal.progress(`fitting tokens to measurements: ${formatShare(share, 1)}`);
  });
}
