import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import type { SourceVerdict } from '#shared/model/verdict.ts';
import { linesOf, writers } from '../../../../test/support/chain-writers.ts';
import { checkSet, checkText, findings, only, type Given } from '../../../../test/support/check-log.ts';
import { decimalOf } from './record-digest.ts';

const scratch = mkdtempSync(join(tmpdir(), 'proofline-exports-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Records of a log without hashes: what the comparison alone can see. */
function plain(count: number, from = 0): readonly JsonObject[] {
  return Array.from({ length: count }, (_none, index) => ({ seq: from + index + 1, at: `2026-03-01T08:00:${String((from + index) % 60).padStart(2, '0')}.500Z`, agent: `a${index % 3}`, action: 'pay', amount: 10 + index, note: null, tags: ['x', { deep: index }] }));
}

/** The same without anything that names a record. */
function nameless(count: number): readonly JsonObject[] {
  return plain(count).map(({ seq: _seq, ...record }, index) => ({ ...record, at: '2026-03-01', text: `event ${index}` }));
}

async function compare(earlier: readonly JsonObject[] | string, later: readonly JsonObject[] | string, given: Given = {}): Promise<SourceVerdict> {
  const bytes = Buffer.from(typeof earlier === 'string' ? earlier : linesOf(earlier));
  return only(await checkText(typeof later === 'string' ? later : linesOf(later), { ...given, files: [{ name: 'march.jsonl', bytes }] }));
}

const words = ({ properties: { content, order, start, end } }: SourceVerdict): readonly string[] => [content, order, start, end].map(({ verdict }) => verdict);

describe.each([['records with a number', plain], ['records nothing names', nameless]] as const)('an earlier export of %s', (_what, make) => {
  const whole = make(12);

  it('that holds the same: nothing is missing, all of it stands here', async () => {
    const verdict = await compare(whole, whole);
    expect([words(verdict), verdict.failures, verdict.mechanism]).toEqual([['verified', 'verified', 'not-applicable', 'verified'], [], 'comparison with another export']);
    expect(verdict.headline).toContain('The 12 records of the earlier export march.jsonl stand here unchanged and in order.');
  });

  it('that ends before: what came later is not anchored', async () => {
    const verdict = await compare(whole.slice(0, 8), whole);
    expect([words(verdict), verdict.failures]).toEqual([['not-checked', 'not-checked', 'not-applicable', 'verified'], []]);
    expect(verdict.properties.end.sentence).toBe('Nothing that the earlier export march.jsonl holds is missing. The 4 records after them came later and are not in it.');
  });

  it('that is longer: the log was cut, and after which record', async () => {
    const verdict = await compare(whole, whole.slice(0, 9));
    expect(findings(verdict)).toEqual(['truncated@9']);
    expect(verdict.failures[0]).toMatchObject({ count: 3, offset: Buffer.byteLength(linesOf(whole.slice(0, 8))) });
    expect(verdict.properties.end).toMatchObject({ verdict: 'failed', records: [9] });
    expect(verdict.properties.end.sentence).toMatch(/^Unchanged up to record 9 as of the earlier export march\.jsonl; differs after\. The log was cut after record 9: the last 3 records .* are not here \(record 10 there, byte \d+, to record 12 there, byte \d+\)\.$/);
  });

  it.each([0, 5, 11])('of which record %i was altered: that record, and the member', async (place) => {
    const verdict = await compare(whole, whole.with(place, { ...whole[place], amount: 999 }));
    expect(findings(verdict)).toEqual([`altered@${place + 1}`]);
    expect(verdict.failures[0]?.sentence).toContain('it differs in /amount.');
    expect(verdict.failures[0]?.offset).toBe(Buffer.byteLength(linesOf(whole.slice(0, place)).trimStart()));
    expect(words(verdict)).toEqual(['failed', 'not-applicable', 'not-applicable', 'not-checked']);
  });

  it('of which records are gone from the middle, others stand between, and two were moved', async () => {
    expect(findings(await compare(whole, whole.toSpliced(4, 2)))).toEqual(['deleted@5']);
    const inserted = await compare(whole, whole.toSpliced(4, 0, { ...whole[4], seq: 400, text: 'new', amount: 1 }));
    expect(findings(inserted)).toEqual(['inserted@5']);
    const moved = await compare(whole, [...whole.slice(0, 3), ...whole.slice(4, 8), ...whole.slice(3, 4), ...whole.slice(8)]);
    expect(findings(moved)).toEqual(['reordered@8']);
    expect(moved.failures[0]?.count).toBe(1);
  });

  it('cut, and other records written behind: seen, as nothing of the file alone could', async () => {
    const verdict = await compare(whole, [...whole.slice(0, 10), { ...whole[10], seq: 411, amount: 1, text: 'other' }, { ...whole[11], seq: 412, amount: 2, text: 'other too' }]);
    expect(verdict.failures.length).toBeGreaterThan(0);
    expect(verdict.properties.end.sentence).toContain('Unchanged up to record 10');
  });

  it('of which this file is a window: told, and no deletion', async () => {
    for (const window of [whole.slice(4), whole.slice(4, 9)]) {
      const verdict = await compare(whole, window);
      expect([verdict.failures, words(verdict)]).toEqual([[], ['not-applicable', 'not-applicable', 'not-checked', 'not-checked']]);
      expect(verdict.properties.start.sentence).toContain('begins with record 5 of the earlier export march.jsonl');
      expect(verdict.properties.start.sentence).toContain('cannot be told apart');
    }
  });

  it('of which this file keeps what a filter would keep: told, and no deletion', async () => {
    const verdict = await compare(whole, whole.filter(({ agent }) => agent === 'a1'));
    expect(verdict.failures).toEqual([]);
    expect(verdict.properties.end.sentence).toContain('states "a1" as agent, which none of the others does: a filter of this export or a deletion of all others');
    const turned = await compare(whole.filter(({ agent }) => agent === 'a0'), whole);
    expect(turned.failures).toEqual([]);
    expect(turned.notes.map(({ sentence }) => sentence).join(' ')).toContain('it was filtered, or they were inserted since');
  });
});

describe('an export in another spelling', () => {
  const whole = plain(10);
  const respelled: readonly (readonly [string, string])[] = [
    ['lines that end in CR and LF', linesOf(whole).replaceAll('\n', '\r\n')],
    ['members in another order', linesOf(whole.map((record) => Object.fromEntries(Object.entries(record).reverse())))],
    ['numbers with a fraction or a power', linesOf(whole).replace(/"amount":(\d+)/g, '"amount":$1.0').replace('"seq":3', '"seq":3e0')],
    ['times with a blank, an offset or more digits', linesOf(whole).replaceAll(/"at":"([^"T]+)T([^"]+)\.500Z"/g, '"at":"$1 $2.500000+00:00"')],
    ['nulls left out', linesOf(whole.map(({ note: _note, ...record }) => record))],
    ['white space and escapes', linesOf(whole).replaceAll('":', '" : ').replaceAll('pay', '\\u0070ay')],
    ['a byte order mark', `\uFEFF${linesOf(whole)}`],
    ['one array in place of lines', JSON.stringify(whole)],
    ['the newest first', linesOf(whole.toReversed())],
    ['UTF-16', Buffer.from(`\uFEFF${linesOf(whole)}`, 'utf16le').toString('latin1')],
  ];

  it.each(respelled)('%s: no alarm', async (what, text) => {
    const other = what === 'UTF-16' ? Buffer.from(text, 'latin1') : text;
    const verdict = only(await checkText(other, { files: [{ name: 'march.jsonl', bytes: Buffer.from(linesOf(whole)) }] }));
    expect([verdict.failures, verdict.properties.end.verdict]).toEqual([[], 'verified']);
    if (/member|number|time|null|white/.test(what)) expect(verdict.notes.map(({ sentence }) => sentence).join(' ')).toMatch(/\d+ records at the beginning are spelled otherwise .* state the same\./);
    if (what === 'the newest first') expect(verdict.notes.map(({ sentence }) => sentence)).toEqual(['This file lists in the opposite order what it shares with the earlier export march.jsonl.']);
  });

  it('with a member more in every record accuses nobody', async () => {
    const longer = plain(40);
    const verdict = await compare(longer, longer.map((record, index) => (index === 0 ? record : { ...record, exporter: '2.0' })));
    expect(verdict.failures).toEqual([]);
    expect(verdict.properties.content).toMatchObject({ verdict: 'not-checked' });
    expect(verdict.properties.content.sentence).toContain('in /exporter: more likely one of the two was exported in another form');
  });

  it('knows one number from another whatever its digits', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(8), fc.nat(5), (digits, shift, zeros) => {
      const whole = `${digits}${'0'.repeat(shift)}`;
      expect(decimalOf(`${whole}.${'0'.repeat(zeros + 1)}`)).toBe(decimalOf(whole));
      expect(decimalOf(`${digits}e${shift}`)).toBe(decimalOf(whole));
      expect(decimalOf(`${digits + 1n}`)).not.toBe(decimalOf(`${digits}`));
    }));
    expect([decimalOf('-0.0'), decimalOf('1e-07'), decimalOf('0.0000001')]).toEqual(['0', '1e-7', '1e-7']);
  });
});

