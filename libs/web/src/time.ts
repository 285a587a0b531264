const shanghai = 8 * 3_600_000;

/** A UTC instant as `2026-03-20 09:30` in Asia/Shanghai (UTC+8, no daylight saving since 1992). */
export function shanghaiTime(instant: string): string {
  return new Date(Date.parse(instant) + shanghai).toISOString().slice(0, 16).replace('T', ' ');
}
