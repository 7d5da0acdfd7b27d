/** Words of the prices that costs are counted at. */
export const prices = {
  label: "Prices",
  fromSettings: (read: number, write: number): string =>
    `From settings: read ${read}, write ${write}`,
  own: (read: number, write: number): string => `Own: read ${read}, write ${write}`,
  ownOption: "Own prices…",
  edit: "Edit prices",
  editNote: "In any unit, for instance dollars for a million tokens: only ratios count.",
  fields: {
    input: "Input",
    read: "Cache read",
    write: "Cache write",
    minutes: "Cache lives, minutes",
  },
  problem: "Enter numbers of at least 0, and an input price above 0.",
};
