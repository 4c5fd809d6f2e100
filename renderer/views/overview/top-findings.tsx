import { findingSeverities } from '#shared/model/finding.ts';
import type { CountedRule } from '#shared/ipc/answers.ts';
import { Count } from '../../parts/count.tsx';
import { SeverityMark } from '../../parts/severity-mark.tsx';
import { surveyWords } from '../../parts/survey-words.ts';
import { SectionHeader } from '../../parts/view-header.tsx';
import { useCase } from '../../state/case-state.ts';
import { useSurveyRevision } from '../../state/survey-revision.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo } from '../../state/view-state.ts';
import styles from './top-findings.module.css';

const most = 8;

/** What rules raised and nobody has spoken of yet, most urgent first. */
export function TopFindings() {
  const revision = useCase((state) => state.revision);
  const surveyed = useSurveyRevision();
  const { value } = useAnswer('findings.rules', {}, revision + surveyed);
  if (value === null) return null;
  const unfinished = surveyWords(value.survey);
  const open = value.rules.filter(({ counts }) => counts !== null && counts.open > 0).toSorted((a, b) => urgency(a) - urgency(b) || (b.counts?.open ?? 0) - (a.counts?.open ?? 0));
  const notChecked = value.rules.filter((rule) => rule.notChecked !== null).length;
  return (
    <section aria-label="Top findings" className={styles.findings}>
      <SectionHeader title="Top findings" detail={unfinished ?? `${open.length} of ${value.rules.length} rules have something open, ${notChecked} were not checked`}>
        <button type="button" className={styles.all} onClick={() => goTo({ view: 'findings' })}>
          All findings
        </button>
      </SectionHeader>
      {unfinished === null && open.length === 0 && <p className={styles.none}>Nothing is open among the rules that were checked.</p>}
      <ul className={styles.list}>
        {open.slice(0, most).map(({ id, title, severity, counts }) => (
          <li key={id}>
            <button type="button" className={styles.rule} onClick={() => goTo({ view: 'findings', about: id })}>
              <span className={styles.severity}>
                <SeverityMark severity={severity} />
              </span>
              <span className={styles.title}>{title}</span>
              <Count of={counts?.open ?? 0} className={styles.count} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function urgency({ severity }: CountedRule): number {
  return findingSeverities.indexOf(severity);
}
