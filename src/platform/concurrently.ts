/**
 * Maps each value with at most `limit` calls under way, results in the order of the values. Rejects with the first
 * error, or with the signal's reason once it is aborted.
 */
export async function concurrently<From, To>(
  values: readonly From[],
  limit: number,
  map: (value: From) => Promise<To>,
  signal?: AbortSignal,
): Promise<To[]> {
  const results = new Array<To>(values.length);
  const queue = values.entries();
  const work = async () => {
    for (const [at, value] of queue) {
      signal?.throwIfAborted();
      results[at] = await map(value);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, values.length) }, work));
  return results;
}
