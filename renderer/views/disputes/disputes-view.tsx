import { Redo2, Scale, Undo2 } from 'lucide-react';
import type { Dispute, Disputes } from '#shared/model/dispute.ts';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { classNames } from '../../parts/class-names.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Instant } from '../../parts/instant.tsx';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { type PlainColumn, PlainTable } from '../../parts/plain-table.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { SurveyNote } from '../../parts/survey-note.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { actOnDispute, useDisputes } from '../../state/disputes-state.ts';
import { showJob } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { adjustPlace, useView } from '../../state/view-state.ts';
import { classWords, clockTones, elapsedWords } from './dispute-words.ts';
import { DisputePane } from './dispute-pane.tsx';
import { FileForm } from './file-form.tsx';
import styles from './disputes-view.module.css';

/** Disputes of decisions, recorded and filed here: what is open, what is late, what came of them. `about` is one of them, or `file` and a run. */
export function DisputesView() {
  const about = useView((state) => state.place.about);
  const revision = useCase((state) => state.revision);
  const acted = useDisputes((state) => state.revision);
  const { value, problem, pending, withheld, reload } = useAnswer('disputes.list', {}, revision + acted);
  const filing = about !== null && about.startsWith('file ');
  const chosen = value?.disputes.find(({ id }) => id === about) ?? null;
  return (
    <section aria-label="Disputes" aria-busy={pending} className={styles.view}>
      <ViewHeader title="Disputes" detail={value !== null && <span>{headline(value)}</span>}>
        <Button small icon={Scale} aria-pressed={filing} onClick={() => adjustPlace({ about: filing ? null : 'file ' })}>
          File a dispute…
        </Button>
        <Button small icon={Undo2} disabled={value === null || value.undo === null} title={value?.undo ?? undefined} onClick={() => void actOnDispute('disputes.undo', { redo: false })}>
          Take back
        </Button>
        <Button small icon={Redo2} disabled={value === null || value.redo === null} title={value?.redo ?? undefined} onClick={() => void actOnDispute('disputes.undo', { redo: true })}>
          Do again
        </Button>
      </ViewHeader>
      {problem !== null && (
        <ProblemNote problem={problem}>
          <Button small onClick={reload}>Try again</Button>
        </ProblemNote>
      )}
      {filing && <FileForm run={about.slice('file '.length)} />}
      {withheld && value === null && <JobUnderWay onShow={showJob} />}
      {value !== null && <Listed found={value} chosen={chosen} />}
    </section>
  );
}

function headline({ counts: { all, byClock } }: Disputes): string {
  return `${countedText(all, 'dispute')} in the case · ${countText(byClock.overdue)} overdue · ${countText(byClock.open)} open · ${countText(byClock['decided late'])} of ${countText(byClock['decided late'] + byClock['decided in time'])} decided late`;
}

function Listed({ found, chosen }: { readonly found: Disputes; readonly chosen: Dispute | null }) {
  const { survey, disputes, counts, more, unread } = found;
  return (
    <div className={styles.body}>
      <div className={styles.scroll}>
        {survey.kind !== 'whole' && <SurveyNote survey={survey} />}
        {unread > 0 && <p className={styles.caution}>{countedText(unread, 'entry', 'entries')} of the journal about disputes were written by another build and are not understood by this one.</p>}
        {survey.kind === 'whole' && disputes.length === 0 && <EmptyState icon={Scale} title="No dispute is recorded, and none was filed" next="A dispute contests the decision of one run: file one above, or from the run. It is to be decided within 48 hours." />}
        {disputes.length > 0 && (
          <>
            <PlainTable label="Disputes, overdue and open first" columns={chosen === null ? columns : columns.filter(({ id }) => !besidePane.has(id))} rows={disputes} rowKey={({ id }) => id} />
            {more > 0 && <p className={styles.note}>{countedText(more, 'more run')} with a recorded dispute are not read: they are found with the search variant:*i*.</p>}
            <p className={styles.note}>48 hours are counted from filing to decision; exactly 48 hours is in time. A recorded dispute without a decision is held against the latest instant recorded in this case, not against today: it may have been decided since.</p>
            <PlainTable label="Disputes by class and outcome" columns={classColumns} rows={counts.byClass} rowKey={({ reasonClass }) => reasonClass ?? ''} className={styles.classes} />
          </>
        )}
      </div>
      {chosen !== null && <DisputePane key={chosen.id} dispute={chosen} />}
    </div>
  );
}

/** What the pane beside the list says of the one that is open. */
const besidePane: ReadonlySet<string> = new Set(['filed', 'due', 'basis']);

const columns: readonly PlainColumn<Dispute>[] = [
  {
    id: 'dispute', title: 'Dispute', width: '116px',
    cell: ({ id, externalId, basis }) => (
      <Button look="link" small className="mono" onClick={() => adjustPlace({ about: id })}>
        {externalId === null ? (basis === 'recorded' ? 'no id recorded' : id) : <VisibleText text={externalId} />}
      </Button>
    ),
  },
  { id: 'clock', title: '48 h', width: '206px', cell: (dispute) => <><Chip tone={clockTones[dispute.clock.state]}>{dispute.clock.state}</Chip> <span className={styles.quiet}>{elapsedWords(dispute) ?? ''}</span></> },
  { id: 'filed', title: 'Filed', width: '170px', cell: ({ filedAt }) => <Instant at={filedAt} show="minute" absent="not recorded" /> },
  { id: 'subject', title: 'Subject · run', cell: ({ subject, runName, unlinked }) => <><VisibleText text={subject ?? runName ?? 'not recorded'} />{unlinked && <span className={styles.caution}> nothing else recorded of it</span>}</> },
  { id: 'class', title: 'Reason class', cell: ({ reasonClass }) => <span className={classNames(reasonClass === null && styles.quiet)}><VisibleText text={classWords(reasonClass)} /></span> },
  { id: 'outcome', title: 'Outcome', width: '120px', cell: ({ outcome }) => (outcome === null ? <span className={styles.quiet}>none recorded</span> : <VisibleText text={outcome} />) },
  { id: 'due', title: 'To note', cell: ({ consequenceDue, consequences }) => (consequenceDue === null ? <span className={styles.quiet}>{consequences.map(({ what }) => what).join(', ')}</span> : consequenceDue) },
  { id: 'basis', title: 'Known from', width: '100px', cell: ({ basis }) => basis },
];

const classColumns: readonly PlainColumn<Disputes['counts']['byClass'][number]>[] = [
  { id: 'class', title: 'Reason class', cell: ({ reasonClass }) => <VisibleText text={classWords(reasonClass)} /> },
  { id: 'all', title: 'Disputes', align: 'end', width: '90px', cell: ({ all }) => countText(all) },
  { id: 'upheld', title: 'Upheld', align: 'end', width: '90px', cell: ({ upheld }) => countText(upheld) },
  { id: 'denied', title: 'Denied', align: 'end', width: '90px', cell: ({ denied }) => countText(denied) },
  { id: 'otherwise', title: 'In other words', align: 'end', width: '110px', cell: ({ otherwise }) => countText(otherwise) },
  { id: 'undecided', title: 'None recorded', align: 'end', width: '110px', cell: ({ undecided }) => countText(undecided) },
];
