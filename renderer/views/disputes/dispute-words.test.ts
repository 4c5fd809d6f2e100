import { describe, expect, it } from 'vitest';
import type { Dispute } from '#shared/model/dispute.ts';
import { classWords, elapsedWords } from './dispute-words.ts';

const hour = 3_600_000_000_000n;
const dispute: Dispute = {
  id: 'D-7', basis: 'filed here', externalId: null, run: null, runName: null, subject: null, reasonClass: null, reason: null, filedBy: null, filedAt: String(100n * hour), outcome: null, rationale: null, decidedBy: null, decidedAt: null,
  escalatedTo: null, consequences: [], consequenceDue: null, clock: { state: 'open', dueAt: null, asOf: String(110n * hour) }, unlinked: false, journalSeq: 7,
};

describe('a dispute in words', () => {
  it('gives the weight of the reasons that have one, and leaves other words as recorded', () => {
    expect(['territory mismatch', 'preference', 'capacity imbalance', 'constructor', null].map(classWords)).toEqual(['territory mismatch (strong)', 'preference (weak)', 'capacity imbalance', 'constructor', 'reason class not recorded']);
  });

  it('has run for the time from filing to decision, else to what it is held against', () => {
    expect(elapsedWords(dispute)).toBe('10 h 00 min');
    expect(elapsedWords({ ...dispute, decidedAt: String(148n * hour + 60_000_000_000n) })).toBe('48 h 01 min');
    expect(elapsedWords({ ...dispute, decidedAt: String(99n * hour) })).toBe('−1 h 00 min');
    expect(elapsedWords({ ...dispute, filedAt: null })).toBe(null);
  });
});
