import type { FrozenAnswer } from '#shared/ipc/answers.ts';
import { requests } from '#shared/ipc/contract.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import type { ActLog } from '../acts/act-log.ts';
import { frozen } from '../figures/compare-figures.ts';
import { figuresFrozen } from '../figures/frozen-figures.ts';
import { answerQuery, rerunFigures } from './figure-queries.ts';
import { handler, type Handler } from './handler.ts';

export const figureHandlers: readonly Handler[] = [
  handler('figures.freeze', requests['figures.freeze'], async (session, { title, query, parameters }) => {
    const bench = session.settledBench();
    const figures = (await answerQuery(bench, session.options.version, query, parameters)).map(frozen);
    const [first] = figures;
    if (first === undefined) throw new ProblemError('nothing-to-keep', 'The query answers no figures.');
    if (figures.every(({ basis }) => basis === 'unknown')) throw new ProblemError('nothing-to-keep', 'Every figure is unknown yet: there is nothing to keep.', 'Wait until the survey of the case is whole.');
    const { seq } = orThrow(bench.acts.record(figuresFrozen, { title, query, parameters, dataHash: first.data.hash, figures: figures.map((figure) => ({ ...figure, why: [...figure.why] })) }));
    return frozenAnswer(bench.acts, seq);
  }),
  handler('figures.frozen', requests['figures.frozen'], async (session) => Promise.resolve(frozenAnswers(session.bench().acts).toReversed())),
  handler('figures.rerun', requests['figures.rerun'], async (session, { seq }) => {
    const bench = session.settledBench();
    return rerunFigures(bench, session.options.version, frozenAnswer(bench.acts, seq).figures);
  }),
];

function frozenAnswers(acts: ActLog): readonly FrozenAnswer[] {
  return acts.of(figuresFrozen).acts.map(({ seq, at, actor, data }) => ({ seq, at, by: actor, ...data }));
}

function frozenAnswer(acts: ActLog, seq: number): FrozenAnswer {
  const found = frozenAnswers(acts).find((one) => one.seq === seq);
  if (found === undefined) throw new ProblemError('no-such-act', `The journal has no kept figures under the number ${seq}.`, 'Choose one from the list of kept figures.');
  return found;
}
