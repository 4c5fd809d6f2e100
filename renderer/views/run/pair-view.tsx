import { ArrowLeftRight, Columns2 } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import type { PairedRun, RunPair } from '#shared/model/run-pair.ts';
import type { RunRow } from '#shared/model/run.ts';
import { Button } from '../../parts/button.tsx';
import { CopyMenu } from '../../parts/copy-menu.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ApprovalMark, OutcomeMark } from '../../parts/marks.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Segments } from '../../parts/segments.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { pairOf, showPair } from '../../state/pair-place.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo, useView } from '../../state/view-state.ts';
import { ContextTab } from './context-tab.tsx';
import { PairBytes } from './pair-bytes.tsx';
import { copyablePair } from './pair-copy.ts';
import { pairGroups, pairScopes, type PairScope, pairWords } from './pair-rows.ts';
import { PairTable } from './pair-table.tsx';
import styles from './pair-view.module.css';
import { runTitle } from './run-title.ts';

/** Two runs beside each other: what differs, what is the same, and the bytes of either side. */
export function PairView() {
  const { a, b } = pairOf(useView((state) => state.place.about));
  const revision = useCase((state) => state.revision);
  const both = a !== '' && b !== '';
  const { value: newest, problem, pending, reload } = useAnswer('runs.compare', both ? { a, b } : null, revision);
  const pair = both && newest !== null && !pending ? newest : null;
  const alone = useAnswer('run.lineage', both || a === '' ? null : { run: a }, revision);
  const first = both || a === '' ? null : (alone.value?.run ?? null);
  return (
    <section aria-label="Compare runs" aria-busy={both && pending} className={styles.view}>
      <ViewHeader title="Compare runs" detail={pair !== null && pairWords(pair)}>
        {pair !== null && <CopyMenu label="Copy the comparison as" title="Copy" parts={() => [['', copyablePair(pair)]]} />}
        <Button small icon={ArrowLeftRight} disabled={!both} onClick={() => showPair(b, a)}>
          Swap A and B
        </Button>
      </ViewHeader>
      <Choice key={`${a} ${b} ${pair?.a.run.id ?? first?.id ?? ''}`} a={a} b={b} names={{ a: pair?.a.run.externalId ?? first?.externalId ?? a, b: pair?.b.run.externalId ?? b }} pair={pair} />
      {both && problem !== null && (
        <ProblemNote problem={problem}>
          <Button small onClick={reload}>Try again</Button>
        </ProblemNote>
      )}
      {both && problem === null && pair === null && <p className={styles.waiting} role="status">Reading the records of both runs…</p>}
      {pair !== null && problem === null && <Pair pair={pair} />}
      {!both && (a === '' ? <EmptyState icon={Columns2} title="Two runs, value by value" next="Pick two runs in the list with x, open a run and compare it with another, or write two ids above." /> : first === null ? alone.problem === null ? <p className={styles.waiting} role="status">Reading the run…</p> : <ProblemNote problem={alone.problem} /> : <Candidates of={first} />)}
    </section>
  );
}

interface ChoiceProps {
  readonly a: string;
  readonly b: string;
  /** As the fields show them. */
  readonly names: { readonly a: string; readonly b: string };
  readonly pair: RunPair | null;
}

function Choice({ a, b, names, pair }: ChoiceProps) {
  const [first, setFirst] = useState(names.a);
  const [second, setSecond] = useState(names.b);
  const [ours, theirs] = [first.trim(), second.trim()];
  const shown = [a, names.a].includes(ours) && [b, names.b].includes(theirs);
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    // The name shown may be one that several runs carry: what was chosen stands.
    if (ours !== '' && theirs !== '' && !shown) showPair(ours === names.a ? a : ours, theirs === names.b ? b : theirs);
  };
  return (
    <form className={styles.choice} onSubmit={ask}>
      <div className={styles.side}>
        <TextField label="A, a run" mono value={first} onChange={setFirst} placeholder="its id" />
        {pair !== null && <RunFacts of={pair.a} />}
      </div>
      <div className={styles.side}>
        <TextField label="B, another run" mono value={second} onChange={setSecond} placeholder="its id" />
        {pair !== null && <RunFacts of={pair.b} />}
      </div>
      <Button type="submit" look="primary" className={styles.go} disabled={ours === '' || theirs === '' || shown}>
        Compare
      </Button>
    </form>
  );
}

function RunFacts({ of: { run } }: { readonly of: PairedRun }) {
  return (
    <div className={styles.facts}>
      <button type="button" className={styles.run} title={visibleString(runTitle(run))} onClick={() => goTo({ view: 'runs', run: run.id })}>
        <VisibleText text={runTitle(run)} />
      </button>
      <Instant at={run.startedAt} show="both" absent="no start recorded" />
      <ApprovalMark approval={run.approvalClass} by={run.approvalClass === 'named rule' ? run.ruleId : run.approver} />
      <OutcomeMark outcome={run.outcome} />
    </div>
  );
}

/** Which run to set beside A: what else happened near it, or to the same. */
function Candidates({ of }: { readonly of: RunRow }) {
  return (
    <div className={styles.candidates}>
      <p className={styles.lead}>Choose B: write its id above, or take one of the runs around A.</p>
      <ContextTab run={of} onChoose={(run) => showPair(of.id, run.id)} />
    </div>
  );
}

function Pair({ pair }: { readonly pair: RunPair }) {
  const [scope, setScope] = useState<PairScope>('differences');
  const [selected, setSelected] = useState<string | null>(null);
  const groups = useMemo(() => pairGroups(pair, scope), [pair, scope]);
  const rows = groups.flatMap((group) => group.rows);
  const row = rows.find(({ key }) => key === selected) ?? rows[0] ?? null;
  return (
    <>
      <div className={styles.scope}>
        <Segments label="Values shown" value={scope} onChange={setScope} options={pairScopes.map((id) => ({ id, title: id === 'differences' ? 'What differs' : 'Every value' }))} />
        <span className={styles.quiet}>That two runs differ says nothing of why. Stages of one kind stand beside each other by their order.</span>
      </div>
      <div className={styles.table}>
        {groups.length === 0 && <EmptyState title="Nothing that is recorded of both differs" next="Ids and times of their own aside. Every value shows what was compared." />}
        <PairTable groups={groups} selected={row?.key ?? null} onSelect={({ key }) => setSelected(key)} />
      </div>
      {row !== null && <PairBytes a={pair.a} b={pair.b} row={row} />}
    </>
  );
}
