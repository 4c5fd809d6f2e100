import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareInstants, formatInstant, instantOfMilliseconds, instantText, isImplausible, isKnownZone, parseInstant } from './time.ts';

/** The instant as RFC 3339 text in UTC, or why there is none. */
function read(recorded: unknown, zone: string | null = null): string {
  const reading = parseInstant(recorded, zone);
  return reading.ok ? instantText(reading.ns) : reading.reason;
}

describe('reading a time', () => {
  it.each([
    ['2026-03-17T14:38:22.104Z', '2026-03-17T14:38:22.104Z', 'millisecond'],
    ['2026-03-17T14:38:22Z', '2026-03-17T14:38:22Z', 'second'],
    ['2026-03-17t14:38:22z', '2026-03-17T14:38:22Z', 'second'],
    ['2026-03-17T14:38:22.1Z', '2026-03-17T14:38:22.100Z', 'millisecond'],
    ['2026-03-17T14:38:22.123456789Z', '2026-03-17T14:38:22.123456789Z', 'nanosecond'],
    ['2026-03-17T14:38:22,1234567+02:00', '2026-03-17T12:38:22.123456700Z', 'nanosecond'],
    ['2026-03-17T14:38:22.104123+00:00', '2026-03-17T14:38:22.104123Z', 'microsecond'],
    ['2026-03-17T14:38:22+00:00Z', '2026-03-17T14:38:22Z', 'second'],
    ['2026-03-17 14:38:22Z', '2026-03-17T14:38:22Z', 'second'],
    ['2026-03-17 14:38:22 UTC', '2026-03-17T14:38:22Z', 'second'],
    ['2026-03-17 14:38:22 +0530', '2026-03-17T09:08:22Z', 'second'],
    ['2026-03-17T14:38:22-08', '2026-03-17T22:38:22Z', 'second'],
    ['2026-03-17T14:38:22-00:00', '2026-03-17T14:38:22Z', 'second'],
    ['2026-03-17T14:38+01:00', '2026-03-17T13:38:00Z', 'minute'],
    ['2026-03-17T14:38:22+01:00[Europe/Berlin]', '2026-03-17T13:38:22Z', 'second'],
    ['  2026-03-17T14:38:22Z\n', '2026-03-17T14:38:22Z', 'second'],
    ['1969-12-31T23:59:59.25Z', '1969-12-31T23:59:59.250Z', 'millisecond'],
    ['0000-02-29T00:00:00Z', '0000-02-29T00:00:00Z', 'second'],
    ['9999-12-31T23:59:59.999999999Z', '9999-12-31T23:59:59.999999999Z', 'nanosecond'],
  ])('%s', (text, expected, precision) => {
    expect(read(text)).toBe(expected);
    expect(parseInstant(text)).toMatchObject({ zoneless: false, precision, note: null });
  });

  it.each([
    [1_773_758_302, '2026-03-17T14:38:22Z'],
    [1_773_758_302.25, '2026-03-17T14:38:22.250Z'],
    [1_773_758_302_104, '2026-03-17T14:38:22.104Z'],
    [1_773_758_302_104_500, '2026-03-17T14:38:22.104500Z'],
    ['1773758302104500123', '2026-03-17T14:38:22.104500123Z'],
    ['1773758302.104500123', '2026-03-17T14:38:22.104500123Z'],
    [0, '1970-01-01T00:00:00Z'],
    [-1, '1969-12-31T23:59:59Z'],
    ['-0.5', '1969-12-31T23:59:59.500Z'],
    [99_999_999_999, '5138-11-16T09:46:39Z'],
  ])('an epoch number by its magnitude: %s', (number, expected) => {
    expect(read(number)).toBe(expected);
  });

  it('an epoch number in a stated unit, whatever its magnitude', () => {
    expect(parseInstant(5000, null, 'ms')).toMatchObject({ ok: true, ns: '5000000000' });
    expect(parseInstant('7', null, 'ns')).toMatchObject({ ok: true, ns: '7' });
    expect(parseInstant(2026, null, 's')).toMatchObject({ ok: true, ns: '2026000000000' });
    expect(parseInstant('2026-03-17', null, 's')).toMatchObject({ ok: false });
  });

  it.each([
    '', 'yesterday', '2026', 20260317, '20260317143822', '20260317143822104', '2026-3-17', '2026-02-29T00:00:00Z', '2026-13-01', '2026-00-10', '2026-04-31', '2026-03-17T24:00:00Z', '2026-03-17T14:60:00Z', '2026-03-17T14:38:61Z',
    '2026-03-17T14:38:22+02:00Z', '2026-03-17T14:38:22+24:00', '2026-03-17T14:38:22 CET', '2026-03-17T14:38:22.Z', '2026-03-17X14:38:22Z', '2026-03-17T', '2026-03-17T1', '１７７３７５８３０２',
    '1e9', '0x10', '9'.repeat(26), NaN, Infinity, 1e300, null, true, [], {}, 'x'.repeat(1_000_000),
  ])('refuses what is no time, with a reason: %j', (recorded) => {
    const reading = parseInstant(recorded, 'UTC');
    expect(reading.ok).toBe(false);
    expect(!reading.ok && reading.reason.length).toBeGreaterThan(20);
  });

  it('says when digits were cut or a leap second was read as the next', () => {
    expect(parseInstant('2026-03-17T14:38:22.1234567891Z')).toMatchObject({ ns: '1773758302123456789', note: expect.stringContaining('cut off') });
    expect(parseInstant('2026-03-17T14:38:22.1234567890Z')).toMatchObject({ note: null });
    expect(parseInstant('1773758302.1234567891')).toMatchObject({ ns: '1773758302123456789', note: expect.stringContaining('cut off') });
    expect(read('2016-12-31T23:59:60Z')).toBe('2017-01-01T00:00:00Z');
    expect(parseInstant('2016-12-31T23:59:60Z')).toMatchObject({ note: expect.stringContaining('leap second') });
  });

  it('agrees with Date on every instant Date can hold', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        const reading = parseInstant(date.toISOString());
        expect(reading).toMatchObject({ ok: true, ns: String(BigInt(date.getTime()) * 1_000_000n) });
        expect(instantOfMilliseconds(date.getTime())).toBe(String(BigInt(date.getTime()) * 1_000_000n));
        expect(reading.ok && formatInstant(reading.ns, { zone: 'utc', digits: 3 })).toEqual({ date: date.toISOString().slice(0, 10), time: date.toISOString().slice(11, 23), offset: 'Z' });
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('brings any nanosecond back from its own text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -62_167_219_200_000_000_000n, max: 253_402_300_799_999_999_999n }), (ns) => {
        expect(parseInstant(instantText(String(ns)))).toMatchObject({ ok: true, ns: String(ns) });
      }),
      { seed: 2, numRuns: 3000 },
    );
  });
});

