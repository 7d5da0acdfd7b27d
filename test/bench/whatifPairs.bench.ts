// How well sessions with one script predict each other: one row for each ordered pair.
import { comparePair, scriptPairs, type PairResult } from "../core/whatif/pairs";

const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
const off = (value: number, truth: number) => `${(100 * (value / truth - 1)).toFixed(3)} %`;

const columns: readonly (readonly [title: string, cell: (result: PairResult) => string])[] = [
  ["requests", ({ requests }) => String(requests)],
  ["decisions", ({ sameDecision, requests }) => share(sameDecision, requests)],
  ["same set", ({ sameSet, requests }) => share(sameSet, requests)],
  ["certain", ({ certain, requests }) => share(certain, requests)],
  ["of these wrong", ({ certainWrong }) => String(certainWrong)],
  ["tokens off by", ({ tokens, trueTokens }) => off(tokens, trueTokens)],
  [
    "cache reads",
    ({ cacheReadTokens, trueCacheReadTokens }) => off(cacheReadTokens, trueCacheReadTokens),
  ],
  ["cost", ({ cost, trueCost }) => off(cost, trueCost)],
];

function print(name: string, cells: readonly string[]): void {
  console.log(name.padEnd(42) + cells.map((cell) => cell.padStart(16)).join(""));
}

const total: Record<"requests" | "sameDecision" | "sameSet" | "certain" | "certainWrong", number> =
  {
    requests: 0,
    sameDecision: 0,
    sameSet: 0,
    certain: 0,
    certainWrong: 0,
  };
print(
  "predicted from → under the settings of",
  columns.map(([title]) => title),
);
for (const [from, to] of scriptPairs()) {
  const result = await comparePair(from, to);
  print(
    `${from} → ${to}`,
    columns.map(([, cell]) => cell(result)),
  );
  total.requests += result.requests;
  total.sameDecision += result.sameDecision;
  total.sameSet += result.sameSet;
  total.certain += result.certain;
  total.certainWrong += result.certainWrong;
}
print("all pairs", [
  String(total.requests),
  share(total.sameDecision, total.requests),
  share(total.sameSet, total.requests),
  share(total.certain, total.requests),
  `${total.certainWrong} (${share(total.certainWrong, total.certain)})`,
]);
