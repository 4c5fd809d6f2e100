import { ArrowLeft, FileText, Redo2, Undo2, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { AnnotationStep } from '#shared/model/annotation.ts';
import { incidentSeverities, incidentStatuses, type IncidentFacts } from '#shared/model/incident.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { countedText } from '../../parts/count-text.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Select } from '../../parts/select.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { redo, undo, useAnnotations } from '../../state/annotations-state.ts';
import { useCase } from '../../state/case-state.ts';
import { doStep, useIncidents } from '../../state/incidents-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo } from '../../state/view-state.ts';
import { AwarenessTab } from './awareness-tab.tsx';
import { BoardTab } from './board-tab.tsx';
import { ClockCards } from './clock-cards.tsx';
import { CompensationsTab } from './compensations-tab.tsx';
import { FactsTab } from './facts-tab.tsx';
import styles from './incidents.module.css';
import { MeasuresTab } from './measures-tab.tsx';
import { SubmissionsTab } from './submissions-tab.tsx';
import { TimelineTab } from './timeline-tab.tsx';

type TabId = 'timeline' | 'awareness' | 'submissions' | 'measures' | 'compensations' | 'board' | 'facts';

/** One incident: its clocks on top, then the work on it. */
export function IncidentPage({ id }: { readonly id: string }) {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const summary = useAnnotations((state) => state.summary);
  const [tab, setTab] = useState<TabId>('timeline');
  const { value: facts, problem } = useAnswer('incidents.facts', { incident: id, at: null }, revision + acts);
  if (problem !== null) return <ProblemNote problem={problem} />;
  if (facts === null) return <div className={styles.view} />;
  const { incident, compensations } = facts;
  return (
    <div className={styles.view}>
      <ViewHeader title={<VisibleText text={incident.title} />} detail={<Detail facts={facts} />}>
        <IconButton icon={ArrowLeft} label="All incidents" onClick={() => goTo({ about: null })} />
        <Turn icon={Undo2} what="Take back" step={summary?.undo ?? null} onTurn={() => void undo()} />
        <Turn icon={Redo2} what="Do again" step={summary?.redo ?? null} onTurn={() => void redo()} />
        <Select label="Severity" quiet value={incident.severity} onChange={(value) => void doStep(id, { do: 'set', field: 'severity', value })} groups={[{ title: 'Severity', options: incidentSeverities.map((value) => ({ value, title: value === 'not stated' ? 'severity not stated' : value })) }]} />
        <Select label="Status" quiet value={incident.status} onChange={(value) => void doStep(id, { do: 'set', field: 'status', value })} groups={[{ title: 'Status', options: incidentStatuses.map((value) => ({ value, title: value })) }]} />
        <Button onClick={() => setTab('awareness')}>Log awareness</Button>
        <Button onClick={() => setTab('measures')}>Add measure</Button>
        <Button icon={FileText} onClick={() => goTo({ view: 'reports', about: id })}>
          Report
        </Button>
      </ViewHeader>
      {incident.unread.length > 0 && <ProblemNote problem={{ code: 'entries-unread', message: `${countedText(incident.unread.length, 'journal entry')} about this incident were written by another build and are not shown: ${incident.unread.join(', ')}.` }} />}
      <ClockCards clocks={facts.clocks} onOpen={() => setTab('submissions')} />
      <Tabs
        label="Work on the incident"
        className={styles.tabs ?? ''}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'timeline', title: 'Timeline', count: incident.timeline.length, content: <TimelineTab facts={facts} /> },
          { id: 'awareness', title: 'Awareness log', count: incident.awareness.length, content: <AwarenessTab facts={facts} /> },
          { id: 'submissions', title: 'Clocks and submissions', count: incident.submissions.length, content: <SubmissionsTab facts={facts} /> },
          { id: 'measures', title: 'Measures', count: incident.measures.length, content: <MeasuresTab facts={facts} /> },
          { id: 'compensations', title: 'Compensations', count: compensations.rows.length, content: <CompensationsTab facts={facts} /> },
          { id: 'board', title: 'Questions', count: incident.board.length, content: <BoardTab facts={facts} /> },
          { id: 'facts', title: 'About', content: <FactsTab facts={facts} /> },
        ]}
      />
    </div>
  );
}

/** The window's one undo: it names what it takes back, which may have been done elsewhere. */
function Turn({ icon, what, step, onTurn }: { readonly icon: LucideIcon; readonly what: string; readonly step: AnnotationStep | null; readonly onTurn: () => void }) {
  return <IconButton icon={icon} label={step === null ? `${what}: nothing` : `${what}: ${visibleString(step.words)}`} disabled={step === null} onClick={onTurn} />;
}

function Detail({ facts: { incident, legalHold } }: { readonly facts: IncidentFacts }) {
  return (
    <span className={styles.inline}>
      <Chip>{incident.id}</Chip>
      {legalHold !== null && <Chip tone="caution">legal hold</Chip>}
      <span>
        {incident.owner === '' ? 'no lead named' : <>lead <VisibleText text={incident.owner} /></>} · {countedText(incident.runs.length, 'run')}
      </span>
    </span>
  );
}
