import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { properties, type SourceVerdict } from '#shared/model/verdict.ts';
import { checkFile, checkText, findings, only } from '../support/check-log.ts';
import { linesOf, writers } from '../support/chain-writers.ts';

function writer(profile: string) {
  const found = writers.find((known) => known.profile === profile);
  if (found === undefined) throw new Error(profile);
  return found;
}

function failedProperties({ properties: table }: SourceVerdict): readonly string[] {
  return properties.filter((property) => table[property].verdict === 'failed');
}

const native = writer('proofline-native');

describe('must not alarm', () => {
  it('an empty file: no alarm and no pass', async () => {
    const verdict = only(await checkText(''));
    expect([verdict.failures, verdict.headline]).toEqual([[], 'No records, nothing verified.']);
    expect(properties.filter((property) => verdict.properties[property].verdict === 'verified')).toEqual([]);
  });

  it('one record', async () => {
    const verdict = only(await checkText(linesOf(native.write(1))));
    expect([verdict.failures, verdict.properties.content.verdict, verdict.properties.order.verdict]).toEqual([[], 'verified', 'not-applicable']);
  });

  it('CRLF, a byte order mark, blank lines and a missing last line end: told, not failed', async () => {
    const text = `\ufeff${linesOf(native.write(5)).replaceAll('\n', '\r\n')}\r\n\r\n`.trimEnd();
    const verdict = only(await checkText(text));
    expect([verdict.failures, verdict.properties.content.verdict, verdict.properties.order.verdict]).toEqual([[], 'verified', 'verified']);
    expect(verdict.notes.map(({ sentence }) => sentence).join(' ')).toMatch(/byte order mark.*CR and LF/);
  });

  it('white space and another order of members under a sorted recipe', async () => {
    const respelled = native.write(5).map((record) => Object.fromEntries(Object.entries(record).reverse()));
    expect(only(await checkText(JSON.stringify(respelled, null, 2), {}, 'log.json')).failures).toEqual([]);
  });

  it('hashes in mixed case', async () => {
    const shouting = native.write(5).map((record, index) => (index === 4 ? { ...record, hash: String(record['hash']).toUpperCase() } : record));
    expect(only(await checkText(linesOf(shouting))).failures).toEqual([]);
  });

  it('big integers, -0, 1e21, 340.0, U+2028 and U+0000 as text', async () => {
    const lines = pythonChain(['{"amount": 340.0}', '{"n": -0.0, "big": 12345678901234567890}', '{"e": 1e+21, "f": 1e-07}', '{"text": "\u2028 and \\u0000"}']);
    const verdict = only(await checkText(lines, { profile: 'generic-python-json' }));
    expect([verdict.failures, verdict.records, verdict.properties.content.verdict]).toEqual([[], 4, 'verified']);
  });

  it('repeated member names: flagged, not failed', async () => {
    const [first = {}] = native.write(1);
    const text = JSON.stringify(first).replace('{', '{"event":"first of two",');
    const verdict = only(await checkText(text));
    expect(verdict.failures).toEqual([]);
    expect(verdict.notes[0]?.sentence).toMatch(/repeats? a member name/);
  });

  it('rotation where the writer begins anew, and a start in mid-chain', async () => {
    const sink = writer('agt-mesh-sink');
    const verdict = only(await checkText(linesOf([...sink.write(4), ...sink.write(4, 'next')]), { keys: sink.keys }));
    expect([verdict.failures, failedProperties(verdict)]).toEqual([[], []]);
    expect(verdict.notes[0]?.sentence).toContain('begins anew at record 5');
    const seam = only(await checkText(linesOf(writer('agt-ts').write(9).slice(4))));
    expect([seam.failures, seam.properties.start.verdict]).toEqual([[], 'not-checked']);
  });

  it('a log that lists the newest first', async () => {
    const verdict = only(await checkText(linesOf(writer('generic-jcs').write(6).toReversed())));
    expect([verdict.failures, verdict.properties.order.verdict, verdict.properties.start.verdict]).toEqual([[], 'verified', 'verified']);
    expect(verdict.properties.order.sentence).toContain('newest first');
  });

  it('an export in which every other time is spelled with Z', async () => {
    const writerOf = writer('agt-mesh-py');
    const rows = writerOf.write(8).map((record, index) => (index % 2 === 0 ? record : { ...record, timestamp: String(record['timestamp']).replace('+00:00', 'Z') }));
    const verdict = only(await checkText(linesOf(rows)));
    expect(verdict.failures).toEqual([]);
    expect(verdict.properties.recipe.sentence).toContain('4 of them fit once numbers or times are re-spelled');
  });

  it('a missing key is a missing input', async () => {
    const aat = writer('aat-06');
    const verdict = only(await checkText(linesOf(aat.write(5))));
    expect([verdict.failures, verdict.properties.authorship.missing]).toEqual([[], 'the signer’s public key']);
  });

  it('records that hold digests and are no chain: tree nodes of which a few repeat from one to the next', async () => {
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
    const nodes = Array.from({ length: 18 }, (_, n) => ({ index: n, left: n % 5 === 1 ? digest(`node ${n - 1}`) : digest(`left ${n}`), result: digest(`node ${n}`) }));
    for (const text of [JSON.stringify(nodes), nodes.map((node) => JSON.stringify(node)).join('\n')]) {
      const verdict = only(await checkText(text));
      expect([verdict.mechanism, findings(verdict)]).toEqual(['none', []]);
    }
  });

  it('two chains that take turns in one file', async () => {
    const turns = (first: readonly unknown[], second: readonly unknown[]): string => first.flatMap((record, index) => [record, second[index]]).map((record) => JSON.stringify(record)).join('\n');
    const jcs = writer('generic-jcs');
    const verdict = only(await checkText(turns(jcs.write(5), jcs.write(5, 'other'))));
    expect([verdict.failures, verdict.properties.order.verdict, verdict.properties.content.verdict]).toEqual([[], 'verified', 'verified']);
    expect(verdict.notes.map(({ sentence }) => sentence).join(' ')).toContain('2 chains take turns');
  });
});

