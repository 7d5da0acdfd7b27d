import axe from "axe-core";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

/**
 * What axe-core finds wrong in the page, one line for each element; empty where it finds nothing.
 * @param options such as rules to leave out, with the reason beside the call
 */
export async function accessibilityViolations(
  page: Page,
  options: RunOptions = {},
): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults, RunOptions>(
    async (given) => (window as unknown as { axe: typeof axe }).axe.run(document, given),
    { resultTypes: ["violations"], ...options },
  );
  return results.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${violation.help}: ${node.target.join(" ")} ${node.html}`,
    ),
  );
}
