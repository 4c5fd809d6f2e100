import type { JsonObject } from '#shared/json.ts';
import { day, minute, rfc3339, second, utc, type Instant } from './instants.ts';
import { members } from './json-form.ts';
import type { TimedRecord } from './meetings.ts';
import { firmName, personName } from './people.ts';
import type { Random } from './random.ts';

/** 120 in the full record form, 40 in the flat form of the 4-Pattern article. Every flat one is sent, edited or not. One fate a mail. */
export const mailCounts = { accepted: 37, modified: 38, dismissed: 22, sentWithoutRepAction: 8, differsWithoutEdit: 3, outcomeUnknown: 12, flat: 40, flatEdited: 14 } as const;
type Fate = 'accepted' | 'modified' | 'dismissed' | 'sent without rep action' | 'differs without edit' | 'outcome unknown' | 'flat' | 'flat, edited';

const fates: readonly (readonly [Fate, number])[] = [
  ['accepted', mailCounts.accepted],
  ['modified', mailCounts.modified],
  ['dismissed', mailCounts.dismissed],
  ['sent without rep action', mailCounts.sentWithoutRepAction],
  ['differs without edit', mailCounts.differsWithoutEdit],
  ['outcome unknown', mailCounts.outcomeUnknown],
  ['flat', mailCounts.flat - mailCounts.flatEdited],
  ['flat, edited', mailCounts.flatEdited],
];

interface Mail {
  readonly index: number;
  readonly at: Instant;
  readonly dealId: string;
  readonly rep: string;
  readonly contact: string;
  readonly daysSilent: number;
  readonly stage: string;
  readonly draft: string;
  readonly edited: string;
  readonly sentAt: Instant;
}

/** Pattern 4: the copilot drafts a follow-up, a representative sends it, changes it or drops it. */
export function mailRecords(random: Random): readonly TimedRecord[] {
  const order = random.shuffled(fates.flatMap(([fate, count]) => Array.from({ length: count }, () => fate)));
  return order.map((fate, index) => {
    const written = mail(random, index);
    return { at: written.sentAt, record: fate === 'flat' || fate === 'flat, edited' ? flat(written, fate === 'flat, edited') : full(written, fate) };
  });
}

function mail(random: Random, index: number): Mail {
  const workday = index % 20;
  const at = utc('2026-03-02T07:30:00Z') + (Math.floor(workday / 5) * 7 + (workday % 5)) * day + random.integer(0, 9 * 3600) * second;
  const contact = personName(random);
  const daysSilent = random.integer(4, 41);
  const topic = random.pick(['the pilot', 'the revised offer', 'the data sheet', 'your site visit', 'the renewal']);
  const price = `${random.integer(18, 240) * 50} EUR`;
  const draft = `Dear ${contact}, it has been ${daysSilent} days since we talked about ${topic}. We can hold the price of ${price} until the end of the month. Would a short call this week suit you?`;
  return {
    index,
    at,
    dealId: `deal-${7100 + random.integer(0, 119)}`,
    rep: random.pick(['rep-02', 'rep-04', 'rep-05', 'rep-07', 'rep-09']),
    contact,
    daysSilent,
    stage: random.pick(['Qualified', 'Offer sent', 'Negotiation']),
    draft,
    edited: draft.replace(`We can hold the price of ${price} until the end of the month.`, 'I will confirm the price separately.').replace('Would a short call this week suit you?', `Are you free on ${random.pick(['Tuesday', 'Wednesday', 'Thursday'])}, ${firmName(random)} permitting?`),
    sentAt: at + random.integer(3, 400) * minute,
  };
}

function full(written: Mail, fate: Exclude<Fate, 'flat' | 'flat, edited'>): JsonObject {
  const sent = fate !== 'dismissed';
  const changed = fate === 'modified' || fate === 'differs without edit';
  const verdict = fate === 'modified' ? 'modified' : fate === 'dismissed' ? 'dismissed' : 'accepted';
  const id = `WM-2603-${String(written.index + 1).padStart(3, '0')}`;
  return members({
    schema: 'proofline.execute-action/1',
    id: `wm-${String(written.index + 1).padStart(3, '0')}`,
    event: 'run',
    at: rfc3339(written.sentAt),
    run: { id },
    subject: { dealId: written.dealId },
    context: { environment: 'production', jobId: `follow-ups/${rfc3339(written.at).slice(0, 10)}`, appVersion: 'copilot 6.2.0', system: 'sales-mail' },
    agent: { id: 'agent-copilot', name: 'Follow-up Copilot', version: '6.2' },
    trigger: { kind: 'schedule', ref: 'silent-deals-sweep', at: rfc3339(written.at), condition: `no contact for ${written.daysSilent} days` },
    model: { provider: 'halcyon', name: 'mail-writer', version: '1.9' },
    prompt: { template: 'follow-up', version: 'v11' },
    inputs: { state: { contact: written.contact, dealStage: written.stage, daysSinceLastContact: written.daysSilent }, category: 'business contact' },
    output: members({ value: written.draft, finalText: sent ? (changed ? written.edited : written.draft) : undefined, confidence: 0.8, scale: '0-1', at: rfc3339(written.at + 6 * second) }),
    governance: { model: 'full human approval' },
    decision: fate === 'sent without rep action' ? undefined : members({ class: 'human', approver: written.rep, role: 'sales representative', verdict, edits: fate === 'modified' ? 'price sentence replaced, day proposed' : undefined, at: rfc3339(written.sentAt - 20 * second) }),
    workflow: { owner: 'sales operations' },
    action: sent ? { type: 'email_draft', effect: 'write', system: 'mail-relay', operation: 'messages.send', recordId: written.dealId, recipient: written.contact, externalRef: `msg-${id}`, at: rfc3339(written.sentAt - 5 * second) } : { type: 'email_draft' },
    outcome: fate === 'outcome unknown' ? undefined : sent ? { status: 'succeeded', response: 'accepted for delivery', externalId: `msg-${id}`, reportedBy: 'mail-relay', at: rfc3339(written.sentAt - 3 * second) } : { status: 'not executed', response: 'draft dropped', reportedBy: 'crm', at: rfc3339(written.sentAt - 10 * second) },
  });
}

function flat(written: Mail, edited: boolean): JsonObject {
  return {
    id: `wm-${String(written.index + 1).padStart(3, '0')}`,
    timestamp: rfc3339(written.at),
    action_type: 'email_draft',
    deal_id: written.dealId,
    prompt_inputs: { contact_name: written.contact, days_since_last_contact: written.daysSilent, deal_stage: written.stage },
    generated_text: written.draft,
    rep_edits: edited ? 'price sentence replaced, day proposed' : null,
    final_sent_text: edited ? written.edited : written.draft,
    rep_id: written.rep,
    sent: true,
    sent_timestamp: rfc3339(written.sentAt),
  };
}