describe('an earlier export of a chain', () => {
  it.each(writers.filter(({ keys }) => keys.length === 0))('$profile: edited and recomputed to the end, which the chain alone cannot see', async (writer) => {
    const whole = writer.write(9);
    const rewritten = writer.reseal(whole.map((record, index) => (index === 4 ? writer.edit(record) : record)));
    const given: Given = { profile: writer.profile };
    expect(only(await checkText(linesOf(rewritten), given)).failures).toEqual([]);
    const verdict = await compare(whole, rewritten, given);
    expect(findings(verdict)).toEqual(['altered@5', 'relinked@6']);
    expect(verdict.failures[1]?.sentence).toContain('records 6–9 are not those of the earlier export');
    expect(verdict.properties.content.sentence).toContain('Unchanged up to record 4');
    const whole2 = await compare(whole.slice(0, 6), whole, given);
    expect([whole2.failures, whole2.properties.end.verdict]).toEqual([[], 'verified']);
  });

  it('exported without its hashes: said, and no alarm', async () => {
    const writer = writers.find(({ profile }) => profile === 'agt-ts');
    const whole = writer?.write(5) ?? [];
    const verdict = await compare(whole, whole.map(({ hash: _hash, previousHash: _previous, ...record }) => record));
    expect(verdict.failures).toEqual([]);
    expect(verdict.notes.map(({ sentence }) => sentence).join(' ')).toContain('its hashes or signatures were left out here');
  });
});

