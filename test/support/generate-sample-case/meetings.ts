import type { JsonObject, JsonValue } from '#shared/json.ts';
import { day, minute, rfc3339, second, utc, type Instant } from './instants.ts';
import { members, sha256Hex } from './json-form.ts';
import { firmName, personName } from './people.ts';
import type { Random } from './random.ts';

export const meetingCounts = { records: 120, consentMissing: 9, consentAfterStart: 6, beforeMissing: 5, noAccessLog: 4 } as const;

export interface TimedRecord {
  readonly at: Instant;
  readonly record: JsonObject;
}

const consentMethods = ['spoken, on the recording', 'invitation text accepted', 'signed form'];
const steps = ['Qualified', 'Demo held', 'Offer sent', 'Negotiation', 'Legal review'];
const readers = ['rep-02', 'rep-05', 'rep-07', 'coach.imani', 'ops.leclerc'];

/** Pattern 2: a meeting is recorded, transcribed, and fields of the deal are rewritten from the transcript. */
export function meetingRecords(random: Random): readonly TimedRecord[] {
  const slots = random.shuffled(Array.from({ length: meetingCounts.records }, (_, index) => index));
  const among = (start: number, count: number): ReadonlySet<number> => new Set(slots.slice(start, start + count));
  const [missing, late, blind, unread] = [among(0, 9), among(9, 6), among(15, 5), among(20, 4)];

  return Array.from({ length: meetingCounts.records }, (_, index) => {
    const startedAt = utc('2026-03-02T08:00:00Z') + weekday(index) * day + random.integer(0, 8 * 60) * minute;
    const endedAt = startedAt + random.integer(18, 55) * minute;
    const outputAt = endedAt + random.integer(40, 400) * second;
    const writtenAt = outputAt + random.integer(2, 9) * second;
    const consentAt = late.has(index) ? startedAt + random.integer(2, 15) * minute : startedAt - random.integer(1, 30) * minute;
    const dealId = `deal-${7100 + index}`;
    const summary = `Talked about ${random.pick(['rollout dates', 'the pilot result', 'open security questions', 'the price list', 'a second site'])}; next step agreed for week ${random.integer(11, 16)}.`;
    const confidence = random.integer(62, 97) / 100;
    return {
      at: writtenAt + 2 * second,
      record: members({
        schema: 'proofline.execute-action/1',
        id: `mt-${String(index + 1).padStart(3, '0')}`,
        event: 'run',
        at: rfc3339(writtenAt + 2 * second),
        run: { id: `MT-2603-${String(index + 1).padStart(3, '0')}` },
        subject: { dealId, customerId: String(52_000 + index * 4) },
        context: { environment: 'production', jobId: `notetaker/${rfc3339(startedAt).slice(0, 10)}`, appVersion: 'notetaker 1.18.3', system: 'meeting-notes' },
        agent: { id: 'agent-notes', name: 'Meeting Notes Agent', version: '1.18' },
        trigger: { kind: 'event', ref: `recording:${sha256Hex(`recording ${index}`).slice(0, 12)}`, at: rfc3339(endedAt), condition: 'recording finished' },
        model: { provider: 'halcyon', name: 'meeting-extract', version: '4.0.2' },
        prompt: { template: 'deal-fields', version: 'v5' },
        inputs: { state: { startedAt: rfc3339(startedAt), minutes: Math.round((endedAt - startedAt) / minute), participants: [personName(random), { redacted: 'guest' }], account: firmName(random) }, category: 'voice recording, customer' },
        consent: missing.has(index) ? undefined : { method: random.pick(consentMethods), at: rfc3339(consentAt), by: 'all participants' },
        output: { value: summary, confidence, scale: '0-1', at: rfc3339(outputAt) },
        decision: { class: 'explicitly none', verdict: 'not reviewed', rationale: 'field completion is audited weekly', at: rfc3339(outputAt + second) },
        governance: { model: 'automatic with audit trail' },
        risk: { level: 'medium' },
        action: { type: 'meeting_notes', effect: 'write', system: 'crm', operation: 'deals.update', recordId: dealId, changes: fieldChanges(random, blind.has(index)), at: rfc3339(writtenAt) },
        outcome: { status: 'succeeded', response: 'updated', externalId: `upd-${90_000 + index}`, reportedBy: 'crm', at: rfc3339(writtenAt + second) },
        access: unread.has(index) ? undefined : accessLog(random, writtenAt),
      }),
    };
  });
}

function weekday(index: number): number {
  const workday = index % 20;
  return Math.floor(workday / 5) * 7 + (workday % 5);
}

function fieldChanges(random: Random, withoutBefore: boolean): readonly JsonValue[] {
  const from = random.integer(0, steps.length - 2);
  const amount = random.integer(4, 90) * 500;
  const rewritten: readonly JsonObject[] = [
    members({ field: 'nextStep', before: withoutBefore ? undefined : `call back, week ${random.integer(9, 12)}`, after: `send material, week ${random.integer(11, 16)}` }),
    members({ field: 'stage', before: withoutBefore ? undefined : (steps[from] ?? ''), after: steps[from + 1] ?? '' }),
    members({ field: 'amount', before: withoutBefore ? undefined : amount, after: amount + random.integer(-4, 8) * 250 }),
  ];
  return rewritten.slice(0, random.integer(1, 3));
}

function accessLog(random: Random, from: Instant): readonly JsonObject[] {
  return Array.from({ length: random.integer(1, 4) }, () => ({ by: random.pick(readers), at: rfc3339(from + random.integer(10, 4000) * minute), purpose: random.pick(['follow-up', 'coaching', 'hand-over']) })).toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
