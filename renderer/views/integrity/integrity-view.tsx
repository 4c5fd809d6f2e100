import { Link2, ShieldCheck } from 'lucide-react';
import { Button } from '../../parts/button.tsx';
import { countedText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { useCase } from '../../state/case-state.ts';
import { chooseFilesToImport } from '../../state/import-state.ts';
import { startCheck, useIntegrity } from '../../state/integrity-state.ts';
import { useJobs } from '../../state/jobs-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { CheckUnderWay } from './check-under-way.tsx';
import styles from './integrity-view.module.css';
import { sourceEntries } from './source-entries.ts';
import { SourceList } from './source-list.tsx';
import { SourcePane } from './source-pane.tsx';

/** What each source can and cannot prove of itself, property by property. There is no single answer. */
export function IntegrityView() {
  const { sources, checked, revision } = useCase();
  const { chosen, refused } = useIntegrity();
  const running = useJobs((state) => state.running);
  const journal = useAnswer('integrity.journal', {}, revision);
  const entries = sourceEntries(sources, checked, journal.value);
  const shown = entries.find(({ id }) => id === chosen) ?? entries[0];
  const unchecked = entries.filter(({ sourceKey, verdicts }) => sourceKey !== null && verdicts.length === 0).length;
  const job = running.find(({ kind }) => kind === 'check');
  const busy = running.some(({ kind }) => kind !== 'survey');

  return (
    <section className={styles.view} aria-label="Integrity">
      <ViewHeader title="Integrity" detail={sources.length === 0 ? 'What each source can and cannot prove' : `What each source can and cannot prove · ${countedText(sources.length, 'source')}, ${unchecked === 0 ? 'each checked at least once' : `${unchecked} not checked yet`}`}>
        <Button icon={ShieldCheck} disabled={busy || sources.length === 0} onClick={() => void startCheck({ sourceKey: null })}>
          Check all sources
        </Button>
      </ViewHeader>
      {job !== undefined && <CheckUnderWay job={job} />}
      {refused !== null && refused.sourceKey === null && <ProblemNote problem={refused.problem} onDismiss={() => useIntegrity.setState({ refused: null })} />}
      {journal.problem !== null && <ProblemNote where="Custody journal" problem={journal.problem} />}
      {sources.length === 0 && (
        <div className={styles.nothing}>
          <EmptyState icon={Link2} title="No source to check yet" next="Drop an export anywhere in this window. What is below is the case's own journal.">
            <Button look="primary" onClick={() => void chooseFilesToImport()}>
              Choose files…
            </Button>
          </EmptyState>
        </div>
      )}
      <div className={styles.sides}>
        <SourceList entries={entries} shown={shown?.id ?? null} />
        {shown !== undefined && <SourcePane key={shown.id} entry={shown} busy={busy} />}
      </div>
    </section>
  );
}
