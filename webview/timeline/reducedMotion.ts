let query: MediaQueryList | undefined;

/** Whether motion is not wanted. Asked in every frame, so the query is made once: it follows the setting by itself. */
export function prefersReducedMotion(): boolean {
  query ??= matchMedia("(prefers-reduced-motion: reduce)");
  return query.matches;
}
