import { on } from '../bridge.ts';
import { forgetAnnotations, loadAnnotations } from './annotations-state.ts';
import { loadAppInfo, reportProblem } from './app-state.ts';
import { loadCase, showCase, useCase } from './case-state.ts';
import { useImport } from './import-state.ts';
import { announceJob, loadJobs, noteFinished, noteProgress, useJobs } from './jobs-state.ts';
import { clearPicks } from './picked-runs.ts';
import { loadRecentSearches } from './saved-searches.ts';
import { keepPreferences } from './preferences.ts';

/** Asks the engine where things stand, then follows what it says. Returns how to stop. */
export function startListening(): () => void {
  const stops = [
    on('case.changed', showCase),
    useCase.subscribe((now, before) => {
      if (now.current?.id !== before.current?.id || now.current?.path !== before.current?.path) {
        forgetAnnotations();
        clearPicks();
      }
      if (now.current !== null && now.revision !== before.revision) {
        void loadAnnotations();
        void loadRecentSearches();
      }
    }),
    on('job.progress', noteProgress),
    on('job.finished', (job) => {
      noteFinished(job);
      if (useImport.getState().jobId !== job.jobId && (job.kind === 'import' || job.outcome === 'failed' || (job.outcome === 'cancelled' && job.kind !== 'survey'))) announceJob(job);
      if (useCase.getState().current !== null) void loadCase();
    }),
    on('engine.stopped', ({ problem }) => {
      reportProblem(problem);
      useJobs.setState({ running: [] });
      showCase(null);
    }),
  ];
  let stopped = false;
  void keepPreferences().then((stop) => {
    if (stopped) stop();
    else stops.push(stop);
  });
  void loadAppInfo();
  void loadCase();
  void loadJobs();
  return () => {
    stopped = true;
    stops.forEach((stop) => stop());
  };
}
