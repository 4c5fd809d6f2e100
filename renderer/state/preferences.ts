import type { Preferences } from '#shared/ipc/contract.ts';
import { call } from '../bridge.ts';
import { reportProblem, useApp } from './app-state.ts';
import { knownColumns, useRunsTable } from './runs-table-state.ts';

/** What is kept from one start to the next lives in the stores it belongs to; here it is read once and written whenever one of them changes. */
export async function keepPreferences(): Promise<() => void> {
  const kept = await call('app.preferences', {});
  if (kept.ok) {
    const { zone, singleLetterKeys, runColumns, facetsShown } = kept.value;
    useApp.setState({ zone, singleLetterKeys });
    useRunsTable.setState({ chosen: knownColumns(runColumns), facetsShown });
  } else reportProblem(kept.problem);

  let written = JSON.stringify(preferencesNow());
  const write = (): void => {
    const now = preferencesNow();
    const text = JSON.stringify(now);
    if (text === written) return;
    written = text;
    void call('app.setPreferences', now).then((answer) => {
      if (!answer.ok) reportProblem(answer.problem);
    });
  };
  const stops = [useApp.subscribe(write), useRunsTable.subscribe(write)];
  return () => stops.forEach((stop) => stop());
}

function preferencesNow(): Preferences {
  const { zone, singleLetterKeys } = useApp.getState();
  const { chosen, facetsShown } = useRunsTable.getState();
  return { zone, singleLetterKeys, runColumns: chosen === null ? null : [...chosen], facetsShown };
}
