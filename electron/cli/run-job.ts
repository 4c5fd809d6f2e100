import type { Events, JobFinished, JobProgress } from '#shared/ipc/answers.ts';
import type { EventName } from '#shared/ipc/channels.ts';
import type { Result } from '#shared/result.ts';
import type { Asking } from './open-engine.ts';
import type { Terminal } from './terminal.ts';

/** Starts a job, shows its progress on `err`, and waits for its end. Listens before starting, so that no end is missed. */
export async function runJob(engine: Asking, start: () => Promise<Result<{ readonly jobId: string }>>, terminal: Terminal): Promise<Result<JobFinished>> {
  const ends = new Map<string, JobFinished>();
  let wake = (): void => undefined;
  let shownAt = 0;
  const stop = engine.on((event, payload) => {
    const told = { event, payload };
    if (isTold(told, 'job.progress')) {
      if (Date.now() - shownAt < (terminal.live ? 100 : 2000)) return;
      shownAt = Date.now();
      terminal.err(progressLine(told.payload, terminal.live));
    }
    if (isTold(told, 'job.finished')) {
      ends.set(told.payload.jobId, told.payload);
      wake();
    }
  });
  try {
    const started = await start();
    if (!started.ok) return started;
    const { jobId } = started.value;
    const interrupt = (): void => void engine.ask('jobs.cancel', { jobId });
    process.once('SIGINT', interrupt);
    while (!ends.has(jobId)) await new Promise<void>((resolve) => (wake = resolve));
    process.off('SIGINT', interrupt);
    if (terminal.live && shownAt > 0) terminal.err('\r\u001b[K');
    const end = ends.get(jobId);
    if (end === undefined) throw new Error('the job ended without an end');
    return { ok: true, value: end };
  } finally {
    stop();
  }
}

function isTold<E extends EventName>(told: { readonly event: EventName; readonly payload: unknown }, event: E): told is { readonly event: E; readonly payload: Events[E] } {
  return told.event === event;
}

function progressLine(progress: JobProgress, live: boolean): string {
  const share = progress.bytesTotal === 0 ? '' : ` ${Math.floor((100 * progress.bytesDone) / progress.bytesTotal)} %`;
  const text = `${progress.step}${share}, ${progress.records} records, ${Math.round(progress.recordsPerSecond)}/s`;
  return live ? `\r\u001b[K${text}` : `${text}\n`;
}
