import { describe, expect, it } from 'vitest';
import type { ImportedSource, JobFinished } from '#shared/ipc/answers.ts';
import { jobSummary } from './job-summary.ts';

const source: ImportedSource = { name: 'a', sha256: 'a', bytes: 1, format: 'native', read: 1915, accepted: 1910, rejected: 3, duplicate: 2, runs: 1400, alreadyImported: false, problems: [] };
const job: JobFinished = { jobId: 'j', kind: 'import', outcome: 'done', problem: null, sources: [source, source], seconds: 6.2 };

describe('what came of a job', () => {
  it('adds up over its sources', () => {
    expect(jobSummary(job).replaceAll('\u202f', ' ')).toBe('2 sources in 6 s: 3 830 read = 3 820 accepted + 6 rejected + 4 duplicate');
  });

  it('says which counts are from an earlier import', () => {
    expect(jobSummary({ ...job, sources: [{ ...source, alreadyImported: true }] })).toContain('1 source imported before');
  });

  it('claims nothing for a job that was cancelled or failed', () => {
    expect(jobSummary({ ...job, outcome: 'cancelled', sources: [] })).toBe('Cancelled after 6 s. The case is as it was before.');
    expect(jobSummary({ ...job, outcome: 'failed', sources: [] })).toBe('Failed after 6 s.');
  });
});
