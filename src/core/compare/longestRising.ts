/** Positions of a longest rising part of different numbers, ascending (patience sorting). */
export function longestRising(values: readonly number[]): readonly number[] {
  const ends: number[] = [];
  const previous = new Int32Array(values.length).fill(-1);
  for (const [position, value] of values.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? -1] ?? Infinity) < value) low = middle + 1;
      else high = middle;
    }
    previous[position] = ends[low - 1] ?? -1;
    ends[low] = position;
  }
  const chain: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) chain.push(at);
  return chain.reverse();
}
