import { beforeEach, describe, expect, it } from 'vitest';
import type { JobFinished, JobProgress } from '#shared/ipc/answers.ts';
import { announceJob, markSeen, noteFinished, noteProgress, useJobs } from './jobs-state.ts';

const progress: JobProgress = { jobId: 'j', kind: 'import', title: 't', step: 's', bytesDone: 1, bytesTotal: 2, records: 1, recordsPerSecond: 1, secondsLeft: null, canCancel: true };
const finished: JobFinished = { jobId: 'j', kind: 'import', outcome: 'done', problem: null, sources: [], seconds: 1 };

describe('jobs', () => {
  beforeEach(() => useJobs.setState({ running: [], finished: [], unseen: [] }));

  it('are shown once each, with their newest progress', () => {
    noteProgress(progress);
    noteProgress({ ...progress, bytesDone: 2 });
    expect(useJobs.getState().running).toEqual([{ ...progress, bytesDone: 2 }]);
  });

  it('do not come back to life by a late word of progress', () => {
    noteFinished(finished);
    noteProgress(progress);
    expect(useJobs.getState().running).toEqual([]);
    expect(useJobs.getState().finished).toEqual([finished]);
  });

  it('stay announced until somebody has seen them', () => {
    announceJob(finished);
    announceJob(finished);
    expect(useJobs.getState().unseen).toHaveLength(1);
    markSeen('j');
    expect(useJobs.getState().unseen).toEqual([]);
  });
});
