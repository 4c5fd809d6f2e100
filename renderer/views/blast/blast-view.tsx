import { Download, RefreshCw, Save } from 'lucide-react';
import { useState } from 'react';
import { exportExtensions, type ExportFormat } from '#shared/export/export-table.ts';
import { tableText } from '#shared/export/table-writer.ts';
import type { JsonObject } from '#shared/json.ts';
import type { Blast, BlastAsk, BlastStart } from '#shared/model/blast.ts';
import { call } from '../../bridge.ts';
import { AddToIncident } from '../../parts/add-to-incident.tsx';
import { Button } from '../../parts/button.tsx';
import { countedText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { Menu } from '../../parts/menu.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Segments } from '../../parts/segments.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { readBlastPlace, writeBlastPlace } from '../../state/blast-place.ts';
import { useCase } from '../../state/case-state.ts';
import { showJob } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { adjustPlace, useView } from '../../state/view-state.ts';
import { BlastCause } from './blast-cause.tsx';
import { BlastDetails } from './blast-details.tsx';
import { BlastFigures } from './blast-figures.tsx';
import { BlastMapView } from './blast-map-view.tsx';
import { blastTable, causeText } from './blast-rows.ts';
import styles from './blast-view.module.css';
import { KeptFigures } from './kept-figures.tsx';

/** What a cause reached: the figures with their bounds first, the map of the same runs second. */
export function BlastView() {
  const { about, where } = useView((state) => state.place);
  const revision = useCase((state) => state.revision);
  const place = readBlastPlace(about);
  const start = useAnswer('blast.start', { run: place.run, where }, revision);
  // While another start is on its way, the answer at hand is still the last one's.
  const ready = start.pending ? null : start.value;
  const ask: BlastAsk | null = ready === null ? null : { ...ready.ask, ...place.ask, where };
  const { value, problem, withheld, pending, reload } = useAnswer('blast.figures', ask, revision);
  const asking = start.problem ?? problem;
  const change = (changed: BlastAsk): void => {
    const { where: _where, ...rest } = changed;
    adjustPlace({ about: writeBlastPlace({ run: place.run, ask: rest }) });
  };
  return (
    <section aria-label="Blast radius" className={styles.view} aria-busy={pending || start.pending}>
      {asking !== null && (
        <>
          <ViewHeader title="Blast radius" />
          <ProblemNote problem={asking}>
            <Button small onClick={start.problem === null ? reload : start.reload}>
              Try again
            </Button>
          </ProblemNote>
        </>
      )}
      {asking === null && (value === null || ask === null || ready === null) && (withheld || start.withheld ? <JobUnderWay onShow={showJob} /> : <EmptyState title="Counting…" />)}
      {asking === null && value !== null && ask !== null && ready !== null && <Answered start={ready} ask={ask} blast={value} stale={pending} onChange={change} />}
    </section>
  );
}

const ways = [
  { id: 'table', title: 'Table' },
  { id: 'map', title: 'Map' },
] as const;

interface AnsweredProps {
  readonly start: BlastStart;
  readonly ask: BlastAsk;
  readonly blast: Blast;
  readonly stale: boolean;
  readonly onChange: (ask: BlastAsk) => void;
}

function Answered({ start, ask, blast, stale, onChange }: AnsweredProps) {
  const [way, setWay] = useState<'table' | 'map'>('table');
  const [kept, setKept] = useState(0);
  const nothing = ask.cause.length === 0 && ask.where === '';
  return (
    <>
      <ViewHeader title="Blast radius" detail={<Detail start={start} blast={blast} />}>
        <Segments label="Show the blast radius as" options={ways} value={way} onChange={setWay} />
        <ExportMenu blast={blast} />
        <AddCohort blast={blast} />
        <KeepButton blast={blast} onKept={() => setKept((times) => times + 1)} />
      </ViewHeader>
      <BlastCause start={start} ask={ask} blast={blast} onChange={onChange} />
      {nothing ? (
        <EmptyState title="No cause chosen" next="Tick what the cause may have been, search for runs, or open a run and choose Blast radius in its header." />
      ) : (
        <div className={styles.body} data-stale={stale}>
          {!blast.surveyed && (
            <p className={styles.notice} role="status">
              The survey that follows an import is not whole: until it is, these figures are not known. They come by themselves.
            </p>
          )}
          {way === 'table' ? <BlastFigures blast={blast} /> : <BlastMapView blast={blast} cause={causeText({ ...ask, environment: null, where: '' }).replace(/, any environment$/u, '')} />}
          <BlastDetails blast={blast} />
          <KeptFigures key={kept} />
        </div>
      )}
    </>
  );
}

function Detail({ start, blast }: { readonly start: BlastStart; readonly blast: Blast }) {
  const runs = blast.sections[0]?.figures[0]?.value ?? null;
  return (
    <>
      {start.run !== null && (
        <>
          from run <VisibleText text={start.run.externalId} />
          {' · '}
        </>
      )}
      {runs === null ? 'not known yet' : countedText(Number(runs), 'run')}
      {' · every figure carries its search'}
    </>
  );
}

/** Those certain to belong; whether the others do is for a person to say, run by run. */
function AddCohort({ blast }: { readonly blast: Blast }) {
  const [figure] = blast.sections[0]?.figures ?? [];
  const runs = figure?.value ?? null;
  const possible = (blast.breakdowns[0]?.rows ?? []).reduce((sum, row) => sum + row.possible, 0);
  return (
    <AddToIncident
      disabled={runs === null || runs === '0'}
      runs={{ where: blast.where }}
      origin={{ kind: 'blast radius', text: causeText(blast.ask) }}
      words={`${countedText(Number(runs ?? 0), 'run')} that this cause reached${possible > 0 ? `; ${countedText(possible, 'run')} that may belong ${possible === 1 ? 'stays' : 'stay'} out` : ''}.`}
    />
  );
}

const formats: readonly (readonly [ExportFormat, string])[] = [['csv', 'CSV'], ['markdown', 'Markdown'], ['json', 'JSON']];

function ExportMenu({ blast }: { readonly blast: Blast }) {
  const save = (format: ExportFormat): void => void call('app.saveText', { suggestedName: `blast-radius.${exportExtensions[format]}`, text: tableText(format, blastTable(blast)) });
  return (
    <Menu
      label="Save these figures to a file"
      align="end"
      trigger={
        <Button small look="quiet" icon={Download}>
          Export
        </Button>
      }
      items={formats.map(([format, title]) => ({ id: format, title: `As shown: ${title}…`, onChoose: () => save(format) }))}
    />
  );
}

function KeepButton({ blast, onKept }: { readonly blast: Blast; readonly onKept: () => void }) {
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const keep = async (): Promise<void> => {
    setWorking(true);
    const parameters: JsonObject = JSON.parse(JSON.stringify(blast.ask));
    const result = await call('figures.freeze', { title: causeText(blast.ask).slice(0, 300), query: 'blast', parameters: jsonParameters(parameters) });
    setWorking(false);
    setFailure(result.ok ? null : result.problem.message);
    if (result.ok) onKept();
  };
  return (
    <>
      {failure !== null && (
        <span role="alert" className={styles.failure}>
          <VisibleText text={failure} />
        </span>
      )}
      <Button small icon={working ? RefreshCw : Save} disabled={working || !blast.surveyed} title="Writes these figures and their data hash into the journal, to be cited and worked out again" onClick={() => void keep()}>
        Keep figures
      </Button>
    </>
  );
}

function jsonParameters(parameters: JsonObject): Parameters<typeof call<'figures.freeze'>>[1]['parameters'] {
  return JSON.parse(JSON.stringify(parameters));
}
