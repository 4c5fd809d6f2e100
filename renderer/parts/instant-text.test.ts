import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantText, nanosecondsBetween } from './instant-text.ts';

describe('a moment as text', () => {
  it('is cut to milliseconds and keeps its nanoseconds in full', () => {
    expect(instantText('1773758302104999999', 'utc')).toEqual({ date: '2026-03-17', time: '14:38:22.104', offset: 'Z', full: '2026-03-17T14:38:22.104999999Z' });
  });

  it('reads RFC 3339 texts as well as nanoseconds', () => {
    expect(instantText('2026-03-17T15:38:22.104+01:00', 'utc')?.full).toBe('2026-03-17T14:38:22.104Z');
  });

  it('is not invented for what is neither', () => {
    for (const text of ['', 'yesterday', '17.03.2026', '2026-02-30T00:00:00Z']) expect(instantText(text, 'utc')).toBeNull();
  });

  it('always states its offset, and names the same moment in local time', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 7_000_000_000_000_000_000n }), (nanoseconds) => {
        const local = instantText(String(nanoseconds), 'local');
        expect(local?.offset).toMatch(/^(Z|[+-]\d\d:\d\d)$/);
        expect(nanosecondsBetween(local?.full ?? '', String(nanoseconds))).toBe(0n);
      }),
      { seed: 1 },
    );
  });

  it('is counted apart exactly', () => {
    expect(nanosecondsBetween('1773758302104000001', '1773758302104000000')).toBe(-1n);
    expect(nanosecondsBetween('then', '0')).toBeNull();
  });
});