describe('what is no export of the same log', () => {
  it('is said to share nothing, and fails nothing', async () => {
    const verdict = await compare(plain(5), [{ kind: 'other', text: 'a' }, { kind: 'other', text: 'b' }]);
    expect([verdict.failures, verdict.notes.map(({ sentence }) => sentence)]).toEqual([[], ['march.jsonl shares no record with this file: it is no earlier export of the same log, or every record differs. Nothing was compared.']]);
  });

  it('is not looked for in keys and proofs of other schemes', async () => {
    const jwks = JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }, { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }] });
    expect(only(await checkText(linesOf(plain(3)), { keys: [jwks] })).notes).toEqual([]);
  });
});

describe('two sources of one log in one set', () => {
  async function pair(a: readonly JsonObject[], b: readonly JsonObject[]): Promise<readonly SourceVerdict[]> {
    const paths = [['a.jsonl', a], ['b.jsonl', b]] as const;
    for (const [name, list] of paths) writeFileSync(join(scratch, name), linesOf(list));
    return (await checkSet(paths.map(([name]) => join(scratch, name)))).map(only);
  }

  it('are held against each other in whichever order they are given', async () => {
    const whole = plain(10);
    for (const turned of [false, true]) {
      const verdicts = await pair(turned ? whole : whole.slice(0, 6), turned ? whole.slice(0, 6) : whole);
      const [shorter, longer] = turned ? verdicts.toReversed() : verdicts;
      expect(longer?.properties.end).toMatchObject({ verdict: 'not-checked', missing: expect.stringContaining('from elsewhere') });
      expect(longer?.properties.end.sentence).toMatch(/^Nothing that the export [ab]\.jsonl beside it holds is missing\./);
      expect(shorter?.notes[0]?.sentence).toMatch(/^[ab]\.jsonl is another export of this log\.$/);
    }
  });

  it('that agree vouch for nothing: both may be of one hand', async () => {
    const whole = plain(10);
    for (const [, later] of [await pair(whole.slice(0, 6), whole), await pair(whole, whole.map((record) => Object.fromEntries(Object.entries(record).reverse())))]) {
      expect(Object.values(later?.properties ?? {}).filter(({ verdict }) => verdict === 'verified')).toEqual([]);
      expect(later?.failures).toEqual([]);
    }
  });

  it('that contradict one another fail at the later one, and neither is believed', async () => {
    const [first, second] = await pair(plain(8), plain(10).with(3, { ...plain(10)[3], amount: 1 }));
    expect([first?.failures, second === undefined ? [] : findings(second)]).toEqual([[], ['altered@4']]);
    expect(first?.notes[0]?.sentence).toContain('which of them was changed their bytes do not tell');
  });
});

