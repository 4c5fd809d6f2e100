import { setSingleLetterKeys, setTheme, showOverlay, toggleZone, useApp } from '../state/app-state.ts';
import { chooseCase, closeCase, createCase, openCase, openSample, useCase } from '../state/case-state.ts';
import { chooseFilesToImport, chooseFolderToImport } from '../state/import-state.ts';
import { cancelJob, useJobs } from '../state/jobs-state.ts';
import { showPair } from '../state/pair-place.ts';
import { stepRun } from '../state/run-step.ts';
import { rehashVault } from '../state/vault-state.ts';
import { adjustPlace, goBack, goForward, goTo, useView } from '../state/view-state.ts';
import { annotationCommands } from './annotation-commands.ts';
import { focusSearch } from './focus-search.ts';
import { railViews } from './rail-views.ts';

export interface Command {
  readonly id: string;
  readonly group: 'Go to' | 'Case' | 'Search' | 'Runs' | 'Notes' | 'Jobs' | 'Window';
  readonly title: string;
  /** See key-match.ts. */
  readonly keys?: string;
  /** Leaves its keys to a text that is being typed. */
  readonly notInText?: boolean;
  /** A second way to what another entry does: the palette lists it once. */
  readonly hidden?: boolean;
  readonly run: () => void;
}

/** Every command there is now, in this state: the palette lists them, the keyboard looks in here, so neither knows one the other lacks. */
export function commands(): readonly Command[] {
  const { current, recent } = useCase.getState();
  return [...(current === null ? [] : commandsOfCase()), ...caseCommands(current !== null), ...recent.filter(({ found }) => found).map((entry) => ({ id: `open ${entry.path}`, group: 'Case' as const, title: `Open ${entry.name}`, run: () => void openCase(entry) })), ...jobCommands(), ...windowCommands()];
}

function commandsOfCase(): readonly Command[] {
  const { place } = useView.getState();
  const runOpen = place.view === 'runs' && place.run !== null;
  return [
    ...railViews.map(({ view, title, letter }) => ({ id: `go ${view}`, group: 'Go to' as const, title, keys: `g ${letter}`, run: () => goTo({ view }) })),
    ...railViews.flatMap(({ siblings = [], view: own }) => siblings.filter(({ view }) => view !== own).map(({ view, title }) => ({ id: `go ${view}`, group: 'Go to' as const, title, run: () => goTo({ view }) }))),
    { id: 'back', group: 'Go to', title: 'Back', keys: 'Alt+ArrowLeft', run: goBack },
    { id: 'forward', group: 'Go to', title: 'Forward', keys: 'Alt+ArrowRight', run: goForward },
    { id: 'rehash', group: 'Case', title: 'Hash every vault file again', run: rehashAndShow },
    { id: 'search', group: 'Search', title: 'Search', keys: '/', run: focusSearch },
    { id: 'find', group: 'Search', title: 'Find in this case', keys: 'Mod+F', run: focusSearch },
    ...(place.where === '' ? [] : [{ id: 'clear search', group: 'Search' as const, title: 'Clear the search', run: () => adjustPlace({ where: '' }) }]),
    ...(place.view === 'compare' ? [] : [{ id: 'compare search', group: 'Search' as const, title: 'Compare this search with another…', run: () => goTo({ view: 'compare' }) }]),
    ...annotationCommands(),
    ...(runOpen
      ? [
          { id: 'previous run', group: 'Runs' as const, title: 'Previous run within the filter', keys: '[', run: () => void stepRun('previous') },
          { id: 'next run', group: 'Runs' as const, title: 'Next run within the filter', keys: ']', run: () => void stepRun('next') },
          { id: 'compare run', group: 'Runs' as const, title: 'Compare this run with another…', run: () => showPair(place.run ?? '', '') },
          { id: 'dispute run', group: 'Runs' as const, title: 'File a dispute of this run…', run: () => goTo({ view: 'disputes', about: `file ${place.run ?? ''}` }) },
          { id: 'close run', group: 'Runs' as const, title: 'Close the run', keys: 'Escape', run: () => goTo({ run: null }) },
        ]
      : []),
  ];
}

function rehashAndShow(): void {
  goTo({ view: 'evidence' });
  void rehashVault();
}

function caseCommands(open: boolean): readonly Command[] {
  return [
    { id: 'open case', group: 'Case', title: 'Open a case…', keys: 'Mod+O', run: () => void chooseCase() },
    { id: 'new case', group: 'Case', title: 'New case…', run: () => void createCase() },
    { id: 'sample case', group: 'Case', title: 'Open the sample case', run: () => void openSample() },
    { id: 'import files', group: 'Case', title: 'Import files…', keys: 'Mod+I', run: () => void chooseFilesToImport() },
    { id: 'import folder', group: 'Case', title: 'Import a folder…', run: () => void chooseFolderToImport() },
    ...(open ? [{ id: 'close case', group: 'Case' as const, title: 'Close the case', run: () => void closeCase() }] : []),
  ];
}

function jobCommands(): readonly Command[] {
  const { running } = useJobs.getState();
  return running.filter(({ canCancel }) => canCancel).map(({ jobId, title }) => ({ id: `cancel ${jobId}`, group: 'Jobs', title: `Cancel: ${title}`, run: () => void cancelJob(jobId) }));
}

function windowCommands(): readonly Command[] {
  const { zone, singleLetterKeys } = useApp.getState();
  return [
    { id: 'palette', group: 'Window', title: 'Commands', keys: 'Mod+K', run: () => showOverlay('palette') },
    { id: 'zone', group: 'Window', title: zone === 'utc' ? 'Show local time' : 'Show UTC', keys: 'z', run: toggleZone },
    { id: 'theme system', group: 'Window', title: 'Theme: follow the system', run: () => setTheme('system') },
    { id: 'theme light', group: 'Window', title: 'Theme: light', run: () => setTheme('light') },
    { id: 'theme dark', group: 'Window', title: 'Theme: dark', run: () => setTheme('dark') },
    { id: 'single letters', group: 'Window', title: singleLetterKeys ? 'Switch single-letter keys off' : 'Switch single-letter keys on', run: () => setSingleLetterKeys(!singleLetterKeys) },
    { id: 'shortcuts', group: 'Window', title: 'Keyboard shortcuts', keys: '?', run: () => showOverlay('shortcuts') },
  ];
}
