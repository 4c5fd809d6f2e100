import { requests } from '#shared/ipc/contract.ts';
import type { CountedRule, FindingRules } from '#shared/ipc/answers.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { findingStated } from '../findings/finding-acts.ts';
import type { FindingRule } from '../findings/finding-rule.ts';
import { findingRules } from '../findings/index.ts';
import { listWithdrawn, standingLists } from '../findings/list-acts.ts';
import { projectFindingStates } from '../jobs/findings/finding-states.ts';
import { ruleContext } from '../jobs/survey/rule-context.ts';
import { ruleFailures } from '../jobs/survey/rule-failures.ts';
import { ruleKeyOf } from '../jobs/survey/surveyor.ts';
import { supplyList } from '../jobs/survey/supplied-lists.ts';
import { surveyState } from '../jobs/survey/survey-state.ts';
import { findingCounts } from '../store/queries/finding-counts.ts';
import { statedCounts } from '../store/queries/finding-states.ts';
import { findingFacet } from '../store/queries/finding-facet.ts';
import { caseFindingsPage, findingsOfRun, runFindingsPage } from '../store/queries/findings-page.ts';
import { handler, type Handler } from './handler.ts';
import { runNamed } from './run-named.ts';
import { searchableBench } from './searchable-bench.ts';
import type { Session } from './session.ts';
import { keptOfRules, showFindings } from './show-findings.ts';
import { surveyAnew } from './survey-anew.ts';

export const findingHandlers: readonly Handler[] = [
  handler('survey.state', requests['survey.state'], async (session, { wait }) => {
    if (wait) await session.surveyed();
    return surveyState(session.bench());
  }),
  handler('survey.start', requests['survey.start'], async (session) => {
    void session.survey();
    return surveyState(session.settledBench());
  }),
  handler('findings.rules', requests['findings.rules'], countedRules),
  handler('findings.page', requests['findings.page'], async (session, { rule: id, ...asked }) => {
    const bench = session.settledBench();
    const rule = ruleNamed(id);
    const states = await projectFindingStates(bench);
    const pageOf = rule.ofRun === undefined ? caseFindingsPage : runFindingsPage;
    const page = await pageOf(bench.store, bench.caseKey, { ...asked, rule: id, ruleKey: ruleKeyOf(rule) });
    return { rows: await showFindings(bench, await ruleContext(bench), page.rows, states), next: page.next };
  }),
  handler('findings.ofRun', requests['findings.ofRun'], async (session, { run }) => {
    const bench = session.settledBench();
    const { id } = await runNamed(bench, run);
    const states = await projectFindingStates(bench);
    const { rules, several } = await findingsOfRun(bench.store, bench.caseKey, id);
    return { survey: await surveyState(bench), findings: await showFindings(bench, await ruleContext(bench), [...keptOfRules(id, rules), ...several], states) };
  }),
  handler('findings.facet', requests['findings.facet'], async (session, { where }) => {
    // Counted by what the survey found: before it is whole there is no such count.
    const { store, caseKey } = await searchableBench(session, where.trim() === '' ? 'finding:*' : `(${where}) finding:*`);
    const titles = new Map(findingRules.map(({ id, title }) => [id, title]));
    return { values: (await findingFacet(store, caseKey, where)).map(({ value, label, count }) => ({ value, label: titles.get(value) ?? label, count })), more: 0 };
  }),
  handler('findings.state', requests['findings.state'], async (session, said) => {
    const bench = session.settledBench();
    if (said.state === 'dismissed' && said.reason.trim() === '') throw new ProblemError('reason-missing', 'A finding is dismissed with a reason.', 'Say why it does not hold or does not matter; the journal keeps it.');
    const { seq } = orThrow(bench.acts.record(findingStated, said));
    await projectFindingStates(bench);
    session.facets.clear();
    session.emit('case.changed', await session.info());
    return { journalSeq: seq };
  }),
  handler('findings.supplied', requests['findings.supplied'], async (session) => standingLists(session.bench().acts)),
  handler('findings.supply', requests['findings.supply'], async (session, { base64, ...list }) => {
    const supplied = await supplyList(session.settledBench(), { ...list, bytes: Buffer.from(base64, 'base64') });
    await surveyAnew(session);
    return supplied;
  }),
  handler('findings.withdraw', requests['findings.withdraw'], async (session, { seq: asked, reason }) => {
    const { acts } = session.settledBench();
    const list = standingLists(acts).find(({ seq }) => seq === asked);
    if (list === undefined) throw new ProblemError('no-such-list', `No list that stands was supplied by journal entry ${asked}.`, 'It was withdrawn or taken back; the Findings view lists those that stand.');
    const { seq } = orThrow(acts.record(listWithdrawn, { seq: asked, name: list.name, reason }));
    await surveyAnew(session);
    return { journalSeq: seq };
  }),
];

async function countedRules(session: Session): Promise<FindingRules> {
  const bench = session.settledBench();
  await projectFindingStates(bench);
  const [survey, context, counts, stated, failures] = [
    await surveyState(bench), await ruleContext(bench), await findingCounts(bench.store, bench.caseKey), await statedCounts(bench.store, bench.caseKey), await ruleFailures(bench),
  ];
  const counted = (rule: FindingRule): CountedRule => {
    const { id, title, definition, basis, severity, family } = rule;
    const notChecked = rule.needs?.(context) ?? failures.get(id) ?? null;
    const { accepted, dismissed } = stated.get(id) ?? { accepted: 0, dismissed: 0 };
    const all = survey.kind !== 'whole' || notChecked !== null ? null : (counts.get(id) ?? null);
    return { id, title, definition, basis, severity, family, notChecked, goesBy: rule.goesBy ?? null, counts: all === null ? null : { open: all - accepted - dismissed, accepted, dismissed } };
  };
  return { survey, gates: context.gates.version, rules: findingRules.map(counted) };
}

function ruleNamed(id: string): FindingRule {
  const rule = findingRules.find((known) => known.id === id);
  if (rule === undefined) throw new ProblemError('no-such-rule', `There is no finding rule ${JSON.stringify(id)}.`, `Known: ${findingRules.map((known) => known.id).join(', ')}.`);
  return rule;
}
