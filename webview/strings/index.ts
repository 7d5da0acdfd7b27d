/**
 * Every text of the page, in one place so that it can be translated. What varies is a parameter; markup is none of it.
 * Requests are counted from 1 for people, items from 0 as in the log. What the comparing page takes, too, it takes from the
 * file that holds it: tables of messages that nobody reads are not dropped from a bundle.
 */
export { requestNumber, decisionWords, decisionGlyphs, states, regions, grid } from "./common";
export { header, settingsWords, replayWords } from "./summary";
export { inspector, actions } from "./inspector";
export { unreadFiles } from "./unreadFiles";
export { whatIf } from "./whatIf";
export { candidates, requests } from "./tables";
export { layout } from "./layout";
export { prices } from "./prices";
export { places } from "./places";
export { advice } from "./advice";
