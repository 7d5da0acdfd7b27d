// First: what is loaded after it makes tables of words.
import "./workerTranslation";
import { parentPort } from "node:worker_threads";
import { serveCalls } from "./serveCalls";
import { sessionHandlers } from "./sessionHandlers";

/**
 * The program of a worker thread: reading, folding and replaying a long session takes seconds, in which the thread that
 * all extensions share must answer.
 */
if (parentPort === null) throw new Error("this is the program of a worker thread");
serveCalls(parentPort, sessionHandlers());
