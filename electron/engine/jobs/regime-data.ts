import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { holidayCalendarSchema, type HolidayCalendar } from '../clocks/holiday-calendar.ts';
import { regimePackSchema, type RegimePack } from '../clocks/regime-pack.ts';
import { retentionRuleSchema, type RetentionRule } from '../incidents/retention.ts';

/** The regime packs of the build, by id: data in `resources/regimes/`, parsed strictly. A file that does not parse is our own mistake. */
export function regimePacks(resources: string): readonly RegimePack[] {
  return readAll(join(resources, 'regimes'), regimePackSchema);
}

export function holidayCalendars(resources: string): ReadonlyMap<string, HolidayCalendar> {
  return new Map(readAll(join(resources, 'holidays'), holidayCalendarSchema).map((calendar) => [calendar.calendar, calendar]));
}

export function retentionRules(resources: string): readonly RetentionRule[] {
  return readAll(join(resources, 'retention'), retentionRuleSchema);
}

function readAll<T>(folder: string, schema: z.ZodType<T>): readonly T[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => schema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** Which edition of the time-zone database this process counts with: printed beside every deadline in a report. */
export function timeZoneDatabase(): string {
  return `IANA ${process.versions['tz'] ?? 'edition not stated'}, ICU ${process.versions['icu'] ?? 'not stated'}`;
}
