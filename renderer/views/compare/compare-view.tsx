import { ArrowLeftRight, Columns2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { CohortComparison, ComparedCohort } from '#shared/model/cohort-comparison.ts';
import { parseSearch } from '#shared/search/parse-search.ts';
import { Button } from '../../parts/button.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Instant } from '../../parts/instant.tsx';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { showJob } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo, useView } from '../../state/view-state.ts';
import { ComparedAmountTable, ComparedSectionTable } from './compared-tables.tsx';
import styles from './compare-view.module.css';
import { VersionPairs } from './version-pairs.tsx';

/** Two searches beside each other: A is the search of the case, B the one this view is about. */
export function CompareView() {
  const { where, about } = useView((state) => state.place);
  const revision = useCase((state) => state.revision);
  const { value, problem, pending, withheld, reload } = useAnswer('cohorts.compare', about === null ? null : { a: where, b: about }, revision);
  return (
    <section aria-label="Compare cohorts" aria-busy={pending} className={styles.view}>
      <ViewHeader title="Compare cohorts" detail={value !== null && about !== null && <span>{overlapText(value)}</span>}>
        <Button small icon={ArrowLeftRight} disabled={about === null} onClick={() => goTo({ where: about ?? '', about: where })}>
          Swap A and B
        </Button>
      </ViewHeader>
      <Searches key={about} where={where} about={about} value={about === null ? null : value} />
      <VersionPairs revision={revision} />
      {problem !== null && (
        <ProblemNote problem={problem}>
          <Button small onClick={reload}>Try again</Button>
        </ProblemNote>
      )}
      {withheld && value === null && <JobUnderWay onShow={showJob} />}
      {about === null && <EmptyState icon={Columns2} title="Two searches, side by side" next="A is the search above. Say what B is, or choose a version and the one before it." />}
      {about !== null && problem === null && value !== null && <Compared comparison={value} />}
    </section>
  );
}

function overlapText({ both, total }: CohortComparison): string {
  return `${countedText(both, 'run')} in both · ${countedText(total, 'run')} in the case`;
}

function Searches({ where, about, value }: { readonly where: string; readonly about: string | null; readonly value: CohortComparison | null }) {
  const [text, setText] = useState(about ?? '');
  const read = parseSearch(text);
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    if (read.ok) goTo({ about: text.trim() });
  };
  return (
    <div className={styles.searches}>
      <div className={styles.side}>
        <span className={styles.sideName}>
          <i className={styles.round} aria-hidden /> A, the search above
        </span>
        <span className={styles.sideWhere}>{where.trim() === '' ? 'every run' : <VisibleText text={where} className="mono" />}</span>
        {value !== null && <Reach cohort={value.a} total={value.total} />}
      </div>
      <form className={styles.side} onSubmit={ask}>
        <div className={styles.bRow}>
          <TextField label="B, a second search" mono value={text} onChange={setText} wrong={!read.ok} placeholder="prompt:refund-triage@v14" className={styles.bField} hint={read.ok ? undefined : read.problem.message} />
          <Button type="submit" look="primary" disabled={!read.ok || (about !== null && text.trim() === about.trim())}>
            Compare
          </Button>
        </div>
        {value !== null && <Reach cohort={value.b} total={value.total} />}
      </form>
    </div>
  );
}

function Reach({ cohort: { where, runs, firstAt, lastAt }, total }: { readonly cohort: ComparedCohort; readonly total: number }) {
  return (
    <span className={styles.reach}>
      <Button look="link" small onClick={() => goTo({ view: 'runs', where })}>
        {countText(runs)} of {countedText(total, 'run')}
      </Button>
      {runs > 0 && (
        <>
          <Instant at={firstAt} show="minute" /> – <Instant at={lastAt} show="minute" />
        </>
      )}
    </span>
  );
}

function Compared({ comparison }: { readonly comparison: CohortComparison }) {
  const { survey, sections, amounts, notes, a, b } = comparison;
  return (
    <div className={styles.body}>
      <ul aria-label="To know before comparing" className={styles.notes}>
        {survey.kind !== 'whole' && <li className={styles.caution}>{`The runs are still being surveyed (${countText(survey.runs)} of ${countText(survey.total)}): course, findings and variants are missing here until all are read.`}</li>}
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        <li>What differs coincides with what tells the searches apart. The record does not say why.</li>
      </ul>
      <div className={styles.sections}>
        {sections.map((section) => (
          <ComparedSectionTable key={section.id} section={section} a={a.where} b={b.where} />
        ))}
        {amounts.length > 0 && <ComparedAmountTable amounts={amounts} />}
      </div>
    </div>
  );
}
