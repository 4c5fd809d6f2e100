import { useCallback, useState } from 'react';
import type { Lineage } from '#shared/model/lineage.ts';
import { Button } from '../../parts/button.tsx';
import { FindingStrip } from '../../parts/finding-strip.tsx';
import { CopyMenu } from '../../parts/copy-menu.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useCase } from '../../state/case-state.ts';
import { showRunTab, useRunPage } from '../../state/run-page-state.ts';
import { useRunsList } from '../../state/runs-list.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo } from '../../state/view-state.ts';
import { type Selection, selectionOf } from './byte-span.ts';
import { copyableLineage, copyableRun } from './copy-value.ts';
import { ExplainMenu } from './explain-menu.tsx';
import { LineageGraphView } from './lineage-graph-view.tsx';
import { LineageList } from './lineage-list.tsx';
import { RunHeader } from './run-header.tsx';
import { RunIntegrity } from './run-integrity.tsx';
import { RunTabs } from './run-tabs.tsx';
import { RunVersions } from './run-versions.tsx';
import styles from './run-view.module.css';
import { SevenFieldStrip } from './seven-field-strip.tsx';
import { firstSelection, tellingValue } from './telling-value.ts';

/** One run: what led to what, how well it is evidenced, and the bytes that say so. */
export function RunView({ id }: { readonly id: string }) {
  const revision = useCase((state) => state.revision);
  const { value: newest, problem, withheld, pending, reload } = useAnswer('run.lineage', { run: id }, revision);
  // While the next run is on its way, the answer at hand is still the last one's.
  const value = newest?.run.id === id ? newest : null;
  const listed = useRunsList((state) => state.rows.find((run) => run.id === id));
  if (problem !== null) {
    return (
      <section aria-label="Run" className={styles.view}>
        <ProblemNote problem={problem}>
          <Button small onClick={reload}>
            Try again
          </Button>
          <Button small onClick={() => goTo({ run: null })}>
            Close
          </Button>
        </ProblemNote>
      </section>
    );
  }
  if (value === null) {
    return (
      <section aria-label="Run" aria-busy={pending} className={styles.view}>
        {listed !== undefined && <RunHeader run={listed} waiting />}
        <p className={styles.waiting} role="status">
          {withheld ? 'A job fills the index: this run opens by itself when it has ended.' : "Reading the run's records…"}
        </p>
      </section>
    );
  }
  return <RunPage key={id} lineage={value} />;
}

interface Chosen {
  /** Row in whichever table it was chosen. */
  readonly key: string | null;
  readonly selection: Selection | null;
  readonly stage: string | null;
}

function RunPage({ lineage }: { readonly lineage: Lineage }) {
  const lineageAs = useRunPage((state) => state.lineageAs);
  const [chosen, setChosen] = useState<Chosen>(() => ({ key: null, selection: firstSelection(lineage), stage: null }));

  const onSelectStage = useCallback(
    (stageId: string) => {
      const stage = lineage.stages.find(({ id }) => id === stageId);
      const telling = stage === undefined ? null : tellingValue(stage, lineage);
      if (telling === null) {
        setChosen({ key: null, selection: { kind: 'no bytes', name: stageId, why: 'No record says anything of this stage.' }, stage: stageId });
        return;
      }
      setChosen({ key: `${stageId} ${telling.name} 0`, selection: selectionOf(telling.name, telling.value), stage: stageId });
      showRunTab(telling.value.offset === null ? 'values' : 'payload');
    },
    [lineage],
  );
  const onSelect = useCallback((key: string, selection: Selection) => setChosen({ key, selection, stage: lineage.stages.find(({ id }) => key.startsWith(`${id} `))?.id ?? null }), [lineage]);

  return (
    <section aria-label="Run" className={styles.view}>
      <RunHeader run={lineage.run}>
        <ExplainMenu run={lineage.run.id} />
        <CopyMenu label="Copy the run as" title="Copy" parts={() => [['Run', copyableRun(lineage)], ['Lineage', copyableLineage(lineage)]]} />
      </RunHeader>
      <div className={styles.body}>
        <div className={styles.top}>
          {lineageAs === 'graph' ? (
            <LineageGraphView lineage={lineage} selectedStage={chosen.stage} onSelectStage={onSelectStage} />
          ) : (
            <LineageList lineage={lineage} selectedStage={chosen.stage} onSelectStage={onSelectStage} />
          )}
          <SevenFieldStrip lineage={lineage} />
          <RunIntegrity records={lineage.records} />
          <RunVersions versions={lineage.versions ?? []} />
          <FindingStrip run={lineage.run.id} />
        </div>
        <RunTabs lineage={lineage} selectedKey={chosen.key} selection={chosen.selection} onSelect={onSelect} />
      </div>
    </section>
  );
}
