import type { JsonObject } from '#shared/json.ts';
import { day, minute, rfc3339, second, utc } from './instants.ts';
import { members, sha256Hex } from './json-form.ts';
import type { TimedRecord } from './meetings.ts';
import { firmName } from './people.ts';
import type { Random } from './random.ts';

export const briefCounts = { records: 20, licenceMissing: 7, hashMismatch: 2, withoutHash: 1 } as const;

const providers = ['Register of Companies extract', 'Trade press archive', 'Firm data service', 'Own account history'];

/** Pattern 3: a research brief on an account, its sources and the fingerprint of what was delivered. */
export function briefRecords(random: Random): readonly TimedRecord[] {
  return Array.from({ length: briefCounts.records }, (_, index) => {
    const at = utc('2026-03-03T05:45:00Z') + (Math.floor(index / 4) * 7 + (index % 4)) * day - (index >= 16 ? 14 * day : 0) + random.integer(0, 50) * minute;
    const firm = firmName(random);
    const text = `${firm}: ${random.integer(40, 4000)} employees, ${random.pick(['growing', 'steady', 'shrinking'])} orders, ${random.integer(1, 6)} open tickets. Ask about ${random.pick(['the new plant', 'their supplier change', 'the audit in May'])}.`;
    const hashed = index % 9 === 4 ? `${text} ` : text;
    const licenceMissing = index % 3 === 1;
    const id = `GR-2603-${String(index + 1).padStart(2, '0')}`;
    return {
      at,
      record: members({
        schema: 'proofline.execute-action/1',
        id: `gr-${String(index + 1).padStart(2, '0')}`,
        event: 'run',
        at: rfc3339(at + 30 * second),
        run: { id },
        subject: { accountId: `acct-${3300 + index * 9}` },
        context: { environment: 'production', jobId: `briefs/${rfc3339(at).slice(0, 10)}`, appVersion: 'briefer 0.9.4', system: 'research' },
        agent: { id: 'agent-briefs', name: 'Account Brief Agent', version: '0.9' },
        trigger: { kind: 'schedule', ref: 'morning-briefs', at: rfc3339(at), condition: 'meeting with the account today' },
        model: { provider: 'halcyon', name: 'brief-writer', version: '3.1' },
        prompt: { template: 'account-brief', version: 'v4' },
        sources: sources(random, licenceMissing),
        output: members({ value: text, hash: index === 19 ? undefined : `sha256:${sha256Hex(hashed)}`, hashAlg: index === 19 ? undefined : 'sha-256', at: rfc3339(at + 25 * second) }),
        action: { type: 'research_brief', effect: 'write', system: 'chat', operation: 'posts.create', recordId: id, at: rfc3339(at + 28 * second) },
        delivery: { channel: random.pick(['chat channel', 'mail', 'crm note']) },
      }),
    };
  });
}

function sources(random: Random, licenceMissing: boolean): readonly JsonObject[] {
  const chosen = random.shuffled(providers).slice(0, random.integer(2, 3));
  return chosen.map((name, index) => members({ name, ref: `doc-${random.hex(8)}`, licence: licenceMissing && index === 0 ? undefined : name === 'Own account history' ? 'own data' : 'subscription, internal use' }));
}