describe('a time without a zone', () => {
  it('is not usable until somebody says where it was written', () => {
    for (const text of ['2026-03-17T14:38:22', '2026-03-17 14:38:22.5', '2026-03-17']) {
      expect(parseInstant(text)).toMatchObject({ ok: false, zoneless: true });
      expect(parseInstant(text, 'UTC')).toMatchObject({ ok: true, zoneless: true });
      expect(parseInstant(text, 'Mars/Olympus')).toMatchObject({ ok: false, zoneless: true, reason: expect.stringContaining('Mars/Olympus') });
    }
  });

  it.each([
    ['2026-03-17T14:38:22', '+02:00', '2026-03-17T12:38:22Z'],
    ['2026-01-17T14:38:22', 'Europe/Berlin', '2026-01-17T13:38:22Z'],
    ['2026-07-17T14:38:22', 'Europe/Berlin', '2026-07-17T12:38:22Z'],
    ['2026-07-17T14:38:22', 'Asia/Kolkata', '2026-07-17T09:08:22Z'],
    ['2026-03-17', 'America/New_York', '2026-03-17T04:00:00Z'],
  ])('%s in %s', (text, zone, expected) => {
    expect(read(text, zone)).toBe(expected);
  });

  it('that the clocks skipped is read with the offset before, one they showed twice as the earlier, and both say so', () => {
    expect(read('2026-03-29T02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00Z');
    expect(parseInstant('2026-03-29T02:30:00', 'Europe/Berlin')).toMatchObject({ note: expect.stringContaining('skipped') });
    expect(read('2026-10-25T02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z');
    expect(parseInstant('2026-10-25T02:30:00', 'Europe/Berlin')).toMatchObject({ note: expect.stringContaining('twice') });
    expect(read('2026-10-04T02:15:00', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00Z');
  });

  it('just beside a change of clocks is exact', () => {
    expect(read('2026-03-29T01:59:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:59Z');
    expect(read('2026-03-29T03:00:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00Z');
    expect(read('2026-10-25T01:59:59', 'Europe/Berlin')).toBe('2026-10-24T23:59:59Z');
    expect(read('2026-10-25T03:00:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00Z');
  });

  it('reads back from how it is shown in that zone, all year round', () => {
    fc.assert(
      fc.property(fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'), fc.integer({ min: 0, max: 4_102_444_800 }), (zone, seconds) => {
        const ns = `${BigInt(seconds) * 1_000_000_000n}`;
        const shown = formatInstant(ns, { zone });
        expect(parseInstant(`${shown.date}T${shown.time}${shown.offset}`)).toMatchObject({ ok: true, ns });
        const local = parseInstant(`${shown.date}T${shown.time}`, zone);
        expect(local.ok && (local.ns === ns || local.note !== null)).toBe(true);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});

describe('showing a time', () => {
  const ns = '1773758302104500000';

  it('gives date, time and offset apart', () => {
    expect(formatInstant(ns, { zone: 'utc' })).toEqual({ date: '2026-03-17', time: '14:38:22.104500', offset: 'Z' });
    expect(formatInstant(ns, { zone: 'Asia/Kolkata', digits: 3 })).toEqual({ date: '2026-03-17', time: '20:08:22.104', offset: '+05:30' });
    expect(formatInstant(ns, { zone: 'America/New_York', digits: 0 })).toEqual({ date: '2026-03-17', time: '10:38:22', offset: '-04:00' });
  });

  it('in the local zone is what Date shows', () => {
    const date = new Date(1_773_758_302_104);
    const shown = formatInstant(ns, { zone: 'local', digits: 3 });
    expect(shown.time).toBe([date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':') + '.104');
  });

  it('works beyond the years of four digits', () => {
    expect(instantText('-99999999999999999999')).toMatch(/^-001199-/);
    expect(instantText('999999999999999999999999')).toMatch(/^\+31690708-/);
  });
});

describe('zones', () => {
  it('are IANA names, UTC, or fixed offsets', () => {
    for (const zone of ['UTC', 'Z', '+02:00', '-0330', '+14', 'Europe/Berlin', 'Etc/GMT+5']) expect(isKnownZone(zone)).toBe(true);
    for (const zone of ['', 'Berlin', '+2', '+25:00', 'Europe/Berlin; DROP', '+02:00 ']) expect(isKnownZone(zone)).toBe(false);
  });
});

describe('judging instants', () => {
  it('calls implausible what lies before 1990 or behind 2200', () => {
    const at = (text: string): boolean => {
      const reading = parseInstant(text);
      return reading.ok && isImplausible(reading.ns);
    };
    expect(['1970-01-01T00:00:00Z', '1989-12-31T23:59:59Z', '1990-01-01T00:00:00Z', '2026-03-17T14:38:22Z', '2200-12-31T23:59:59Z', '2201-01-01T00:00:00Z', '0001-01-01T00:00:00Z'].map(at)).toEqual([true, true, false, false, false, true, true]);
  });

  it('orders decimal strings as the numbers they are', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }), fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }), (a, b) => {
        expect(Math.sign(compareInstants(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});
