import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#shared/json.ts';
import type { SourceVerdict } from '#shared/model/verdict.ts';
import { checkText, findings, only, profiles, type Given } from '../support/check-log.ts';
import { linesOf, writers, type Writer } from '../support/chain-writers.ts';

const records = 9;
const places = { first: 0, middle: 4, last: records - 1 } as const;
const everyPlace = Object.entries(places);

async function check(writer: Writer, list: readonly JsonObject[], given: Given = {}): Promise<SourceVerdict> {
  return only(await checkText(linesOf(list), { profile: writer.profile, keys: writer.keys, ...given }));
}

function replaced(list: readonly JsonObject[], at: number, record: JsonObject): readonly JsonObject[] {
  return list.map((other, index) => (index === at ? record : other));
}

function at(list: readonly JsonObject[], index: number): JsonObject {
  const record = list[index];
  if (record === undefined) throw new Error('no such record');
  return record;
}

describe('the built-in profiles', () => {
  it('each have a writer of their own here, but for those that third-party files or the journal cover', () => {
    const covered = ['agt-cloudevents', 'pipelock-receipt', 'pipelock-receipt-file', 'proofline-journal'];
    expect([...writers.map(({ profile }) => profile), ...covered].sort()).toEqual(profiles.map(({ profile }) => profile).sort());
  });
});

describe.each(writers)('a log of $profile', (writer) => {
  const { profile, ownHash, seq } = writer;
  const signed = writer.keys.length > 0;
  const whole = writer.write(records);

  it('as it was written: nothing failed, every record comes out', async () => {
    const verdict = await check(writer, whole);
    expect(verdict.failures).toEqual([]);
    expect([verdict.records, verdict.inferred]).toEqual([records, false]);
    const { recipe, content, order, start, end, authorship } = verdict.properties;
    expect([recipe.verdict, order.verdict, start.verdict]).toEqual(['verified', 'verified', 'verified']);
    expect(content.verdict).toBe(ownHash || signed ? 'verified' : 'not-checked');
    expect(end).toMatchObject({ verdict: 'not-checked' });
    expect(authorship.verdict).toBe(signed ? 'verified' : 'cannot-be-known');
  });

  it('is recognised without being named', async () => {
    const verdict = only(await checkText(linesOf(whole), { keys: writer.keys }));
    expect(verdict.failures).toEqual([]);
    expect([verdict.profile?.variant, verdict.records]).toEqual([null, records]);
  });

  it.each(everyPlace)('one record altered, %s: that record', async (where, place) => {
    const verdict = await check(writer, replaced(whole, place, writer.edit(at(whole, place))));
    if (!ownHash && !signed && where === 'last') {
      expect(verdict.failures).toEqual([]);
      expect(verdict.properties.content.sentence).toContain(`Nothing protects record ${records}`);
      return;
    }
    expect(findings(verdict)).toEqual([`${!ownHash && where === 'last' ? 'bad-signature' : 'altered'}@${place + 1}`]);
    expect(verdict.failures[0]?.offset).toBe(Buffer.byteLength(linesOf(whole.slice(0, place)).trimStart()));
  });

  it.each(everyPlace)('one record deleted, %s', async (where, place) => {
    const verdict = await check(writer, whole.filter((_record, index) => index !== place));
    if (where === 'first') {
      expect(verdict.failures).toEqual([]);
      expect(verdict.properties.start.sentence).toContain('starts mid-chain');
    } else if (where === 'last') {
      expect(verdict.failures).toEqual([]);
      expect(verdict.properties.end.sentence).toContain('End of log not anchored');
    } else if (!ownHash && !signed && !seq) {
      expect(findings(verdict)).toEqual([`altered@${place}`]);
      expect(verdict.failures[0]?.sentence).toContain('or the link of record');
    } else {
      expect(findings(verdict)).toEqual([`deleted@${place + 1}`]);
      expect(verdict.failures[0]?.count).toBe(seq ? 1 : null);
    }
  });

  it.each(everyPlace)('a record inserted before the %s one, its hash or signature not made anew', async (_where, place) => {
    const forged = writer.edit(at(whole, place === 0 ? 1 : place - 1));
    const verdict = await check(writer, [...whole.slice(0, place), forged, ...whole.slice(place)]);
    if (!ownHash && !signed) {
      expect(verdict.failures.length).toBeGreaterThan(0);
      expect(verdict.properties.order.verdict === 'failed' || verdict.properties.content.verdict === 'failed').toBe(true);
      return;
    }
    expect(findings(verdict)).toEqual([`inserted@${place + 1}`]);
  });

  it.each([['first', 0], ['middle', 4], ['last', records - 2]] as const)('two neighbours swapped, %s', async (_where, place) => {
    const list = [...whole.slice(0, place), at(whole, place + 1), at(whole, place), ...whole.slice(place + 2)];
    expect(findings(await check(writer, list))).toEqual([`reordered@${place + 1}`]);
  });

  it.each(everyPlace)('one record twice, %s', async (_where, place) => {
    const verdict = await check(writer, [...whole.slice(0, place + 1), at(whole, place), ...whole.slice(place + 1)]);
    expect(findings(verdict)).toEqual([`duplicated@${place + 2}`]);
  });

  it('the tail cut: seen against the count or the head, and not without', async () => {
    const cut = whole.slice(0, records - 2);
    const blind = await check(writer, cut);
    expect([blind.failures, blind.properties.end.verdict]).toEqual([[], 'not-checked']);
    const counted = await check(writer, cut, { anchors: { count: records } });
    expect(findings(counted)).toEqual([`truncated@${records - 2}`]);
    expect([counted.failures[0]?.count, counted.properties.end.verdict]).toEqual([2, 'failed']);
    const head = (await check(writer, whole)).head;
    expect((await check(writer, whole, { anchors: { head } })).properties.end.verdict).toBe('verified');
    expect(findings(await check(writer, cut, { anchors: { head } }))).toEqual([`truncated@${records - 2}`]);
  });

  it.each([['middle', 4], ['last', records - 1]] as const)('records of another chain spliced in, %s', async (_where, place) => {
    const foreign = writer.write(records, 'other').slice(3, 5);
    const verdict = await check(writer, [...whole.slice(0, place), ...foreign, ...whole.slice(place)]);
    expect(findings(verdict)).toEqual([`spliced@${place + 1}`]);
    expect(verdict.failures[0]?.count).toBe(2);
  });

  it('one record removed and the rest linked anew without the key', async () => {
    const relinked = writer.reseal(whole.filter((_record, index) => index !== 4));
    const verdict = await check(writer, relinked);
    if (signed) {
      expect(verdict.properties.authorship.verdict).toBe('failed');
      expect(verdict.properties.content.verdict).not.toBe('failed');
    } else if (seq) {
      expect(findings(verdict)).toEqual(['relinked@5']);
      expect(verdict.failures[0]?.count).toBe(1);
    } else {
      // No chain by itself can see this; it must be said.
      expect(verdict.failures).toEqual([]);
      expect(verdict.properties.strength.sentence).toContain('a full rewrite by anyone able to write the log is not excluded');
    }
    if (seq || signed) return;
    expect(profiles.find((known) => known.profile === profile)?.weaknesses).toContain('rewrite-by-writer');
  });
});
