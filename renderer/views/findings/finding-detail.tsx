import type { Finding } from '#shared/model/finding.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import { Instant } from '../../parts/instant.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import { EvidenceList } from './evidence-list.tsx';
import styles from './findings-view.module.css';

/** One finding: the sentence whole, the runs it is about, the values it rests on, and what a person said of it. */
export function FindingDetail({ finding }: { readonly finding: Finding }) {
  const { sentence, runs, runCount, evidence, stated } = finding;
  return (
    <section aria-label="The finding" className={styles.detail}>
      <p className={styles.sentence}>
        <VisibleText text={sentence} />
      </p>
      {stated !== null && (
        <p className={styles.stated}>
          {finding.state} by <VisibleText text={stated.by} />, <Instant at={stated.at} show="both" />, journal entry {countText(stated.journalSeq)}
          {stated.reason !== '' && (
            <>
              : <VisibleText text={stated.reason} />
            </>
          )}
        </p>
      )}
      <p className={styles.runs}>
        <span className={styles.quiet}>{runCount > runs.length ? `the first ${runs.length} of ${countedText(runCount, 'run')}` : countedText(runCount, 'run')}</span>
        {runs.map((run) => (
          <button key={run} type="button" className={styles.run} onClick={() => goTo({ view: 'runs', run, where: '' })}>
            {runs.length === 1 ? `Open run ${run}` : run.slice(0, 8)}
          </button>
        ))}
      </p>
      <EvidenceList key={finding.id} evidence={evidence} severalRuns={runCount > 1} />
    </section>
  );
}
