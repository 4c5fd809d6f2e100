import { UserSearch } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { SubjectRecord } from '#shared/model/subject-record.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { showJob } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo, useView } from '../../state/view-state.ts';
import { RecordFields } from './record-fields.tsx';
import { RecordMerges } from './record-merges.tsx';
import { RecordNotes } from './record-notes.tsx';
import { subjectTyped, totalTexts } from './record-rows.ts';
import { RecordRuns } from './record-runs.tsx';
import styles from './record-view.module.css';

const firstRead = 200;
const mostRead = 5000;

/** Everything recorded about one customer, lead, deal, ticket, invoice or record: the runs, field by field, and what is not covered. */
export function RecordView() {
  const about = useView((state) => state.place.about);
  return about === null ? <WhichRecord /> : <OneRecord key={about} about={about} />;
}

function WhichRecord() {
  return (
    <section aria-label="Record" className={styles.view}>
      <ViewHeader title="Record" />
      <EmptyState icon={UserSearch} title="Whose record?" next="Everything the case records about one customer, lead, deal, ticket, invoice, or record of a target system.">
        <Ask />
      </EmptyState>
    </section>
  );
}

function Ask() {
  const [typed, setTyped] = useState('');
  const open = (event: FormEvent): void => {
    event.preventDefault();
    const about = subjectTyped(typed);
    if (about !== null) goTo({ view: 'record', about });
  };
  return (
    <form className={styles.ask} onSubmit={open}>
      <TextField label="Kind and id" value={typed} onChange={setTyped} mono placeholder="customer:44821" hint="A bare id is taken for a customer." />
      <Button type="submit" look="primary" disabled={typed.trim() === ''}>
        Open the record
      </Button>
    </form>
  );
}

function OneRecord({ about }: { readonly about: string }) {
  const revision = useCase((state) => state.revision);
  const [limit, setLimit] = useState(firstRead);
  const [merged, setMerged] = useState(0);
  const { value, problem, withheld, pending, reload } = useAnswer('record.history', { about, limit }, revision + merged);
  return (
    <section aria-label="Record" className={styles.view} aria-busy={pending}>
      <ViewHeader title={<VisibleText text={about.replace(':', ' ')} />} detail={value === null ? null : <Detail record={value} />}>
        {value !== null && (
          <Button small onClick={() => goTo({ view: 'runs', run: null, where: value.where })}>
            List these runs
          </Button>
        )}
        <Button small look="quiet" onClick={() => goTo({ view: 'record', about: null })}>
          Another record
        </Button>
      </ViewHeader>
      {problem !== null && (
        <ProblemNote problem={problem}>
          <Button small onClick={reload}>
            Try again
          </Button>
        </ProblemNote>
      )}
      {value === null && problem === null && (withheld ? <JobUnderWay onShow={showJob} /> : <EmptyState title="Reading its runs back from the vault…" />)}
      {value !== null && problem === null && (
        <div className={styles.body}>
          <RecordRuns record={value} />
          {value.read < value.matching && (
            <p className={styles.more}>
              The first {countText(value.read)} of {countText(value.matching)} runs by time are read.{' '}
              {limit < mostRead ? (
                <Button small onClick={() => setLimit(Math.min(mostRead, limit * 5))}>
                  Read more
                </Button>
              ) : (
                'List the runs to see the others.'
              )}
            </p>
          )}
          <RecordFields record={value} />
          <RecordNotes record={value} />
          <RecordMerges record={value} onChange={() => setMerged((times) => times + 1)} />
        </div>
      )}
    </section>
  );
}

function Detail({ record }: { readonly record: SubjectRecord }) {
  const totals = totalTexts(record);
  return (
    <>
      {record.read === record.matching ? countText(record.matching) : `${countText(record.read)} of ${countText(record.matching)}`} {record.matching === 1 ? 'run' : 'runs'}
      {totals.length > 0 && (
        <>
          {' · '}
          <VisibleText text={totals.join(' · ')} />
        </>
      )}
    </>
  );
}
