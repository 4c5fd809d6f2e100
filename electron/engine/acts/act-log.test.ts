import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { orThrow } from '#shared/result.ts';
import { scratchFolder } from '../../../test/support/engine.ts';
import { createJournalFile, openJournal, type Journal } from '../case/journal.ts';
import { signingKeyFromHome } from '../case/signing-key.ts';
import { actKind } from './act-kind.ts';
import { createActLog, type ActLog } from './act-log.ts';

const starred = actKind({ act: 'run-starred', data: z.strictObject({ run: z.string() }), words: ({ run }) => `star of ${run}` });
const sent = actKind({ act: 'notice-sent', data: z.strictObject({ to: z.string() }), words: ({ to }) => `notice to ${to}` });

function opened(): { readonly journal: Journal; readonly acts: ActLog; reopen(): ActLog } {
  const folder = scratchFolder();
  const path = join(folder, 'journal.jsonl');
  createJournalFile(path);
  const open = (): Journal => orThrow(openJournal(path, { key: orThrow(signingKeyFromHome(folder)), actor: 'tester', build: 'test', now: () => 1_773_700_000_000_000_000n })).journal;
  const journal = open();
  return { journal, acts: createActLog(journal), reopen: () => createActLog(open()) };
}

const runsOf = (acts: ActLog): readonly string[] => acts.of(starred).acts.map(({ data }) => data.run);

describe('the acts of a case', () => {
  it('are read back in the order they were done, by kind', () => {
    const { acts } = opened();
    orThrow(acts.record(starred, { run: 'a' }));
    orThrow(acts.record(sent, { to: 'the authority' }));
    orThrow(acts.record(starred, { run: 'b' }));
    expect(runsOf(acts)).toEqual(['a', 'b']);
  });

  it('no longer stand once taken back, and stand again once brought back, also for whoever opens the case later', () => {
    const { acts, reopen } = opened();
    const { seq } = orThrow(acts.record(starred, { run: 'a' }));
    orThrow(acts.record(starred, { run: 'b' }));
    orThrow(acts.undo(seq, ['run-starred']));
    expect(runsOf(acts)).toEqual(['b']);
    expect(runsOf(reopen())).toEqual(['b']);
    orThrow(acts.redo(seq, ['run-starred']));
    expect(runsOf(acts)).toEqual(['a', 'b']);
    expect(runsOf(reopen())).toEqual(['a', 'b']);
  });

  it('leave every entry in the journal, the one that took back included', () => {
    const { acts, journal } = opened();
    const { seq } = orThrow(acts.record(starred, { run: 'a' }));
    orThrow(acts.undo(seq, ['run-starred']));
    expect(journal.all().map(({ act }) => act)).toEqual(['run-starred', 'act-undone']);
    expect(journal.check().firstFailure).toBeNull();
  });

  it('are undone newest first and redone in turn, until a new act follows', () => {
    const { acts } = opened();
    const [first, second] = [orThrow(acts.record(starred, { run: 'a' })).seq, orThrow(acts.record(starred, { run: 'b' })).seq];
    expect(acts.undoable(['run-starred'])[0]?.seq).toBe(second);
    orThrow(acts.undo(second, ['run-starred']));
    orThrow(acts.undo(first, ['run-starred']));
    expect(acts.redoable(['run-starred']).map(({ seq }) => seq)).toEqual([first, second]);
    orThrow(acts.record(starred, { run: 'c' }));
    expect(acts.redoable(['run-starred'])).toEqual([]);
  });

  it('refuse a second undo, an act that is none, and data that do not fit', () => {
    const { acts, journal } = opened();
    const { seq } = orThrow(acts.record(starred, { run: 'a' }));
    orThrow(acts.undo(seq, ['run-starred']));
    expect(acts.undo(seq, ['run-starred'])).toMatchObject({ ok: false, problem: { code: 'nothing-to-undo' } });
    expect(acts.undo(999, ['run-starred'])).toMatchObject({ ok: false, problem: { code: 'no-such-act' } });
    expect(acts.redo(seq, ['run-starred']).ok && acts.redo(seq, ['run-starred'])).toMatchObject({ ok: false, problem: { code: 'nothing-to-undo' } });
    expect(acts.record(starred, JSON.parse('{"run":1}'))).toMatchObject({ ok: false, problem: { code: 'bad-act' } });
    const notice = orThrow(acts.record(sent, { to: 'the authority' })).seq;
    expect(acts.undo(notice, ['run-starred'])).toMatchObject({ ok: false, problem: { code: 'no-such-act' } });
    expect(journal.entries).toBe(4);
  });

  it('of another build that cannot be read are handed over as unread, not skipped', () => {
    const { acts, journal } = opened();
    orThrow(journal.append('run-starred', { runs: ['of', 'a', 'later', 'build'] }));
    expect(acts.of(starred)).toMatchObject({ acts: [], unread: [{ seq: 1 }] });
  });
});
