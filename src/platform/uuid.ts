import { epochMs, type EpochMs } from "../core/units";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for a UUID of any version, as sessions and segments are named. */
export function isUuid(name: string): boolean {
  return uuid.test(name);
}

/** The moment in a version 7 UUID, of which its first 48 bits are the milliseconds; undefined for other names. */
export function uuidTime(name: string): EpochMs | undefined {
  if (!isUuid(name) || name[14] !== "7") return undefined;
  return epochMs(Number.parseInt(name.slice(0, 8) + name.slice(9, 13), 16));
}
