// Prints failures and, where PRUNESCOPE_TEST_RESULT names a file, writes the counts there. One reporter for all layers.
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

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
    });
  }
};
