import { requests } from '#shared/ipc/contract.ts';
import { fieldValues } from '../store/queries/field-values.ts';
import { searchStanding } from '../store/queries/search-standing.ts';
import { handler, type Handler } from './handler.ts';
import { searchableBench } from './searchable-bench.ts';

export const searchHandlers: readonly Handler[] = [
  handler('search.standing', requests['search.standing'], async (session, { where }) => {
    const { store, caseKey } = session.settledBench();
    return searchStanding(store, caseKey, where);
  }),
  handler('search.values', requests['search.values'], async (session, asked) => {
    const { store, caseKey } = await searchableBench(session, asked.where);
    return fieldValues(store, caseKey, asked);
  }),
];
