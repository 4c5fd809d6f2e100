import { describe, expect, it } from 'vitest';
import type { Lineage, StageValue } from '#shared/model/lineage.ts';
import { correctTimes } from './correct-times.ts';

const value = (recorded: StageValue['value'], sourceKey: number | null = 1): StageValue => ({ value: recorded, provenance: 'recorded', rule: null, source: 'log.jsonl', sourceKey, offset: 0, length: 1, also: [] });
const lineageWith = (values: Readonly<Record<string, StageValue>>): Pick<Lineage, 'stages' | 'context'> => ({ context: {}, stages: [{ id: 'decision', kind: 'decision', present: true, title: '', at: '1773742102104000000', values }] });
const clock = (ahead: string, zone: string | null = null) => ({ clock: { ahead, reason: 'compared with the gateway', by: 'a', at: '2026-11-30T00:00:00Z', journalSeq: 1 }, zone });
const corrected = (values: Readonly<Record<string, StageValue>>, ahead: string, zone: string | null = null) => correctTimes(lineageWith(values), (key) => (key === 1 ? clock(ahead, zone) : null)).stages[0];

describe('a clock that ran ahead', () => {
  it('puts the right instant beside the recorded one, to the nanosecond, and leaves what is recorded', () => {
    const stage = corrected({ at: value('2026-03-17T10:08:22.104000007Z') }, '2100000005');
    expect(stage?.values['at']).toMatchObject({ value: '2026-03-17T10:08:22.104000007Z', corrected: '1773742100004000002' });
    expect(stage).toMatchObject({ at: '1773742102104000000', corrected: '1773742100004000002' });
  });

  it('that was behind is corrected forward', () => {
    expect(corrected({ requestedAt: value('2026-03-17T10:08:22Z') }, '-1000000000')?.values['requestedAt']?.corrected).toBe('1773742103000000000');
  });

  it('says nothing of values that are no time, of another source, or that cannot be read as one', () => {
    const stage = corrected({ at: value('some time on Tuesday'), amount: value(12), filedAt: value('2026-03-17T10:08:22Z', 2) }, '5');
    expect(Object.values(stage?.values ?? {}).map((one) => one.corrected)).toEqual([undefined, undefined, undefined]);
    expect(stage?.corrected).toBeUndefined();
  });

  it('corrects what another record says as well, and reads times without a zone as the source was', () => {
    const disputed: StageValue = { ...value('2026-03-17T11:08:22'), also: [{ value: '2026-03-17T11:08:23', provenance: 'recorded', source: 'log.jsonl', sourceKey: 1, offset: 9, length: 1 }] };
    const at = corrected({ at: disputed }, '2000000000', 'Europe/Berlin')?.values['at'];
    expect(at?.corrected).toBe('1773742100000000000');
    expect(at?.also[0]?.corrected).toBe('1773742101000000000');
  });
});
