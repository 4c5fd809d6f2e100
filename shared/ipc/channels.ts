/** Channel names only: the preload carries these and nothing else. Schemas and answers are in contract.ts. */
export const channels = [
  'app.info',
  'app.chooseFiles',
  'app.chooseFolder',
  'app.setTheme',
  'app.saveText',
  'app.copyText',
  'case.create',
  'case.createDialog',
  'case.open',
  'case.openDialog',
  'case.openSample',
  'case.current',
  'case.close',
  'case.recent',
  'case.forgetRecent',
  'import.preview',
  'import.mappingPreview',
  'import.start',
  'mappings.list',
  'mappings.save',
  'mappings.remove',
  'jobs.list',
  'jobs.cancel',
  'sources.list',
  'rejects.page',
  'overview.summary',
  'runs.page',
  'runs.count',
  'runs.facets',
  'runs.neighbours',
  'run.lineage',
  'record.bytes',
  'evidence.vault',
  'evidence.rehash',
  'journal.page',
] as const;
export type Channel = (typeof channels)[number];

/** What the engine tells the window unasked. */
export const eventNames = ['job.progress', 'job.finished', 'case.changed', 'engine.stopped'] as const;
export type EventName = (typeof eventNames)[number];
