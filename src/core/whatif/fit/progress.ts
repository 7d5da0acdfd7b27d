export { asPart } from "../../work";
