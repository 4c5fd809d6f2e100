import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkText, findings, only, profiles } from '../../../test/support/check-log.ts';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Records nobody has a profile for: made-up member names, and a way of hashing. */
function log(count: number, hashOf: (body: Record<string, unknown>, prev: string) => string, genesis = ''): Record<string, unknown>[] {
  const records: Record<string, unknown>[] = [];
  for (let index = 0; index < count; index += 1) {
    const prev = String(records.at(-1)?.['chainDigest'] ?? genesis);
    const body = { what: `event ${index}`, amount: index, index };
    records.push({ ...body, linkTo: prev, chainDigest: hashOf(body, prev) });
  }
  return records;
}

const lines = (records: readonly unknown[]): string => records.map((record) => JSON.stringify(record)).join('\n');

describe('a recipe no profile describes', () => {
  it.each<[string, (body: Record<string, unknown>, prev: string) => string]>([
    ['the link’s text in front of sorted JSON', (body, prev) => sha(prev + JSON.stringify({ amount: body['amount'], index: body['index'], what: body['what'] }))],
    ['Python’s JSON behind which the link stands', (body, prev) => sha(`{"amount": ${String(body['amount'])}, "index": ${String(body['index'])}, "what": ${JSON.stringify(body['what'])}}${prev}`)],
    ['JSON in the order written with the link inside', (body, prev) => sha(JSON.stringify({ ...body, linkTo: prev }))],
    ['a bar after the link', (body, prev) => sha(`${prev}|${JSON.stringify(body)}`)],
  ])('is found by trying and said to be inferred: %s', async (_words, hashOf) => {
    const verdict = only(await checkText(lines(log(8, hashOf))));
    expect([verdict.inferred, verdict.failures, verdict.properties.content.verdict]).toEqual([true, [], 'verified']);
    expect(verdict.properties.recipe.sentence).toContain('Nobody stated this recipe: it was found by trying');
    expect(verdict.properties.start.verdict).toBe('verified');
  });

  it('is used to find an edit', async () => {
    const records = log(8, (body, prev) => sha(prev + JSON.stringify(body)));
    records[4] = { ...records[4], amount: 4000 };
    expect(findings(only(await checkText(lines(records))))).toEqual(['altered@5']);
    expect(findings(only(await checkText(lines(records.filter((_record, index) => index !== 2)))))).toContain('deleted@3');
  });

  it('that nobody finds does not fit, and accuses nobody', async () => {
    const records = log(8, (body) => sha(`a secret ${JSON.stringify(body)}`)).map((record) => ({ ...record, hash: record['chainDigest'], prev_hash: record['linkTo'] }));
    const verdict = only(await checkText(lines(records)));
    expect(verdict.properties.recipe.verdict).toBe('failed');
    expect(verdict.properties.recipe.sentence).toMatch(/does not fit this file: none of 8 records comes out, under \d+ recipes and variants tried/);
    expect(verdict.failures).toEqual([]);
    expect(verdict.properties.content.verdict).toBe('not-checked');
  });

  it('that nobody finds, with members that link nothing, speaks of no missing records', async () => {
    const records = log(8, (body) => sha(`a secret ${JSON.stringify(body)}`)).map((record, index): Record<string, unknown> => ({ ...record, linkTo: sha(`elsewhere ${index}`) }));
    for (const named of [records, records.map(({ linkTo, chainDigest, ...record }) => ({ ...record, prev_hash: linkTo, hash: chainDigest }))]) {
      const verdict = only(await checkText(lines(named)));
      expect([verdict.failures, Object.values(verdict.properties).filter(({ sentence }) => /missing before|altered\b.*record/.test(sentence))]).toEqual([[], []]);
      expect(verdict.properties.order.verdict).not.toBe('failed');
      expect(verdict.properties.order.verdict).not.toBe('verified');
    }
  });

  it('is not looked for where ids of traces and spans only look like links', async () => {
    const trace = 'ab'.repeat(16);
    const spans = ['01', '02', '03'].map((byte) => ({ id: byte.repeat(8), traceId: trace, parentObservationId: byte === '01' ? null : '01'.repeat(8) }));
    const verdict = only(await checkText(lines([{ id: trace, name: 'chat' }, ...spans])));
    expect([verdict.mechanism, verdict.failures, verdict.properties.recipe.verdict]).toEqual(['none', [], 'not-applicable']);
  });
});

describe('a profile a person writes', () => {
  const records = log(6, (body, prev) => sha(`${String(body['what'])};${String(body['amount'])};${prev}`), 'start');
  const own = {
    ...(profiles.find(({ profile }) => profile === 'openfang') ?? profiles[0]),
    profile: 'mine', version: 1 as const, title: 'Mine', licence: 'CC0-1.0', source: 'a test', seq: null, weaknesses: [], notCovered: '', also: [], repeats: null, end: null, mac: null, sig: null,
    recognise: { present: ['/chainDigest'], absent: [], equals: {} },
    record: { records: null, at: '', where: {}, chain: [], unchained: 'inserted' as const, spelling: 'any' as const },
    hash: { alg: 'sha256' as const, input: [{ canon: { mode: 'concat' as const, fields: ['/what', '/amount', '/linkTo'], separator: ';', transforms: {} } }], field: '/chainDigest', encoding: 'hex' as const, prefix: '' },
    prev: { field: '/linkTo', encoding: 'hex' as const, prefix: '', genesis: ['start'], absentIsGenesis: false, restarts: 'unusual' as const },
  };

  it('is applied as it stands, and shows what it leaves out', async () => {
    const verdict = only(await checkText(lines(records), { profile: own }));
    expect([verdict.profile?.id, verdict.inferred, verdict.failures]).toEqual(['mine', false, []]);
    expect(verdict.uncoveredFields).toEqual(['index']);
    expect(verdict.properties.coverage.sentence).toContain('Field index is not covered by the hash: integrity unknown');
  });

  it('works on a table', async () => {
    const rows = records.map(({ what, amount, linkTo, chainDigest }) => [what, amount, linkTo, chainDigest].map(String).join(','));
    const verdict = only(await checkText(`what,amount,linkTo,chainDigest\n${rows.join('\n')}\n`, { profile: own }, 'log.csv'));
    expect([verdict.records, verdict.failures]).toEqual([6, []]);
    const broken = rows.with(3, (rows[3] ?? '').replace('event 3', 'event 33'));
    expect(findings(only(await checkText(`what,amount,linkTo,chainDigest\n${broken.join('\n')}\n`, { profile: own }, 'log.csv')))).toEqual(['altered@4']);
  });
});
