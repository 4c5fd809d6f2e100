import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orThrow, ProblemError } from '#shared/result.ts';
import { filledStore, type FilledStore } from '../../../test/support/filled-store.ts';
import { createActLog, type ActLog } from '../acts/act-log.ts';
import { createJournalFile, openJournal } from '../case/journal.ts';
import { signingKeyFromHome } from '../case/signing-key.ts';
import { setMeta } from '../store/queries/meta.ts';
import { refuseUnfinishedSearch } from './searchable-bench.ts';

let filled: FilledStore;
let acts: ActLog;
const folder = mkdtempSync(join(tmpdir(), 'proofline-acts-'));
beforeAll(async () => {
  const path = join(folder, 'journal.jsonl');
  createJournalFile(path);
  acts = createActLog(orThrow(openJournal(path, { key: orThrow(signingKeyFromHome(folder)), actor: 'tester', build: 'test', now: () => 1_773_700_000_000_000_000n })).journal);
  filled = await filledStore();
  await setMeta(filled.store, filled.caseKey, 'applied-import-seq', '3');
});
afterAll(async () => {
  await filled.close();
  rmSync(folder, { recursive: true, force: true });
});

type Survey = Parameters<typeof refuseUnfinishedSearch>[0]['survey'];

async function refusal(where: string, survey: Partial<Survey>): Promise<string | null> {
  const { store, caseKey } = filled;
  const bench = { store, caseKey, survey: { underWay: null, stopped: null, ...survey }, acts };
  try {
    await refuseUnfinishedSearch(bench, where);
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
}

describe('what is written down about the runs of a search', () => {
  it('waits for the survey wherever a term rests on it, so that no file or mark is short in silence', async () => {
    for (const where of ['finding:*', 'score:>0.5', '-text:"refund"', 'approval:human (recovery:unconfirmed OR country:FR)']) {
      expect(await refusal(where, { underWay: { runs: 1, total: 300, jobId: 'j' } }), where).toBe('survey-under-way');
      expect(await refusal(where, { stopped: 'it was cancelled' }), where).toBe('survey-not-made');
    }
  });

  it('does not wait where the runs alone answer', async () => {
    for (const where of ['', 'approval:human amount:>5', 'missing:outcome']) expect(await refusal(where, { stopped: 'it was cancelled' }), where).toBeNull();
  });

  it('is done once the survey is whole', async () => {
    await setMeta(filled.store, filled.caseKey, 'surveyed-import-seq', '3');
    expect(await refusal('finding:* score:>0.5', {})).toBeNull();
  });
});
