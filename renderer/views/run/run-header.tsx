import { Activity, ChevronLeft, ChevronRight, Columns2, Radius, X } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { RunRow } from '#shared/model/run.ts';
import { AddToIncident } from '../../parts/add-to-incident.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { CopyButton } from '../../parts/hash.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ApprovalMark, OutcomeMark, VerdictMark } from '../../parts/marks.tsx';
import { StarButton } from '../../parts/star-button.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { showBlastOfRun } from '../../state/blast-place.ts';
import { useCase } from '../../state/case-state.ts';
import { showPair } from '../../state/pair-place.ts';
import { showLineageAs, useRunPage } from '../../state/run-page-state.ts';
import { noteNeighbours, stepRun } from '../../state/run-step.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo, useView } from '../../state/view-state.ts';
import styles from './run-header.module.css';
import { RunSubjects } from './run-subjects.tsx';
import { RunTags } from './run-tags.tsx';
import { runDuration, runTitle } from './run-title.ts';

const ways = [
  { id: 'graph', title: 'Graph' },
  { id: 'list', title: 'List' },
] as const;

/** `waiting`: its lineage is still being read, and the engine does one thing after the other: its place in the list comes later. */
export function RunHeader({ run, waiting = false, children }: { readonly run: RunRow; readonly waiting?: boolean; readonly children?: ReactNode }) {
  const lineageAs = useRunPage((state) => state.lineageAs);
  const title = runTitle(run);
  const duration = runDuration(run);
  const [measure, width] = useWidth<HTMLElement>();
  // The marks carry their words; what they are of stands in the graph below too.
  const tight = width !== null && width < 940;
  return (
    <header className={styles.header} ref={measure}>
      <div className={styles.name}>
        <div className={styles.line}>
          <StarButton run={run.id} />
          <h1 className={styles.title} title={title}>
            <VisibleText text={title} />
          </h1>
          <span className={styles.chips}>
            <Chip {...(tight && run.approvalClass !== 'not recorded' ? {} : { name: 'approval' })} tone={run.approvalClass === 'not recorded' ? 'caution' : 'plain'}>
              <span className={styles.chip}>
                <ApprovalMark approval={run.approvalClass} by={run.approvalClass === 'named rule' ? run.ruleId : run.approver} />
              </span>
            </Chip>
            <Chip {...(tight && run.outcome !== 'not recorded' ? {} : { name: 'outcome' })} tone={run.outcome === 'failed' ? 'fail' : run.outcome === 'not recorded' ? 'caution' : 'plain'}>
              <span className={styles.chip}>
                <OutcomeMark outcome={run.outcome} />
              </span>
            </Chip>
            {run.failedRecords > 0 && (
              <button type="button" className={styles.failed} title="Open Integrity, which says where and how" onClick={() => goTo({ view: 'integrity' })}>
                <VerdictMark verdict="failed">{tight ? 'check failed' : `a check failed at ${countText(run.failedRecords)} of its ${countedText(run.records, 'record')}`}</VerdictMark>
              </button>
            )}
          </span>
        </div>
        <div className={styles.facts}>
          <span className={styles.id}>
            run <VisibleText text={run.externalId} />
          </span>
          <CopyButton text={run.externalId} label="Copy the run's id" />
          <span className={styles.rest}>
            {run.environment === null ? 'environment not recorded' : <VisibleText text={run.environment} />}
            {' · '}
            <Instant at={run.startedAt} show="both" className={styles.time} absent="no start recorded" />
            {run.startedAt !== null && <ShowInTimeline at={run.startedAt} />}
            {run.endedAt !== null && run.endedAt !== run.startedAt && (
              <>
                {' to '}
                <Instant at={run.endedAt} className={styles.time} />
              </>
            )}
            {duration !== null && ` · ${duration}`}
          </span>
        </div>
        <RunSubjects run={run} />
        <RunTags run={run.id} />
      </div>
      <div className={styles.actions}>
        {children}
        <Button small look="quiet" icon={Radius} title="What else its versions and its rule reached" onClick={() => showBlastOfRun(run.id)}>
          Blast radius
        </Button>
        <AddToIncident look="quiet" runs={{ ids: [run.id] }} origin={{ kind: 'runs', text: `run ${run.externalId}` }} words={`One run: ${visibleString(run.externalId)}, ${visibleString(title)}.`} />
        <IconButton icon={Columns2} label="Compare with another run" small onClick={() => showPair(run.id, '')} />
        <Segments label="Show the lineage as" options={ways} value={lineageAs} onChange={showLineageAs} />
        <Neighbours id={run.id} waiting={waiting} />
        <IconButton icon={X} label="Close the run" shortcut="Esc" small onClick={() => goTo({ run: null })} />
      </div>
    </header>
  );
}

/** An hour around the run, which stays marked there. */
function ShowInTimeline({ at }: { readonly at: string }) {
  return <IconButton icon={Activity} label="Show in the timeline" small onClick={() => goTo({ view: 'timeline', about: JSON.stringify({ anchor: at, minutes: 30 }) })} />;
}

function Neighbours({ id, waiting }: { readonly id: string; readonly waiting: boolean }) {
  const { where, sort } = useView((state) => state.place);
  const revision = useCase((state) => state.revision);
  const { value, pending, withheld, problem } = useAnswer('runs.neighbours', waiting ? null : { where, sort, id }, revision);
  useEffect(() => {
    if (value !== null && !pending && !withheld) noteNeighbours(id, value);
  }, [id, value, pending, withheld]);
  const place = value === null || pending || withheld ? '… / …' : value.position === 0 ? 'outside the filter' : `${countText(value.position)} / ${countText(value.matching)}`;
  return (
    <div className={styles.neighbours} role="group" aria-label="Runs within the filter">
      <IconButton icon={ChevronLeft} label="Previous run within the filter" shortcut="[" small disabled={value?.previous === null} onClick={() => void stepRun('previous')} />
      <span className={styles.position}>{problem === null ? place : '–'}</span>
      <IconButton icon={ChevronRight} label="Next run within the filter" shortcut="]" small disabled={value?.next === null} onClick={() => void stepRun('next')} />
    </div>
  );
}
