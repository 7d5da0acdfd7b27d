import { isObject, stringField } from "./json";

/** What an unknown segment becomes, and one that lacks its text. */
const unknownSegment = "[unknown input segment]";

/**
 * One text from the segments of a user input, as the writer flattens them: text and pasted text as they are, a file
 * as `@path`, knowledge as `#slug`, a workflow as `/slug`, anything else as a fixed note.
 */
export function flattenSegments(segments: readonly unknown[]): string {
  return segments.map((segment) => flattenSegment(segment) ?? unknownSegment).join("");
}

function flattenSegment(segment: unknown): string | undefined {
  if (!isObject(segment)) return undefined;
  switch (segment["kind"]) {
    case "text":
    case "paste":
      return stringField(segment, "content");
    case "file_ref":
      return prefixed("@", stringField(segment, "path"));
    case "knowledge_ref":
      return prefixed("#", stringField(segment, "slug"));
    case "workflow_invoke":
      return prefixed("/", stringField(segment, "slug"));
    default:
      return undefined;
  }
}

function prefixed(mark: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : mark + name;
}
