import { UsageRecords, type UsageRecord } from "../prune/usageRecords";

/** Usage records that one process knows, which can be taken back while a placement is being looked for. */
export class KnownRecords {
  readonly #list: UsageRecord[];
  readonly #arranged = new UsageRecords();

  constructor(records: readonly UsageRecord[]) {
    this.#list = records.slice();
    for (const record of records) this.#arranged.append(record);
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

  /** Forgets all records but the first `count`; costs as much as was forgotten. */
  truncate(count: number): void {
    if (count >= this.#list.length) return;
    this.#list.length = count;
    this.#arranged.takeBack(count);
  }
}
