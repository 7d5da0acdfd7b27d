import { isObject, stringField } from "./json";

/**
 * One text from the segments of a user input, as the writer flattens them: text and pasted text as they are, a file
 * as `@path`, knowledge as `#slug`, a workflow as `/slug`, anything else as a fixed note.
 */
export function flattenSegments(segments: readonly unknown[]): string {
  return segments.map(flattenSegment).join("");
}

function flattenSegment(segment: unknown): string {
  const unknownSegment = "[unknown input segment]";
  if (!isObject(segment)) return unknownSegment;
  switch (segment["kind"]) {
    case "text":
    case "paste":
      return stringField(segment, "content") ?? unknownSegment;
    case "file_ref":
      return `@${stringField(segment, "path") ?? ""}`;
    case "knowledge_ref":
      return `#${stringField(segment, "slug") ?? ""}`;
    case "workflow_invoke":
      return `/${stringField(segment, "slug") ?? ""}`;
    default:
      return unknownSegment;
  }
}
