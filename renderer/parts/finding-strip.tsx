import type { Finding } from '#shared/model/finding.ts';
import { useCase } from '../state/case-state.ts';
import { useSurveyRevision } from '../state/survey-revision.ts';
import { useAnswer } from '../state/use-answer.ts';
import { goTo } from '../state/view-state.ts';
import { countedText } from './count-text.ts';
import styles from './finding-strip.module.css';
import { SeverityMark } from './severity-mark.tsx';
import { surveyWords } from './survey-words.ts';
import { VisibleText } from './visible-text.tsx';

/** What finding rules raise about one run, or that they have not looked at all of the case yet. */
export function FindingStrip({ run }: { readonly run: string }) {
  const revision = useCase((state) => state.revision);
  const surveyed = useSurveyRevision();
  const { value, problem } = useAnswer('findings.ofRun', { run }, revision + surveyed);
  if (value === null && problem === null) return null;
  const unfinished = value === null ? null : surveyWords(value.survey);
  return (
    <section aria-label="Findings about this run" className={styles.strip}>
      <h2 className={styles.title}>Findings</h2>
      <div className={styles.body}>
        {problem !== null && <span className={styles.quiet}>not asked: {problem.message}</span>}
        {unfinished !== null && <span className={styles.quiet}>{unfinished}</span>}
        {value !== null && unfinished === null && value.findings.length === 0 && <span className={styles.quiet}>no rule that was checked raises anything about this run</span>}
        {value !== null && value.findings.length > 0 && (
          <ul className={styles.list} aria-label={countedText(value.findings.length, 'finding')}>
            {value.findings.map((finding) => (
              <OneFinding key={finding.id} finding={finding} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function OneFinding({ finding: { rule, severity, sentence, state } }: { readonly finding: Finding }) {
  return (
    <li className={styles.item}>
      <SeverityMark severity={severity} />
      <button type="button" className={styles.open} onClick={() => goTo({ view: 'findings', about: rule })}>
        <VisibleText text={sentence} />
      </button>
      {state !== 'open' && <span className={styles.quiet}>{state}</span>}
    </li>
  );
}
