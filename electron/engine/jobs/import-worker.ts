import { sealNetwork } from '../network-seal.ts';
import type { Batch } from './batch.ts';
import { hashFile } from './hash-file.ts';
import { readRange } from './read-range.ts';
import type { SurveyBatch } from './survey/survey-batch.ts';
import { surveyRange } from './survey/survey-range.ts';
import { serveRequests } from './thread-port.ts';
import type { ReadingAnswer, ReadingRequest } from './worker-pool.ts';

sealNetwork();
serveRequests(answers, (answer) => (answer.kind === 'batch' ? buffersOf(answer.batch) : answer.kind === 'surveyed' ? surveyBuffersOf(answer.batch) : []));

function* answers(request: ReadingRequest): Generator<ReadingAnswer> {
  if (request.kind === 'hash') yield { kind: 'hashed', hashed: hashFile(request.path) };
  else if (request.kind === 'survey') for (const batch of surveyRange(request.task)) yield { kind: 'surveyed', batch };
  else for (const batch of readRange(request.task)) yield { kind: 'batch', batch };
}

function buffersOf(batch: Batch): ArrayBuffer[] {
  return [batch.recordRows, batch.recordStarts, batch.recordDigests, batch.rowRuns, batch.rowParts, batch.runRows, batch.runStarts, batch.runIds].map((view) => view.buffer);
}

function surveyBuffersOf({ ids, declined, rows }: SurveyBatch): ArrayBuffer[] {
  return [ids, declined, ...Object.values(rows)].map((view) => view.buffer);
}
