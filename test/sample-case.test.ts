import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateSampleCase } from './support/generate-sample-case/index.ts';
import { countOffice } from './support/sample-facts/count-office.ts';
import { countRefunds } from './support/sample-facts/count-refunds.ts';
import { countGateway, countLeads } from './support/sample-facts/count-tables.ts';
import { readSample, sampleFolder } from './support/sample-facts/read-sample.ts';

const stated = [...readSample('README.md').matchAll(/^\| `([a-z0-9-]+)` \| (\d+) \|/gm)].map(([, id, count]) => [id ?? '', Number(count)] as const);

describe('the sample case', () => {
  it('is generated to the very bytes that are committed', () => {
    const generated = generateSampleCase();
    expect([...generated.keys()].sort()).toEqual(readdirSync(sampleFolder).sort());
    for (const [name, text] of generated) expect(text === readSample(name), name).toBe(true);
  });

  it('stays small enough to ship', () => {
    const bytes = [...generateSampleCase().values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(bytes).toBeLessThan(6_000_000);
  });

  const counted = new Map([...countRefunds(), ...countGateway(), ...countLeads(), ...countOffice()]);

  it('states a count for everything that is counted, and the other way round', () => {
    expect(stated.map(([id]) => id).sort()).toEqual([...counted.keys()].sort());
  });

  it.each(stated)('holds what its README says of %s: %i', (id, count) => {
    expect(counted.get(id)).toBe(count);
  });

  it('has its manual overrides in week 12 above the five in a hundred that call for an alert', () => {
    expect((counted.get('lead-overridden-week-12') ?? 0) / (counted.get('lead-automatic-week-12') ?? 1)).toBeGreaterThan(0.05);
  });
});
