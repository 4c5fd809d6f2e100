import { useState } from 'react';
import type { CountedRule } from '#shared/ipc/answers.ts';
import { findingStates, type Finding, type FindingState } from '#shared/model/finding.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { Checkbox } from '../../parts/checkbox.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Segments } from '../../parts/segments.tsx';
import { SeverityMark } from '../../parts/severity-mark.tsx';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { usePages } from '../../state/use-pages.ts';
import { goTo, useView } from '../../state/view-state.ts';
import { FindingDetail } from './finding-detail.tsx';
import styles from './findings-view.module.css';
import { StateForm } from './state-form.tsx';
import { SuppliedLists } from './supplied-lists.tsx';

type Shown = FindingState | 'all';

/** One rule: what it looks for in words that can be checked by hand, and what it found. */
export function RulePane({ rule }: { readonly rule: CountedRule }) {
  const [shown, setShown] = useState<Shown>('open');
  const [selected, setSelected] = useState<string | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const where = useView(({ place }) => place.where);
  const revision = useCase((state) => state.revision);
  const pages = usePages<Finding>(JSON.stringify([rule.id, shown, where, revision]), (after) => call('findings.page', { rule: rule.id, state: shown, where, after, limit: 50 }));
  const finding = pages.rows.find(({ id }) => id === selected) ?? pages.rows[0] ?? null;
  const marked = pages.rows.filter(({ id }) => ticked.has(id));
  const tick = (id: string): void => setTicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));

  const counts = rule.counts;
  const show = (id: Shown): void => {
    setShown(id);
    setTicked(new Set());
  };
  return (
    <section className={styles.pane} aria-label={rule.title}>
      <header className={styles.head}>
        <div className={styles.headText}>
          <h2 className={styles.title}>{rule.title}</h2>
          <p className={styles.definition}>{rule.definition.split('`').map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece))}</p>
          <p className={styles.basis}>
            <SeverityMark severity={rule.severity} /> <span className="mono">{rule.id}</span> {rule.basis}
          </p>
        </div>
        <Button small disabled={counts === null || counts.open + counts.accepted + counts.dismissed === 0} onClick={() => goTo({ view: 'runs', run: null, where: `finding:${rule.id}` })}>
          List these runs
        </Button>
      </header>
      {rule.goesBy !== null && <SuppliedLists key={`${rule.goesBy} ${rule.notChecked ?? ''}`} list={rule.goesBy} open={rule.notChecked !== null} />}
      {rule.notChecked !== null ? (
        <EmptyState title="Not checked" next={`This rule could not look: ${rule.notChecked}. That is not the same as finding nothing.${rule.goesBy === null ? '' : ` Supply the ${rule.goesBy} above, and it will.`}`} />
      ) : (
        <>
          <div className={styles.filters}>
            <Segments label="Findings shown" value={shown} onChange={show} options={[...findingStates, 'all' as const].map((id) => ({ id, title: counts === null ? id : `${id} ${countText(id === 'all' ? counts.open + counts.accepted + counts.dismissed : counts[id])}` }))} />
            {where !== '' && <span className={styles.quiet}>about runs that match the search; the counts are of all runs</span>}
            {marked.length > 0 && <span className={styles.quiet}>{countedText(marked.length, 'finding')} ticked</span>}
          </div>
          {pages.problem !== null && <ProblemNote problem={pages.problem} />}
          <VirtualTable
            label={`Findings: ${rule.title}`}
            className={styles.findings}
            columns={findingColumns(ticked, tick)}
            rows={pages.rows}
            rowKey={({ id }) => id}
            total={pages.more ? undefined : pages.rows.length}
            selected={finding?.id ?? null}
            onSelect={({ id }) => setSelected(id)}
            onOpen={({ runs: [run] }) => run !== undefined && goTo({ view: 'runs', run, where: '' })}
            onNearEnd={pages.loadMore}
            onKey={(event, row) => {
              if (event.key !== 'x' || row === undefined) return false;
              tick(row.id);
              return true;
            }}
            empty={pages.stale ? null : <EmptyState title={counts === null ? 'Nothing can be said before the survey is whole' : shown === 'all' ? 'This rule raised nothing' : `No ${shown} finding of this rule`} />}
          />
          {finding !== null && <FindingDetail finding={finding} />}
          {finding !== null && <StateForm findings={marked.length > 0 ? marked : [finding]} onStated={() => setTicked(new Set())} />}
        </>
      )}
    </section>
  );
}

function findingColumns(ticked: ReadonlySet<string>, tick: (id: string) => void): readonly Column<Finding>[] {
  return [
    { id: 'tick', title: 'Ticked', titleHidden: true, width: 40, cell: ({ id }) => <Checkbox label="Tick this finding" inGrid checked={ticked.has(id)} onChange={() => tick(id)} /> },
    {
      id: 'sentence',
      title: 'Finding',
      width: 240,
      grow: 1,
      cell: ({ sentence }) => (
        <span className={styles.cut}>
          <VisibleText text={sentence} />
        </span>
      ),
    },
    { id: 'runs', title: 'Runs', width: 96, align: 'end', cell: ({ runs, runCount }) => (runCount === 1 ? <span className="mono">{runs[0]?.slice(0, 8)}</span> : countText(runCount)) },
    { id: 'state', title: 'State', width: 92, cell: ({ state }) => <span className={state === 'open' ? undefined : styles.quiet}>{state}</span> },
  ];
}
