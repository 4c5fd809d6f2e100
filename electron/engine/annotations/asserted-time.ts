import type { AssertedTime } from '#shared/model/annotation.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { readPeriod } from '#shared/search/read-period.ts';
import { isKnownZone, parseInstant } from '#shared/time.ts';

export interface WrittenTime {
  readonly written: string;
  readonly zone: string;
  readonly approximate: boolean;
}

/** A time as a person writes it: as precise as it is written, nothing at all for "not known". A time of day needs its zone. */
export function readAssertedTime({ written, zone, approximate }: WrittenTime): Result<AssertedTime> {
  const text = written.trim();
  if (text === '') return ok({ written: '', zone: null, from: null, until: null, approximate });
  const timeOfDay = /\d{1,2}:\d\d/u.test(text);
  if (!timeOfDay) {
    const period = readPeriod(text);
    if ('what' in period || /[<>=]/u.test(text)) return notUnderstood;
    return ok({ written: text, zone: null, from: period.from?.toString() ?? null, until: period.until?.toString() ?? null, approximate });
  }
  if (!isKnownZone(zone)) return failed('zone-not-known', `${JSON.stringify(zone)} is no time zone.`, 'Write UTC, an offset such as +02:00, or an area such as Europe/Berlin.');
  const read = parseInstant(text, zone);
  if (!read.ok) return notUnderstood;
  const length = lengths[read.precision];
  return ok({ written: text, zone: read.zoneless ? zone : 'as written', from: read.ns, until: String(BigInt(read.ns) + length), approximate });
}

const lengths = { day: 86_400_000_000_000n, minute: 60_000_000_000n, second: 1_000_000_000n, millisecond: 1_000_000n, microsecond: 1_000n, nanosecond: 1n } as const;

const notUnderstood = failed('time-not-understood', 'The time is not understood.', 'Write it as in 2026-03-17 10:30, as 2026-03-17 or 2026-03 where no more is known, or leave it empty.');