describe('a log and a changed copy of it in one set', () => {
  const made = writers.find(({ profile }) => profile === 'agt-mesh-py');
  const whole = made?.write(10) ?? [];
  const edited = whole.with(4, made?.edit(whole[4] ?? {}) ?? {});

  it.each([
    ['an edited record', edited],
    ['an edited record, the copy ending earlier', edited.slice(0, 8)],
    ['a record taken out', whole.toSpliced(5, 1)],
  ])('with %s: the log stays fine, the copy fails once, and each says which of them disagrees', async (_what, copy) => {
    for (const names of [['good.jsonl', 'copy.jsonl'], ['copy.jsonl', 'good.jsonl']]) {
      writeFileSync(join(scratch, 'good.jsonl'), linesOf(whole));
      writeFileSync(join(scratch, 'copy.jsonl'), linesOf(copy));
      const verdicts = (await checkSet(names.map((name) => join(scratch, name)))).map(only);
      const [good, changed] = ['good.jsonl', 'copy.jsonl'].map((name) => verdicts.find((verdict) => verdict.name === name));
      expect([good?.failures, good?.properties.content.verdict, good?.properties.order.verdict]).toEqual([[], 'verified', 'verified']);
      expect(good?.notes.map(({ sentence }) => sentence).join(' ')).toMatch(/fit here and fail there/);
      expect(changed === undefined ? [] : findings(changed)).toHaveLength(1);
      expect([changed?.properties.content.verdict, changed?.properties.order.verdict]).toContain('failed');
      expect(changed?.notes.map(({ sentence }) => sentence).join(' ')).toContain('good.jsonl');
    }
  });

  it('where both fit their own hashes, neither is called the changed one', async () => {
    const remade = made?.reseal(edited) ?? [];
    writeFileSync(join(scratch, 'good.jsonl'), linesOf(whole));
    writeFileSync(join(scratch, 'copy.jsonl'), linesOf(remade));
    const [first] = (await checkSet([join(scratch, 'good.jsonl'), join(scratch, 'copy.jsonl')])).map(only);
    expect(first?.notes.map(({ sentence }) => sentence).join(' ')).toContain('which of them was changed their bytes do not tell');
  });
});

describe('any two exports', () => {
  it('are compared to an end, each difference at a record of the later one', async () => {
    const edit = fc.constantFrom('drop', 'alter', 'swap', 'double', 'new');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(plain, nameless), fc.array(fc.tuple(edit, fc.nat(19)), { maxLength: 4 }), async (make, edits) => {
        const whole = make(20);
        let later = [...whole];
        for (const [kind, place] of edits) {
          const record = later[place];
          if (record === undefined) continue;
          if (kind === 'drop') later = later.toSpliced(place, 1);
          if (kind === 'alter') later = later.with(place, { ...record, action: 'other' });
          if (kind === 'swap') later = [...later.slice(0, place), ...later.slice(place, place + 2).toReversed(), ...later.slice(place + 2)];
          if (kind === 'double') later = later.toSpliced(place, 0, record);
          if (kind === 'new') later = later.toSpliced(place, 0, { ...record, seq: 900 + place, text: `new ${place}` });
        }
        if (later.length === 0) return;
        const verdict = await compare(whole, later);
        const same = linesOf(later) === linesOf(whole);
        const settled = verdict.properties.end.verdict === 'verified' && verdict.properties.content.verdict === 'verified';
        if (same) expect(settled).toBe(true);
        else if (settled) {
          // The earlier export began later: what it holds is all here.
          expect(linesOf(later).endsWith(linesOf(whole))).toBe(true);
          expect(verdict.notes.map(({ sentence }) => sentence).join(' ')).toContain('what stands before is not compared');
        }
        for (const { record, offset, length } of verdict.failures) {
          expect(record).toBeLessThanOrEqual(later.length);
          expect(linesOf(later).slice(offset, offset + length)).toBe(JSON.stringify(later[record - 1]));
        }
      }),
      { numRuns: 60 },
    );
  });
});
