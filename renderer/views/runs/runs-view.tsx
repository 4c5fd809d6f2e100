import { ListFilter, SearchX } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { SearchStanding } from '#shared/ipc/answers.ts';
import type { RunSortKey } from '#shared/ipc/contract.ts';
import type { RunRow } from '#shared/model/run.ts';
import { surveyedTerms } from '#shared/search/explain-search.ts';
import { parseSearch } from '#shared/search/parse-search.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { AddToIncident } from '../../parts/add-to-incident.tsx';
import { classNames } from '../../parts/class-names.ts';
import { countedText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { instantText } from '../../parts/instant-text.ts';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { asksAnnotations } from '../../parts/search-terms.ts';
import { useWidth } from '../../parts/use-width.ts';
import { ViewHeader } from '../../parts/view-header.tsx';
import { VirtualTable } from '../../parts/virtual-table.tsx';
import { askMarks, useAnnotations } from '../../state/annotations-state.ts';
import { useApp } from '../../state/app-state.ts';
import { useCase } from '../../state/case-state.ts';
import { showJob } from '../../state/import-state.ts';
import { pickRuns } from '../../state/picked-runs.ts';
import { askMoreRuns, askRuns, forgetRuns, useRunsList } from '../../state/runs-list.ts';
import { moveCursor, selectRun, toggleFacets, useRunsTable } from '../../state/runs-table-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useSurveyRevision } from '../../state/survey-revision.ts';
import { adjustPlace, goTo, useView } from '../../state/view-state.ts';
import { isWithheld } from '../../state/withheld.ts';
import { fractionWidth } from './amount-text.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { defaultColumns, withTags } from './default-columns.ts';
import { FacetPanel } from './facet-panel.tsx';
import { filterBy } from './filter-cell.tsx';
import { markColumn } from './mark-cells.tsx';
import { PickBar } from './pick-bar.tsx';
import { StandingNote } from './standing-note.tsx';
import { rowTop } from './row-place.ts';
import { narrowColumns, runTableColumns } from './runs-columns.tsx';
import { RunsExport } from './runs-export.tsx';
import { runsCountText } from './runs-count-text.ts';
import styles from './runs-view.module.css';

export function RunsView({ narrow }: { readonly narrow: boolean }) {
  const { where, sort, run: openRun } = useView((state) => state.place);
  const caseRevision = useCase((state) => state.revision);
  const annotated = useAnnotations((state) => state.revision);
  // What people wrote changes the answer only where the search asks for it.
  const asked = asksAnnotations(where) ? caseRevision + annotated : caseRevision;
  // What the vault is still being read for grows with it.
  const surveyed = useSurveyRevision();
  const revision = restsOnSurvey(where) ? asked + surveyed : asked;
  const zone = useApp((state) => state.zone);
  const { chosen, facetsShown, selected: picked, cursor } = useRunsTable();
  const [measure, width] = useWidth<HTMLDivElement>();
  const { rows, answered, next, loadingMore, problem: failure } = useRunsList();
  const withheld = failure !== null && isWithheld(failure);
  const problem = withheld ? null : failure;
  const question = useMemo(() => ({ where, sort, revision }), [where, sort, revision]);
  const stale = answered !== JSON.stringify(question);
  const counted = useAnswer('runs.count', { where }, revision);
  const stood = useAnswer('search.standing', where.trim() === '' ? null : { where }, revision);
  const standing = where.trim() === '' ? null : stood.value;
  const facets = useAnswer('runs.facets', narrow || !facetsShown ? null : { where }, revision);
  const selected = openRun ?? picked;
  const tagged = useAnnotations((state) => rows.some(({ id }) => (state.marks.get(id)?.tags.length ?? 0) > 0));
  const shown = useMemo(() => chosen ?? withTags(defaultColumns(width ?? usualWidth), tagged, width ?? usualWidth), [chosen, width, tagged]);
  const fraction = useMemo(() => fractionWidth(rows), [rows]);
  const grouped = sort.key === 'startedAt';

  useEffect(() => void askRuns(question), [question]);
  useEffect(() => void askMarks(rows.map(({ id }) => id)), [rows, annotated]);

  const onSort = useCallback((key: RunSortKey) => goTo({ sort: { key, descending: key === sort.key ? !sort.descending : false } }), [sort]);
  const columns = useMemo(
    () => (narrow ? narrowColumns(width ?? usualNarrow, fraction) : [markColumn, ...runTableColumns(shown, { sort, onSort, cursor, selected, grouped, zone, fraction })]),
    [narrow, width, shown, sort, onSort, cursor, selected, grouped, zone, fraction],
  );
  const group = useMemo(
    () => (grouped ? { of: (run: RunRow) => dayOf(run, zone), head: (day: string) => <span className={day === noDay ? undefined : 'mono'}>{day}</span> } : undefined),
    [grouped, zone],
  );
  const onNearEnd = useCallback(() => void askMoreRuns(question), [question]);
  const onKey = (event: KeyboardEvent, run: RunRow | undefined): boolean => {
    if (narrow || run === undefined) return false;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const there = shown[shown.indexOf(cursor) + (event.key === 'ArrowRight' ? 1 : -1)];
      if (there !== undefined) moveCursor(there);
      return true;
    }
    if (event.key.toLowerCase() !== 'f' || !useApp.getState().singleLetterKeys) return false;
    filterBy(cursor, run, event.shiftKey ? 'out' : 'in');
    return true;
  };

  const list = useRef<HTMLDivElement | null>(null);
  const measured = useCallback(
    (element: HTMLDivElement | null) => {
      list.current = element;
      const stop = measure(element);
      return () => {
        list.current = null;
        stop?.();
      };
    },
    [measure],
  );
  const shownOnce = useRef<string | null>(null);
  useLayoutEffect(() => {
    // Once a run: the list must not jump back to it when more rows arrive.
    if (selected === shownOnce.current) return;
    const top = rowTop(rows, group?.of, selected);
    if (top === null) return;
    keepInSight(list.current, top);
    shownOnce.current = selected;
  }, [rows, group, selected]);

  useEffect(() => {
    if (openRun !== null) selectRun(openRun);
  }, [openRun]);

  useEffect(() => {
    // A run that is closed takes the focus with it: the keyboard goes back to the list.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) gridIn(list.current)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [narrow]);

  useEffect(() => {
    // Whoever comes to the list, by key or by click, moves in it at once; a text being typed keeps the focus.
    if (!(document.activeElement instanceof HTMLInputElement)) gridIn(list.current)?.focus({ preventScroll: true });
  }, []);

  const count = runsCountText(counted.pending || counted.withheld ? null : counted.value, rows.length, next !== null);
  return (
    <section aria-label="Runs" className={classNames(styles.view, !narrow && facetsShown && styles.withFacets)}>
      {!narrow && facetsShown && <FacetPanel where={where} facets={facets} />}
      <div className={styles.main}>
        <ViewHeader title="Runs" detail={<span role="status" className={styles.counts}>{counted.withheld ? 'counted when the import ends' : count.matching}{!narrow && <span className={styles.loaded}>{count.loaded}</span>}</span>}>
          {narrow ? (
            <IconButton icon={ListFilter} label="Show facets and all columns" small onClick={() => goTo({ run: null })} />
          ) : (
            <>
              <Button look="quiet" small icon={ListFilter} aria-pressed={facetsShown} onClick={toggleFacets}>
                Facets
              </Button>
              <AddToIncident runs={{ where }} origin={{ kind: 'search', text: where }} words={`All ${countedText(counted.value?.matching ?? 0, 'run')} that match the search${where === '' ? ': every run of the case' : ''}.`} disabled={counted.pending || (counted.value?.matching ?? 0) === 0} />
              <RunsExport shown={shown} matching={counted.pending || counted.withheld ? null : (counted.value?.matching ?? null)} selected={rows.filter(({ id }) => id === selected)} />
              <ColumnChooser shown={shown} />
            </>
          )}
        </ViewHeader>
        <StandingNote standing={standing} />
        {!narrow && <PickBar loaded={rows.map(({ id }) => id)} />}
        {problem !== null && !stale && (
          <ProblemNote problem={problem}>
            <Button small onClick={() => retry(question)}>
              Try again
            </Button>
          </ProblemNote>
        )}
        <div ref={measured} className={classNames(styles.list, stale && rows.length > 0 && styles.stale)} aria-busy={stale}>
          <VirtualTable
            label="Runs"
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            total={counted.value?.matching}
            selected={selected}
            onSelect={(run) => (narrow ? adjustPlace({ run: run.id }) : selectRun(run.id))}
            openOnClick={!narrow}
            onOpen={(run) => goTo({ run: run.id })}
            {...(group === undefined ? {} : { group })}
            onNearEnd={onNearEnd}
            onKey={onKey}
            onExtend={(from, to) => pickRuns(from === undefined ? [to.id] : [from.id, to.id])}
            className={styles.table}
            empty={withheld ? <JobUnderWay onShow={showJob} /> : !stale && problem === null && <Nothing where={where} total={counted.value?.total ?? null} standing={standing} />}
            foot={loadingMore && <p className={styles.foot}>Loading more…</p>}
          />
        </div>
      </div>
    </section>
  );
}

function Nothing({ where, total, standing }: { readonly where: string; readonly total: number | null; readonly standing: SearchStanding | null }) {
  if (where.trim() === '') return <EmptyState title="No runs yet" next="Drop an audit export on the window: its runs appear here." />;
  if (standing?.whole === false) return <EmptyState icon={SearchX} title={`None of the ${countedText(standing.surveyed, 'run')} read so far matches`} next="What the others say is not known yet: see above." />;
  return (
    <EmptyState icon={SearchX} title="No run matches this search" next={total === null ? 'Loosen the search.' : `${countedText(total, 'run')} in the case. Loosen the search, or clear it.`}>
      <Button onClick={() => goTo({ where: '' })}>Clear the search</Button>
    </EmptyState>
  );
}

const noDay = 'no time recorded';
function restsOnSurvey(where: string): boolean {
  const read = parseSearch(where);
  return read.ok && surveyedTerms(read.search).length > 0;
}

/** Before the first measurement. */
const usualWidth = 1000;
const usualNarrow = 352;

function dayOf(run: RunRow, zone: 'utc' | 'local'): string {
  const text = run.startedAt === null ? null : instantText(run.startedAt, zone);
  return text === null ? noDay : `${text.date} · offset ${text.offset === 'Z' ? '+00:00' : text.offset}`;
}

function rowKey(run: RunRow): string {
  return run.id;
}

function retry(question: Parameters<typeof askRuns>[0]): void {
  forgetRuns();
  void askRuns(question);
}

/** Brings the open run's row back where it can be seen: after the list was put aside, or after a step with [ or ]. */
function keepInSight(list: HTMLDivElement | null, top: number): void {
  const scroller = gridIn(list);
  if (scroller === null) return;
  const head = 26 + 24;
  if (top < scroller.scrollTop || top > scroller.scrollTop + scroller.clientHeight - head - 28) scroller.scrollTop = Math.max(0, top - scroller.clientHeight / 3);
}

function gridIn(list: HTMLDivElement | null): HTMLElement | null {
  return list?.querySelector<HTMLElement>('[role="grid"]') ?? null;
}
