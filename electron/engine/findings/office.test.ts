import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/json.ts';
import { each, sentenceOf } from '../../../test/support/surveyed-run.ts';
import { accessLogMissing } from './access-log-missing.ts';
import { beforeMissing } from './before-missing.ts';
import { consentAfterRecording } from './consent-after-recording.ts';
import { consentMissing } from './consent-missing.ts';
import { contentHashMismatch } from './content-hash-mismatch.ts';
import { contentHashMissing } from './content-hash-missing.ts';
import { sentTextDiffersWithoutEdit } from './sent-text-differs-without-edit.ts';
import { sentWithoutRepAction } from './sent-without-rep-action.ts';
import { sourceAttributionMissing } from './source-attribution-missing.ts';
import { sourceLicenceNotRecorded } from './source-licence-not-recorded.ts';

describe('a meeting', () => {
  const meeting = (more: JsonObject = {}): JsonObject => ({ inputs: { state: { startedAt: '2026-03-01T10:00:00.000Z' } }, output: { value: 'notes', at: '2026-03-01T11:00:00.000Z' }, action: { type: 'meeting_notes', effect: 'write', at: '2026-03-01T11:00:01.000Z' }, ...more });
  it('without a consent', () => {
    expect(sentenceOf(consentMissing, meeting())).toBe('The meeting was processed, and no consent to its recording is recorded.');
    for (const one of each(meeting({ consent: { method: 'signed form' } }), meeting({ consent: { by: { hash: '00' } } }), { output: { value: 'x' }, action: { type: 'refund' } }, { action: { type: 'meeting_notes' } })) expect(sentenceOf(consentMissing, one)).toBeNull();
  });

  it('with a consent after the recording began', () => {
    const at = (instant: string, more: JsonObject = {}) => sentenceOf(consentAfterRecording, meeting({ consent: { at: instant }, ...more }));
    expect(at('2026-03-01T10:00:00.001Z')).toBe('Consent is recorded for 2026-03-01T10:00:00.001Z, 0.001 s after the recording began at 2026-03-01T10:00:00Z.');
    expect([at('2026-03-01T10:00:00.000Z'), at('2026-03-01T09:00:00.000Z'), at('today'), sentenceOf(consentAfterRecording, meeting())]).toEqual([null, null, null, null]);
    expect(at('2026-03-01T10:30:00.000Z', { inputs: {} })).toBeNull();
    expect(at('2026-03-01T11:30:00.000Z', { inputs: {} })).toContain('after the output was put out (when the recording began is not recorded)');
  });

  it('without a log of who opened it', () => {
    expect(sentenceOf(accessLogMissing, meeting())).toBe('No log of who opened the recording is recorded.');
    for (const one of each(meeting({ access: [] }), meeting({ access: [{ by: 'ada' }] }), { output: { value: 'x' }, action: { type: 'refund' } })) expect(sentenceOf(accessLogMissing, one)).toBeNull();
  });

  it('that changed fields without the value before', () => {
    const changed = (changes: JsonValue) => sentenceOf(beforeMissing, meeting({ action: { type: 'meeting_notes', effect: 'write', changes } }));
    expect(changed([{ field: 'stage', after: 'x' }, { field: 'amount', before: 1, after: 2 }])).toBe('1 of 2 changed fields record no value before: stage.');
    expect([changed([{ field: 'stage', before: null, after: 'x' }]), changed([]), changed(null)]).toEqual([null, null, null]);
  });
});

describe('a research brief', () => {
  const text = 'Äpfel, 40 employees.';
  const hash = (algorithm: string, of = text) => createHash(algorithm).update(of, 'utf8').digest('hex');
  const brief = (output: JsonObject, sources: JsonValue = [{ name: 'press', licence: 'own' }]): JsonObject => ({ output: { value: text, ...output }, action: { type: 'research_brief' }, ...(sources === null ? {} : { sources }) });
  it('without sources, or with one that states no licence', () => {
    for (const sources of [null, []]) expect(sentenceOf(sourceAttributionMissing, brief({}, sources))).toBe('The brief was put out, and no data source of it is recorded.');
    expect(sentenceOf(sourceAttributionMissing, brief({}))).toBeNull();
    expect(sentenceOf(sourceLicenceNotRecorded, brief({}, [{ name: 'press' }, { name: 'own', license: 'own data' }, 'web']))).toBe('2 of 3 sources state no licence: press, web.');
    for (const sources of [null, [], [{ terms: 'x' }]]) expect(sentenceOf(sourceLicenceNotRecorded, brief({}, sources))).toBeNull();
  });

  it('whose hash fits no text of it', () => {
    expect(sentenceOf(contentHashMismatch, brief({ hash: `sha256:${hash('sha256', `${text} `)}` }))).toContain('is that of none of the recorded texts (value)');
    expect(sentenceOf(contentHashMismatch, brief({ hash: hash('sha512', 'x'), hashAlg: 'SHA-512' }))).toContain('sha512');
    for (const output of each({ hash: `sha256:${hash('sha256')}` }, { hash: hash('sha256').toUpperCase() }, { hash: hash('sha1'), hashAlg: 'sha-1' }, { hash: hash('sha256', 'other'), finalText: 'other' }, { hash: 'xxh3:00' }, { hash: '00' }, {})) expect(sentenceOf(contentHashMismatch, brief(output))).toBeNull();
    expect(sentenceOf(contentHashMismatch, { output: { hash: hash('sha256') } })).toBeNull();
  });

  it('without a hash', () => {
    expect(sentenceOf(contentHashMissing, brief({}))).toBe('The brief was put out, and no hash of its content is recorded.');
    for (const one of each(brief({ hash: '00' }), { output: { value: 'x' }, action: { type: 'email_draft' } })) expect(sentenceOf(contentHashMissing, one)).toBeNull();
  });
});

describe('a drafted mail', () => {
  const mail = (more: JsonObject = {}): JsonObject => ({ output: { value: 'a', finalText: 'b' }, action: { type: 'email_draft', effect: 'write', operation: 'send', at: '2026-03-01T10:00:00Z' }, ...more });
  it('sent without any action of a representative', () => {
    expect(sentenceOf(sentWithoutRepAction, mail())).toBe('email_draft was executed, and no action of a representative is recorded.');
    for (const one of each(mail({ decision: { verdict: 'accepted' } }), mail({ decision: { approver: { hash: '00' } } }), mail({ action: { type: 'email_draft' } }), mail({ action: { type: 'refund', effect: 'write' } }))) expect(sentenceOf(sentWithoutRepAction, one)).toBeNull();
  });

  it('sent with another text than drafted, and no edit', () => {
    const accepted = { verdict: 'accepted', approver: 'rep-1' };
    expect(sentenceOf(sentTextDiffersWithoutEdit, mail({ decision: accepted }))).toBe('The text sent (1 characters) is not the text drafted (1 characters); no edit is recorded.');
    for (const one of each(mail({ decision: { ...accepted, edits: 'x' } }), mail({ decision: { verdict: 'modified' } }), mail({ output: { value: 'b', finalText: 'b' } }), mail({ output: { finalText: 'b' } }), mail({ output: { value: 'a', finalText: { hash: '00' } } }), mail({ action: { type: 'email_draft' } }))) expect(sentenceOf(sentTextDiffersWithoutEdit, one)).toBeNull();
  });
});
