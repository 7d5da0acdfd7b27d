import { spawn } from "node:child_process";

/**
 * @typedef {object} Finished
 * @property {number} code exit status; 1 where a signal or a failed start ended it
 * @property {string} output both streams in order of arrival; empty where they were inherited
 */

/**
 * Runs a program to its end. Never rejects: a program that cannot be started is a failure with the reason as its output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, inherit?: boolean, shell?: boolean }} [options]
 * @returns {Promise<Finished>}
 */
export async function run(command, args, options = {}) {
  const { inherit = false, ...rest } = options;
  return await new Promise((resolve) => {
    const child = spawn(command, args, { ...rest, stdio: inherit ? "inherit" : "pipe" });
    let output = "";
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.once("error", (error) => {
      resolve({ code: 1, output: `${command} cannot be started: ${error.message}` });
    });
    child.once("close", (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs npm. It is a script on Windows, which needs a shell: pass no argument that a shell would read.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, inherit?: boolean }} [options]
 * @returns {Promise<Finished>}
 */
export async function npm(args, options = {}) {
  return await run("npm", args, { ...options, shell: process.platform === "win32" });
}
