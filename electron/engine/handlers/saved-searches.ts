import { requests } from '#shared/ipc/contract.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { searchForgotten, searchSaved } from '../annotations/act-kinds.ts';
import { foldAnnotations } from '../annotations/fold-annotations.ts';
import { searchHistory } from '../case/search-history.ts';
import { projectAct } from '../jobs/project-annotations.ts';
import { filterOf } from '../store/queries/search-to-sql.ts';
import { handler, type Handler } from './handler.ts';

export const savedSearchHandlers: readonly Handler[] = [
  handler('searches.list', requests['searches.list'], async (session) => foldAnnotations(session.bench().acts).searches),
  handler('searches.recent', requests['searches.recent'], async (session) => searchHistory(session.bench().case.folder.work, session.now).list()),
  handler('searches.note', requests['searches.note'], async (session, { where }) => {
    searchHistory(session.bench().case.folder.work, session.now).note(where);
    return null;
  }),
  handler('searches.save', requests['searches.save'], async (session, { name, where, pinned }) => {
    const bench = session.bench();
    // A search that cannot be read would be saved to no use.
    filterOf(bench.caseKey, where);
    const { seq } = orThrow(bench.acts.record(searchSaved, { name, where: where.trim(), pinned }));
    await projectAct(bench, { seq, runs: [], what: 'searches' });
    return null;
  }),
  handler('searches.forget', requests['searches.forget'], async (session, { name }) => {
    const bench = session.bench();
    if (foldAnnotations(bench.acts).searches.every((saved) => saved.name !== name)) throw new ProblemError('no-such-search', `No search is saved as ${JSON.stringify(name)}.`);
    const { seq } = orThrow(bench.acts.record(searchForgotten, { name }));
    await projectAct(bench, { seq, runs: [], what: 'searches' });
    return null;
  }),
];
