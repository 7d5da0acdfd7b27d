import { UsageRecords, type UsageRecord } from "../prune/usageRecords";

/** Usage records that one process knows, which can be taken back while a placement is being looked for. */
export class KnownRecords {
  readonly #list: UsageRecord[];
  #arranged: UsageRecords;

  constructor(records: readonly UsageRecord[]) {
    this.#list = records.slice();
    this.#arranged = arranged(records);
  }

  get count(): number {
    return this.#list.length;
  }

  /** For lookups; valid until the next `truncate`. */
  get arranged(): UsageRecords {
    return this.#arranged;
  }

  get list(): readonly UsageRecord[] {
    return this.#list;
  }

  append(record: UsageRecord): void {
    this.#list.push(record);
    this.#arranged.append(record);
  }

  /**
   * Forgets all records but the first `count`. Costs as much as was forgotten where histories only grew, else as much as
   * appending the rest anew.
   */
  truncate(count: number): void {
    if (count >= this.#list.length) return;
    this.#list.length = count;
    if (!this.#arranged.takeBack(count)) this.#arranged = arranged(this.#list);
  }
}

function arranged(records: readonly UsageRecord[]): UsageRecords {
  const all = new UsageRecords();
  for (const record of records) all.append(record);
  return all;
}
