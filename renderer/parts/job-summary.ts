import type { ImportedSource, JobFinished } from '#shared/ipc/answers.ts';
import { countedText, countText, durationText } from './count-text.ts';

/** What came of a job, in one line: read = accepted + rejected + duplicate. */
export function jobSummary(job: JobFinished): string {
  const seconds = durationText(job.seconds);
  if (job.kind === 'survey' && job.outcome !== 'done') return `The survey of runs ${job.outcome === 'cancelled' ? 'was cancelled' : 'failed'} after ${seconds}. Findings are not made until it is whole.`;
  if (job.outcome === 'cancelled') return `Cancelled after ${seconds}. The case is as it was before.`;
  if (job.outcome === 'failed') return `Failed after ${seconds}.`;
  if (job.kind !== 'import') return `Done in ${seconds}.`;
  const total = (of: (source: ImportedSource) => number) => job.sources.reduce((sum, source) => sum + of(source), 0);
  const notRead = job.sources.filter((source) => source.notRead !== undefined).length;
  const again = job.sources.filter(({ alreadyImported }) => alreadyImported).length;
  const counts = `${countText(total(({ read }) => read))} read = ${countText(total(({ accepted }) => accepted))} accepted + ${countText(total(({ rejected }) => rejected))} rejected + ${countText(total(({ duplicate }) => duplicate))} duplicate`;
  return `${countedText(job.sources.length - notRead, 'source')} in ${seconds}: ${counts}${again === 0 ? '' : ` (${countedText(again, 'source')} imported before, counts from then)`}${notRead === 0 ? '' : `; ${countedText(notRead, 'file')} not read`}`;
}
