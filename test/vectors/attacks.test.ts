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
    const covered = ['agt-cloudevents', 'pipelock-checkpoint', 'pipelock-receipt', 'pipelock-receipt-file', 'proofline-journal'];
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

  /**
   * Attacks of the reference's matrix that a chain by itself does not see, each with nothing from outside and then with an anchor
   * the attacker does not hold. `said` are the verdicts of end, authorship and time.
   */
  const bare = authorOf(writer, 'whole');
  const export9 = { name: 'earlier.jsonl', bytes: Buffer.from(linesOf(whole)) };
  const edited = whole.map((record, index) => (index === 4 ? writer.edit(record) : record));
  const rewritten = writer.resealFrom(edited, 4, 'other');

  it('row 4, edited and recomputed to the end: unseen by a chain without keys, seen against the head or an earlier export', async () => {
    const alone = await check(writer, rewritten);
    expect(said(alone)).toEqual(['not-checked', authorOf(writer, 'rewritten'), 'cannot-be-known']);
    if (!signed) {
      expect(alone.failures).toEqual([]);
      expect(alone.weaknesses.map(({ code }) => code)).toContain('rewrite-by-writer');
    }
    const head = (await check(writer, whole)).head;
    const anchored = await check(writer, rewritten, { anchors: { head } });
    expect(said(anchored)).toEqual(['failed', authorOf(writer, 'rewritten'), 'cannot-be-known']);
    expect(anchored.properties.end.sentence).toContain('cut or made anew');
    const compared = await check(writer, rewritten, { files: [export9] });
    expect(said(compared)).toEqual(['not-checked', authorOf(writer, 'rewritten'), 'cannot-be-known']);
    expect(compared.failures.map(({ kind, record, sentence }) => [kind, record, sentence.includes('earlier export')])).toContainEqual(['altered', 5, true]);
    expect(compared.properties.end.sentence).toContain('Unchanged up to record 4 as of the earlier export');
  });

  it('row 5, the same by whoever holds the key: unseen without an anchor, seen against one made before', async () => {
    const head = (await check(writer, whole)).head;
    const forged = writer.resealFrom(edited, 4, 'own');
    const alone = await check(writer, forged);
    expect([alone.failures, said(alone)]).toEqual([[], ['not-checked', bare, 'cannot-be-known']]);
    expect(said(await check(writer, forged, { anchors: { head } }))).toEqual(['failed', bare, 'cannot-be-known']);
    const compared = await check(writer, forged, { files: [export9] });
    expect(said(compared)).toEqual(['not-checked', bare, 'cannot-be-known']);
    expect(compared.properties.content).toMatchObject({ verdict: 'failed' });
    expect(findings(compared)[0]).toBe('altered@5');
  });

  it('row 9, the tail cut: seen against a count, a head, a time or an earlier export', async () => {
    const cut = whole.slice(0, records - 2);
    expect(said(await check(writer, cut))).toEqual(['not-checked', bare, 'cannot-be-known']);
    const head = (await check(writer, whole)).head;
    for (const given of [{ anchors: { count: records } }, { anchors: { head } }, { files: [export9] }]) {
      const verdict = await check(writer, cut, given);
      expect([findings(verdict), said(verdict)]).toEqual([[`truncated@${records - 2}`], ['failed', bare, 'cannot-be-known']]);
    }
    const timed = await check(writer, cut, { anchors: { endTime: '2030-01-01T00:00:00Z' } });
    expect(said(timed)).toEqual([timed.failures.length === 0 ? 'not-checked' : 'failed', bare, 'cannot-be-known']);
    if (timed.failures.length === 0) expect(timed.properties.end.sentence).toMatch(/states no time|cannot be read as a time/);
  });

  it('row 10, the tail cut and other records written behind by whoever holds the key: seen against the head or an earlier export, not against a count', async () => {
    const head = (await check(writer, whole)).head;
    const appended = writer.resealFrom([...whole.slice(0, records - 2), ...whole.slice(records - 2).map(writer.edit)], records - 2, 'own');
    expect([(await check(writer, appended)).failures, said(await check(writer, appended, { anchors: { count: records } }))]).toEqual([[], ['verified', bare, 'cannot-be-known']]);
    expect(said(await check(writer, appended, { anchors: { head } }))).toEqual(['failed', bare, 'cannot-be-known']);
    const compared = await check(writer, appended, { files: [export9] });
    expect(said(compared)).toEqual(['not-checked', bare, 'cannot-be-known']);
    expect(findings(compared)[0]).toBe(`altered@${records - 1}`);
  });

  it('row 12, a whole chain dropped: nothing of what is left shows it, an export that held it does', async () => {
    const other = writer.write(3, 'other');
    const both = { name: 'both.jsonl', bytes: Buffer.from(linesOf([...whole, ...other])) };
    expect(said(await check(writer, whole))).toEqual(['not-checked', bare, 'cannot-be-known']);
    const compared = await check(writer, whole, { files: [both] });
    expect([findings(compared), said(compared)]).toEqual([[`truncated@${records}`], ['failed', bare, 'cannot-be-known']]);
    expect(compared.failures[0]?.count).toBe(3);
  });

  it('row 15, backdated while writing, and row 16, never logged: no chain sees it, and no sentence claims to', async () => {
    for (const given of [{}, { files: [export9] }]) {
      const { properties: { time, end } } = await check(writer, whole, given);
      expect(time).toMatchObject({ verdict: 'cannot-be-known', sentence: 'Times are the writer’s own claim: nothing outside the file bounds them.' });
      expect(end.sentence).toMatch(/may have existed|is not known/);
    }
  });

  it('row 17, two versions of one log: each holds by itself, together they contradict one another', async () => {
    const other = writer.resealFrom([...whole.slice(0, 6), ...whole.slice(6).map(writer.edit)], 6, 'own');
    expect((await check(writer, other)).failures).toEqual([]);
    const pair = await check(writer, other, { files: [export9] });
    expect(findings(pair)[0]).toBe('altered@7');
    expect(pair.properties.end.sentence).toContain('Unchanged up to record 6');
  });

  it('row 18, signed anew with a key that stands in the file: told by a key from outside, and never called the signer’s without', async () => {
    if (!signed) return expect(bare).toBe('cannot-be-known');
    const swapped = writer.reseal(whole);
    const unpinned = only(await checkText(linesOf(swapped), { profile }));
    expect(unpinned.properties.authorship.verdict).toBe('not-checked');
    expect(unpinned.properties.authorship.sentence).toMatch(/taken from the file itself|key is missing/);
    expect(said(await check(writer, swapped))).toEqual(['not-checked', 'failed', 'cannot-be-known']);
  });
});

function said({ properties: { end, authorship, time } }: SourceVerdict): readonly string[] {
  return [end.verdict, authorship.verdict, time.verdict];
}

/** What authorship comes to for a log by the writer's own key, and for one made anew without it. */
function authorOf({ keys }: Writer, log: 'whole' | 'rewritten'): string {
  return keys.length === 0 ? 'cannot-be-known' : log === 'whole' ? 'verified' : 'failed';
}
