/** Id of the element of an exported document that holds the session. */
export const dataElement = "session-data";
