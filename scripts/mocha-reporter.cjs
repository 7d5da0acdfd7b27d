// Prints failures and, where PRUNESCOPE_TEST_RESULT names a file, writes the counts there. One reporter for all layers.
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

const patienceMilliseconds = 5000;

module.exports = class Reporter extends Mocha.reporters.Base {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = this.stats;
      if (failures > 0) this.epilogue();
      const file = process.env["PRUNESCOPE_TEST_RESULT"];
      const counts = { passed: passes, failed: failures };
      if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
      if (isMochaAlone(options)) endLater();
    });
  }
};

/**
 * In an extension host the process is not ours to end.
 * @param {import("mocha").MochaOptions} options
 */
function isMochaAlone({ reporterOptions }) {
  /** @type {unknown} */
  const given = reporterOptions;
  return typeof given === "object" && given !== null && "alone" in given;
}

function endLater() {
  const timer = setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(", ");
    console.error(`the tests have ended and left open what keeps the process alive: ${open}`);
    // mocha sets the status to the number of failed tests at the very end.
    process.once("exit", () => {
      process.exitCode = 1;
    });
    process.exit();
  }, patienceMilliseconds);
  timer.unref();
}
