/** Sessions up to this size are read in the background; larger ones when the user points at them. */
export const mostBackgroundBytes = 32 * 1024 * 1024;
