import { Flag } from 'lucide-react';
import { countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { SurveyNote } from '../../parts/survey-note.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { useCase } from '../../state/case-state.ts';
import { useSurveyRevision } from '../../state/survey-revision.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { adjustPlace, useView } from '../../state/view-state.ts';
import styles from './findings-view.module.css';
import { RuleList } from './rule-list.tsx';
import { RulePane } from './rule-pane.tsx';
import { allOf, ruleRows, ruleShown } from './rule-rows.ts';

/** What finding rules raise over the runs, rule by rule, with what each of them rests on. */
export function FindingsView() {
  const revision = useCase((state) => state.revision);
  const surveyed = useSurveyRevision();
  const about = useView(({ place }) => place.about);
  const { value, problem } = useAnswer('findings.rules', {}, revision + surveyed);
  const rows = value === null ? [] : ruleRows(value.rules);
  const shown = ruleShown(rows, about);
  const nothingToSurvey = value !== null && value.survey.kind === 'whole' && value.survey.runs === 0;
  return (
    <section className={styles.view} aria-label="Findings">
      <ViewHeader title="Findings" detail={value !== null && !nothingToSurvey && detailOf(rows)} />
      {problem !== null && <ProblemNote problem={problem} />}
      {value !== null && <SurveyNote survey={value.survey} />}
      {nothingToSurvey && <EmptyState icon={Flag} title="No run to look at yet" next="Drop an export anywhere in this window: every run of it is looked at by these rules." />}
      {value !== null && !nothingToSurvey && (
        <div className={styles.sides}>
          <RuleList rules={rows} shown={shown?.id ?? null} onChoose={(rule) => adjustPlace({ about: rule })} />
          {shown !== null && <RulePane key={shown.id} rule={shown} />}
        </div>
      )}
    </section>
  );
}

function detailOf(rows: ReturnType<typeof ruleRows>): string {
  const counted = rows.filter((rule) => allOf(rule) !== null);
  const open = counted.reduce((sum, { counts }) => sum + (counts?.open ?? 0), 0);
  const notChecked = rows.filter((rule) => rule.notChecked !== null).length;
  const raised = counted.filter((rule) => (allOf(rule) ?? 0) > 0).length;
  return counted.length === 0 ? `${rows.length} rules` : `${countText(open)} open · ${raised} of ${rows.length} rules raised something · ${notChecked} not checked`;
}
