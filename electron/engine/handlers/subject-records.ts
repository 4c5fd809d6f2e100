import { requests } from '#shared/ipc/contract.ts';
import { defined } from '#shared/assert.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { recallRecord } from '../jobs/recall-record.ts';
import { aliasesOf, idsOf, mergesOf, subjectsMerged } from '../subjects/merges.ts';
import { handler, type Handler } from './handler.ts';

export const subjectRecordHandlers: readonly Handler[] = [
  handler('record.history', requests['record.history'], async (session, { about, limit }) => recallRecord(session.settledBench(), about, limit)),
  handler('record.merge', requests['record.merge'], async (session, asked) => {
    const { acts } = session.settledBench();
    if (asked.subject === asked.alias || idsOf(asked.subject, aliasesOf(mergesOf(acts))).includes(asked.alias)) throw new ProblemError('already-one', 'These two ids are one already.');
    const { seq } = orThrow(acts.record(subjectsMerged, asked));
    return Promise.resolve(defined(mergesOf(acts).find((merge) => merge.seq === seq), 'the merge just recorded'));
  }),
  handler('record.unmerge', requests['record.unmerge'], async (session, { seq }) => {
    orThrow(session.bench().acts.undo(seq, [subjectsMerged.act]));
    return Promise.resolve(null);
  }),
];