describe('must not pass silently', () => {
  it('no record matching: the recipe does not fit, and nothing is called altered', async () => {
    const broken = native.write(6).map((record) => native.edit(record));
    const verdict = only(await checkText(linesOf(broken)));
    expect(verdict.properties.recipe.verdict).toBe('failed');
    expect(verdict.properties.recipe.sentence).toContain('does not fit this file');
    expect([verdict.failures, verdict.properties.content.verdict]).toEqual([[], 'not-checked']);
  });

  it('few records matching: no accusation', async () => {
    const mixed = native.write(9).map((record, index) => (index < 6 ? native.edit(record) : record));
    const verdict = only(await checkText(linesOf(mixed)));
    expect([verdict.failures, verdict.properties.recipe.verdict, verdict.properties.content.verdict]).toEqual([[], 'not-checked', 'not-checked']);
  });

  it('a key that signed nothing here: one finding, not one for each record', async () => {
    const receipts = writer('agent-receipts');
    const [other = ''] = writer('acta-v1').keys;
    const verdict = only(await checkText(linesOf(receipts.write(6)), { keys: [other] }));
    expect(findings(verdict)).toEqual(['bad-signature@1']);
    expect(verdict.failures[0]?.count).toBe(6);
  });

  it('records signed by the key they carry while another one was pinned', async () => {
    const acta = writer('acta-v1');
    const [other = ''] = writer('agent-receipts').keys;
    const verdict = only(await checkText(linesOf(acta.write(5)), { keys: [other] }));
    expect([findings(verdict), verdict.properties.authorship.verdict]).toEqual([['bad-signature@1'], 'failed']);
    expect(verdict.failures[0]?.sentence).toContain('was not supplied');
  });

  it('a last record without hash or signature', async () => {
    const verdict = only(await checkText(linesOf(writer('raw-line-chain').write(4))));
    expect(verdict.properties.content.verdict).toBe('not-checked');
    expect(verdict.properties.content.sentence).toContain('Nothing protects record 4');
  });
});

