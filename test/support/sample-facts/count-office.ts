import { createHash } from 'node:crypto';
import { isJsonArray, type JsonValue } from '#shared/json.ts';
import { at, listAt, parsed, readSample, textAt } from './read-sample.ts';

export function countOffice(): ReadonlyMap<string, number> {
  const all = parsed(readSample('meetings-and-mail-2026-03.json'));
  const records = isJsonArray(all) ? all : [];
  const ofType = (type: string): readonly JsonValue[] => records.filter((record) => at(record, 'action.type') === type);
  const flat = records.filter((record) => at(record, 'action_type') === 'email_draft');
  return new Map([...countMeetings(ofType('meeting_notes')), ...countMails(ofType('email_draft')), ['mails-flat', flat.filter((record) => at(record, 'sent') === true && at(record, 'model') === undefined).length], ...countBriefs(ofType('research_brief'))]);
}

function countMeetings(meetings: readonly JsonValue[]): readonly (readonly [string, number])[] {
  const count = (fits: (record: JsonValue) => boolean): number => meetings.filter(fits).length;
  return [
    ['meetings', meetings.length],
    ['consent-missing', count((record) => at(record, 'consent') === undefined)],
    ['consent-after-recording', count((record) => textAt(record, 'consent.at') > textAt(record, 'inputs.state.startedAt'))],
    ['meeting-before-missing', count((record) => listAt(record, 'action.changes').every((change) => at(change, 'before') === undefined))],
    ['meeting-access-missing', count((record) => at(record, 'access') === undefined)],
  ];
}

function countMails(mails: readonly JsonValue[]): readonly (readonly [string, number])[] {
  const count = (fits: (record: JsonValue) => boolean): number => mails.filter(fits).length;
  const sent = (record: JsonValue): boolean => at(record, 'action.operation') === 'messages.send';
  const differs = (record: JsonValue): boolean => sent(record) && at(record, 'output.finalText') !== at(record, 'output.value');
  return [
    ['mails-full', mails.length],
    ['mails-modified', count((record) => at(record, 'decision.verdict') === 'modified' && differs(record))],
    ['mails-dismissed', count((record) => at(record, 'decision.verdict') === 'dismissed' && !sent(record))],
    ['mails-sent-without-rep-action', count((record) => sent(record) && at(record, 'decision') === undefined)],
    ['mails-differ-without-edit', count((record) => at(record, 'decision.verdict') === 'accepted' && differs(record))],
    ['mails-outcome-unknown', count((record) => sent(record) && at(record, 'outcome') === undefined)],
  ];
}

function countBriefs(briefs: readonly JsonValue[]): readonly (readonly [string, number])[] {
  const count = (fits: (record: JsonValue) => boolean): number => briefs.filter(fits).length;
  const hashOf = (record: JsonValue): string => `sha256:${createHash('sha256').update(textAt(record, 'output.value'), 'utf8').digest('hex')}`;
  return [
    ['briefs', briefs.length],
    ['brief-licence-missing', count((record) => listAt(record, 'sources').some((source) => at(source, 'licence') === undefined))],
    ['brief-hash-mismatch', count((record) => at(record, 'output.hash') !== undefined && at(record, 'output.hash') !== hashOf(record))],
    ['brief-without-hash', count((record) => at(record, 'output.hash') === undefined)],
  ];
}
