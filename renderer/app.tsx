import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { type ReactNode, useEffect } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import styles from './app.module.css';
import { AnnotateDialog } from './frame/annotate-dialog.tsx';
import { DropArea } from './frame/drop-area.tsx';
import { IncidentDialog } from './frame/incident-dialog.tsx';
import { Notices } from './frame/notices.tsx';
import { Palette } from './frame/palette.tsx';
import { Rail } from './frame/rail.tsx';
import { ShortcutCard } from './frame/shortcut-card.tsx';
import { SiblingBar } from './frame/sibling-bar.tsx';
import { StatusBar } from './frame/status-bar.tsx';
import { TopBar } from './frame/top-bar.tsx';
import { useKeyboard } from './frame/use-keyboard.ts';
import { WithheldLine } from './frame/withheld-line.tsx';
import { classNames } from './parts/class-names.ts';
import { useApp } from './state/app-state.ts';
import { useCase } from './state/case-state.ts';
import { useView, type ViewName } from './state/view-state.ts';
import { ClocksView } from './views/clocks/clocks-view.tsx';
import { BlastView } from './views/blast/blast-view.tsx';
import { CompareView } from './views/compare/compare-view.tsx';
import { DisputesView } from './views/disputes/disputes-view.tsx';
import { EvidenceView } from './views/evidence/evidence-view.tsx';
import { FindingsView } from './views/findings/findings-view.tsx';
import { ImportSheet } from './views/import/import-sheet.tsx';
import { IncidentsView } from './views/incidents/incidents-view.tsx';
import { IntegrityView } from './views/integrity/integrity-view.tsx';
import { NotesView } from './views/notes/notes-view.tsx';
import { OverviewView } from './views/overview/overview-view.tsx';
import { RecordView } from './views/record/record-view.tsx';
import { ReportsView } from './views/reports/reports-view.tsx';
import { PairView } from './views/run/pair-view.tsx';
import { RunView } from './views/run/run-view.tsx';
import { RunsView } from './views/runs/runs-view.tsx';
import { SqlView } from './views/sql/sql-view.tsx';
import { StartView } from './views/start/start-view.tsx';
import { TimelineView } from './views/timeline/timeline-view.tsx';
import { VariantsView } from './views/variants/variants-view.tsx';
import { VersionsView } from './views/versions/versions-view.tsx';

export function App() {
  const theme = useApp((state) => state.theme);
  const known = useCase((state) => state.known);
  const caseOpen = useCase((state) => state.current !== null);
  useKeyboard();

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500}>
        <DropArea>
          <div className={classNames(styles.app, !caseOpen && styles.withoutRail)}>
            <TopBar />
            {caseOpen && <Rail />}
            <main className={styles.view}>
              <Notices />
              <WithheldLine />
              {caseOpen && <SiblingBar />}
              <div className={styles.content}>{known && (caseOpen ? <CurrentView /> : <StartView />)}</div>
            </main>
            <StatusBar />
          </div>
        </DropArea>
        <ImportSheet />
        <Palette />
        <AnnotateDialog />
        <IncidentDialog />
        <ShortcutCard />
      </Tooltip.Provider>
    </CSPProvider>
  );
}

/** One line a view. Views never import each other: what stands side by side is put together here. */
const views: Readonly<Record<ViewName, () => ReactNode>> = {
  overview: () => <OverviewView />,
  runs: () => <ListAndRun />,
  variants: () => <VariantsView />,
  compare: () => <CompareView />,
  pair: () => <PairView />,
  notes: () => <NotesView />,
  sql: () => <SqlView />,
  timeline: () => <TimelineView />,
  versions: () => <VersionsView />,
  integrity: () => <IntegrityView />,
  disputes: () => <DisputesView />,
  findings: () => <FindingsView />,
  incidents: () => <IncidentsView />,
  clocks: () => <ClocksView />,
  blast: () => <BlastView />,
  record: () => <RecordView />,
  reports: () => <ReportsView />,
  evidence: () => <EvidenceView />,
};

function CurrentView() {
  return views[useView((state) => state.place.view)]();
}

function ListAndRun() {
  const run = useView((state) => state.place.run);
  return (
    <Group orientation="horizontal" className={styles.split}>
      <Panel className={styles.panel} id="list" defaultSize="352px" minSize="240px">
        <RunsView narrow={run !== null} />
      </Panel>
      {run !== null && <Separator className={styles.separator} aria-label="Width of the list" />}
      {run !== null && (
        <Panel className={styles.panel} id="run" minSize="480px">
          <RunView id={run} />
        </Panel>
      )}
    </Group>
  );
}