describe('a flipped bit', () => {
  const judged = ['content', 'order', 'start', 'end', 'authorship'] as const;
  it.each(['proofline-native', 'agt-mesh-sink', 'agt-go', 'pipelock-recorder', 'aat-06'])('anywhere in the covered bytes of %s is never passed as verified', async (profile) => {
    const made = writer(profile);
    const bytes = Buffer.from(linesOf(made.write(2)).trimEnd());
    const given = { profile, keys: made.keys, anchors: { count: 2 } };
    const whole = only(await checkText(bytes, given));
    const before = judged.filter((property) => whole.properties[property].verdict === 'verified');
    const passed: string[] = [];
    for (let at = 0; at < bytes.length; at += 5) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 7));
      const [verdict] = await checkText(flipped, given);
      const notCovered = whole.uncoveredFields.some((name) => inMember(bytes, at, name));
      if (verdict !== undefined && !notCovered && !sameMeaning(flipped, bytes) && before.every((property) => verdict.properties[property].verdict === 'verified')) passed.push(bytes.toString('utf8', at - 15, at + 15));
    }
    expect(before.length).toBeGreaterThan(3);
    expect(passed).toEqual([]);
  });
});

function inMember(bytes: Buffer, at: number, name: string): boolean {
  const text = bytes.toString('latin1');
  return [...text.matchAll(new RegExp(`"${name}":(?:null|"[^"]*")`, 'g'))].some(({ index, 0: member }) => at >= index && at < index + member.length);
}

/** The case of a hash says nothing. */
function sameMeaning(a: Buffer, b: Buffer): boolean {
  const lower = (bytes: Buffer): string => bytes.toString('utf8').replace(/"(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{128})"/g, (hash) => hash.toLowerCase());
  return lower(a) === lower(b);
}

/** Lines as Python writes them, chained over exactly those characters. */
function pythonChain(datas: readonly string[]): string {
  let prev = '0'.repeat(64);
  return datas
    .map((data) => {
      const escaped = data.replaceAll('\u2028', '\\u2028');
      const hash = createHash('sha256').update(`{"data": ${pythonSorted(escaped)}, "prev_hash": "${prev}"}`).digest('hex');
      const line = `{"data": ${data}, "prev_hash": "${prev}", "hash": "${hash}"}`;
      prev = hash;
      return line;
    })
    .join('\n');
}

/** Two members at most, put in order by hand. */
function pythonSorted(data: string): string {
  return data.startsWith('{"n"') ? '{"big": 12345678901234567890, "n": -0.0}' : data;
}

describe('the sample case', () => {
  it('shows its planted edits at their places and nothing else', async () => {
    const verdict = only(await checkFile('resources/sample-case/refund-agent-2026-03.jsonl'));
    expect([verdict.profile?.id, verdict.profile?.variant, verdict.inferred]).toEqual(['proofline-native', null, false]);
    expect(verdict.failures.map(({ kind, record, count }) => ({ kind, record, count }))).toEqual([
      { kind: 'duplicated', record: 843, count: 1 },
      { kind: 'deleted', record: 1236, count: 1 },
      { kind: 'duplicated', record: 1294, count: 1 },
      { kind: 'altered', record: 1386, count: 1 },
    ]);
    expect(verdict.notes.map(({ record }) => record)).toEqual([637, 959, 1050]);
    expect(verdict.properties.content.records).toEqual([1386]);
    expect(verdict.properties.order.records).toEqual([843, 1236, 1294]);
  });

  it.each(['payment-gateway-2026-03.csv', 'lead-routing-2026-03.csv', 'meetings-and-mail-2026-03.json'])('%s offers no mechanism', async (name) => {
    const verdict = only(await checkFile(`resources/sample-case/${name}`));
    expect([verdict.mechanism, verdict.failures, failedProperties(verdict)]).toEqual(['none', [], []]);
  });
});
