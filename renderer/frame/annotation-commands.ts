import { redo, showDialog, star, undo, useAnnotations } from '../state/annotations-state.ts';
import { showNewIncident } from '../state/incidents-state.ts';
import { clearPicks, isAnyPicked, pickAll, type Target, targetNow, togglePick } from '../state/picked-runs.ts';
import { useRunsTable } from '../state/runs-table-state.ts';
import { useSavedSearches } from '../state/saved-searches.ts';
import { goTo, useView } from '../state/view-state.ts';
import type { Command } from './commands.ts';

/** Star, tag, comment, events, picking, undo: about the picked runs, else the open one, else the marked one. */
export function annotationCommands(): readonly Command[] {
  const { summary } = useAnnotations.getState();
  const { view, run, where } = useView.getState().place;
  const target = targetNow();
  const marked = useRunsTable.getState().selected;
  return [
    ...(target === null ? [] : targetCommands(target)),
    { id: 'note event', group: 'Notes', title: target === null ? 'Note an event…' : `Note an event about ${target.words}…`, run: () => showDialog({ kind: 'event' }) },
    ...(view === 'runs' && run === null
      ? [
          ...(marked === null ? [] : [{ id: 'pick', group: 'Runs' as const, title: 'Pick the marked run, or not', keys: 'x', run: () => togglePick(marked) }]),
          { id: 'pick all', group: 'Runs' as const, title: where === '' ? 'Pick all runs' : 'Pick all runs the search finds', keys: 'Mod+A', notInText: true, run: () => void pickAll() },
        ]
      : []),
    ...(view === 'runs' && run === null && isAnyPicked() ? [{ id: 'clear picks', group: 'Runs' as const, title: 'Pick none', keys: 'Escape', run: clearPicks }] : []),
    ...useSavedSearches.getState().searches.map(({ name, where: saved }) => ({ id: `saved ${name}`, group: 'Search' as const, title: `Saved search: ${name}`, run: () => goTo({ view: 'runs', where: saved }) })),
    ...(where.trim() === '' ? [] : [{ id: 'save search', group: 'Search' as const, title: 'Save this search…', run: () => showDialog({ kind: 'save search', where: where.trim() }) }]),
    ...(summary?.undo === null || summary === null ? [] : [{ id: 'undo', group: 'Notes' as const, title: `Take back: ${summary.undo.words}`, keys: 'Mod+Z', notInText: true, run: () => void undo() }]),
    ...(summary?.redo === null || summary === null
      ? []
      : [
          { id: 'redo', group: 'Notes' as const, title: `Do again: ${summary.redo.words}`, keys: 'Mod+Shift+Z', notInText: true, run: () => void redo() },
          { id: 'redo too', group: 'Notes' as const, title: `Do again: ${summary.redo.words}`, keys: 'Mod+Y', notInText: true, hidden: true, run: () => void redo() },
        ]),
  ];
}

function targetCommands(target: Target): readonly Command[] {
  const { on, words, single } = target;
  const { marks } = useAnnotations.getState();
  const starred = 'runs' in on && on.runs.every((run) => marks.get(run)?.starred === true);
  return [
    { id: 'star', group: 'Notes', title: starred ? `Take the star from ${words}` : `Star ${words}`, keys: 's', run: () => void star(on, !starred) },
    { id: 'new incident', group: 'Notes', title: `New incident with ${words}…`, run: () => showNewIncident({ runs: 'runs' in on ? { ids: [...on.runs] } : on, origin: 'runs' in on ? { kind: 'runs', text: words } : { kind: 'search', text: on.where }, words: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.` }) },
    ...('where' in on ? [{ id: 'unstar', group: 'Notes' as const, title: `Take the star from ${words}`, run: () => void star(on, false) }] : []),
    { id: 'tag', group: 'Notes', title: `Tag ${words}…`, keys: 't', run: () => showDialog({ kind: 'tag' }) },
    ...(single === null ? [] : [{ id: 'comment', group: 'Notes' as const, title: `Comment on ${words}…`, keys: 'c', run: () => showDialog({ kind: 'comment' }) }]),
  ];
}
