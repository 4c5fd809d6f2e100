import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orThrow } from '#shared/result.ts';
import { scratchFolder } from '../../../test/support/engine.ts';
import { createActLog } from '../acts/act-log.ts';
import { createJournalFile, openJournal, type Journal } from '../case/journal.ts';
import { signingKeyFromHome } from '../case/signing-key.ts';
import { consequenceNoted, disputeActs, disputeDecided, disputeFiled } from './acts.ts';
import { countDisputes, orderDisputes } from './count-disputes.ts';
import { disputeClock } from './dispute-clock.ts';
import { foldDisputes } from './fold-disputes.ts';

const hour = 3_600_000_000_000n;
const filedAt = String(1000n * hour);
const after = (hours: bigint, more = 0n): string => String((1000n + hours) * hour + more);

describe('the 48 hours of a dispute', () => {
  it('end to the nanosecond, and exactly 48 hours is in time', () => {
    expect(disputeClock({ filedAt, decidedAt: after(48n), decided: true }, null).state).toBe('decided in time');
    expect(disputeClock({ filedAt, decidedAt: after(48n, 1n), decided: true }, null).state).toBe('decided late');
    expect(disputeClock({ filedAt, decidedAt: null, decided: false }, after(48n)).state).toBe('open');
    expect(disputeClock({ filedAt, decidedAt: null, decided: false }, after(48n, 1n)).state).toBe('overdue');
  });

  it('are not known where an instant is not recorded: an outcome without one is neither in time nor late', () => {
    expect(disputeClock({ filedAt, decidedAt: null, decided: true }, after(99n))).toEqual({ state: 'not known', dueAt: after(48n), asOf: null });
    expect(disputeClock({ filedAt: null, decidedAt: after(1n), decided: true }, after(2n))).toEqual({ state: 'not known', dueAt: null, asOf: null });
  });
});

describe('disputes of the journal', () => {
  const run = '00000000-0000-8000-8000-000000000001';
  const filing = { run, runName: 'LR-1', subject: 'lead:1', decisionAt: null, reasonClass: 'preference', reason: 'mine', filedBy: 'ed' } as const;
  const later = `${Date.parse('2026-03-20T00:00:00Z')}000000`;

  it('are folded from what stands: undone, a decision leaves an open dispute', () => {
    const log = createActLog(journalOf());
    const { seq } = orThrow(log.record(disputeFiled, filing));
    const decision = orThrow(log.record(disputeDecided, { dispute: `D-${seq}`, outcome: 'denied', rationale: 'the rule held', decidedBy: 'fay' }));
    expect(foldDisputes(log, later).filed).toMatchObject([{ id: 'D-1', outcome: 'denied', clock: { state: 'decided in time' }, consequenceDue: 'Denied: was the territory map ambiguous? Note that it was corrected, or that rule and map are correct.' }]);
    orThrow(log.record(consequenceNoted, { dispute: 'D-1', what: 'none needed: rule and map correct', note: '' }));
    expect(foldDisputes(log, later).filed[0]?.consequenceDue).toBe(null);
    log.undo(decision.seq, disputeActs);
    expect(foldDisputes(log, later).filed).toMatchObject([{ outcome: null, clock: { state: 'overdue' } }]);
  });

  it('are listed overdue first and counted by class and outcome', () => {
    const log = createActLog(journalOf());
    for (const reasonClass of ['preference', 'territory mismatch', 'preference'] as const) orThrow(log.record(disputeFiled, { ...filing, reasonClass }));
    orThrow(log.record(disputeDecided, { dispute: 'D-1', outcome: 'upheld', rationale: 'x', decidedBy: 'y' }));
    const { filed } = foldDisputes(log, later);
    expect(orderDisputes(filed).map(({ id }) => id)).toEqual(['D-2', 'D-3', 'D-1']);
    expect(countDisputes(filed)).toMatchObject({ all: 3, byClock: { overdue: 2, 'decided in time': 1 }, byClass: [{ reasonClass: 'preference', all: 2, upheld: 1, undecided: 1 }, { reasonClass: 'territory mismatch', all: 1, undecided: 1 }] });
  });
});

function journalOf(): Journal {
  const folder = scratchFolder();
  const path = join(folder, 'journal.jsonl');
  createJournalFile(path);
  return orThrow(openJournal(path, { key: orThrow(signingKeyFromHome(folder)), actor: 'ed', build: 'test', now: () => BigInt(Date.parse('2026-03-17T10:00:00Z')) * 1_000_000n })).journal;
}
