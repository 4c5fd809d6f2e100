import { renameSync, rmSync, existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { CaseInfo, VaultItem } from '#shared/model/case.ts';
import type { EventName } from '#shared/ipc/channels.ts';
import type { Events, JobFinished, JobProgress } from '#shared/ipc/answers.ts';
import { isJsonArray, isJsonObject } from '#shared/json.ts';
import { orThrow, problemError, ProblemError, type Result } from '#shared/result.ts';
import { createActLog } from '../acts/act-log.ts';
import { readCaseFolder } from '../case/case-folder.ts';
import { createCase, openCase, type CaseOptions, type OpenCase } from '../case/open-case.ts';
import { recentCases, type RecentCases } from '../case/recent-cases.ts';
import { savedTemplates, type SavedTemplates } from '../case/saved-templates.ts';
import { savedMappings, type SavedMappings } from '../case/saved-mappings.ts';
import { savedProfiles, type SavedProfiles } from '../case/saved-profiles.ts';
import { signingKeyFromHome, signingKeyFromPem, type SigningKey } from '../case/signing-key.ts';
import type { EngineOptions } from '../engine.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { createJobs, type Jobs } from '../jobs/jobs.ts';
import { appliedImport } from '../jobs/applied-import.ts';
import { journalledImport, rebuildIndex } from '../jobs/rebuild-job.ts';
import { createSurveyProgress, stoppedBecause } from '../jobs/survey/survey-progress.ts';
import { indexTexts } from '../jobs/survey/index-texts.ts';
import { surveyIsDue, surveyRuns } from '../jobs/survey/survey-job.ts';
import { bringAnnotationsUp } from '../jobs/project-annotations.ts';
import { createSourceShelf } from '../jobs/source-shelf.ts';
import { createInlinePool, createReadingThreadPool } from '../jobs/worker-pool.ts';
import { textsWait } from '../store/queries/run-texts.ts';
import { openStore } from '../store/open-store.ts';
import { caseTotals } from '../store/queries/case-totals.ts';
import { FacetCache } from './facet-cache.ts';
import { countRunsByTime } from './timeline-counting.ts';

/** The engine's one state: which case is open, and what runs on it. */
export interface Session {
  readonly options: EngineOptions;
  readonly jobs: Jobs;
  readonly recent: RecentCases;
  readonly mappings: SavedMappings;
  readonly templates: SavedTemplates;
  readonly profiles: SavedProfiles;
  /** Answers kept until the case changes. */
  readonly facets: FacetCache;
  /** Vault items re-hashed since the case was opened. */
  readonly rehashed: Map<string, VaultItem['check']>;
  now(): bigint;
  signingKey(): SigningKey;
  emit<E extends EventName>(event: E, payload: Events[E]): void;
  /** The open case, or the problem that there is none. */
  bench(): CaseBench;
  /**
   * The open case for reading what its index answers. While a job fills the index its rows are neither before nor after:
   * then the problem `index-changing`, and the question can be asked again when the job has ended.
   */
  settledBench(): CaseBench;
  hasCase(): boolean;
  create(path: string, name: string): Promise<CaseInfo>;
  open(path: string): Promise<CaseInfo>;
  info(): Promise<CaseInfo>;
  /** Throws the index away and opens an empty one. Answers are wrong until it is filled again. */
  renewIndex(): Promise<void>;
  /** Begins the survey of the case where one is due and none is under way. */
  survey(): Promise<void>;
  /** The same after something changed what it says; an engine that surveys when asked leaves it to whoever asks. */
  surveyAtOnce(): void;
  /** Whoever changes the index does so without it; it begins anew when that job has ended. */
  stopSurvey(): Promise<void>;
  /** Resolves when no survey is due or under way any more, or it was stopped; begins one where it waits to be asked. */
  surveyed(): Promise<void>;
  closeCase(): Promise<void>;
  /** Resolves when the job has ended. */
  finished(jobId: string): Promise<JobFinished>;
  close(): Promise<void>;
}

const oneCase = 1;
/** Two threads read; the database has the rest. More gain nothing: the database is one thread. */
const readingThreads = 2;

export function createSession(options: EngineOptions, emit: Session['emit']): Session {
  const now = options.now ?? ((): bigint => BigInt(Date.now()) * 1_000_000n);
  const recent = recentCases(options.home, now);
  const mappings = savedMappings(options.home, now);
  const profiles = savedProfiles(options.home, now);
  const templates = savedTemplates(options.home, now);
  const waiting = new Map<string, (finished: JobFinished) => void>();
  const ended = new Map<string, JobFinished>();
  const facets = new FacetCache();
  const rehashed = new Map<string, VaultItem['check']>();
  let key: SigningKey | null = null;
  let bench: CaseBench | null = null;
  let notices: readonly string[] = [];
  /** What is still to come of surveys that were begun. */
  let surveying: Promise<unknown> = Promise.resolve();
  /** As last counted with no job under way. */
  let totals: Pick<CaseInfo, 'runs' | 'records' | 'sources'> | null = null;

  const jobs = createJobs(
    (progress) => emit('job.progress', progress),
    (finished) => {
      if (finished.kind === 'survey' && bench !== null) bench.survey.underWay = null;
      facets.clear();
      ended.set(finished.jobId, finished);
      waiting.get(finished.jobId)?.(finished);
      if (finished.kind === 'import' || finished.kind === 'rebuild') session.surveyAtOnce();
      emit('job.finished', finished);
      if (finished.outcome === 'done') countRunsByTime(session);
      if (bench !== null) void session.info().then(announce, () => undefined);
    },
  );

  function announce(info: CaseInfo): void {
    recent.remember({ path: info.path, name: info.name, runs: info.runs, sources: info.sources });
    emit('case.changed', info);
  }

  const fillingJob = (): JobProgress | undefined => jobs.list().find(({ kind }) => kind === 'import' || kind === 'rebuild');
  const isFilling = (): boolean => fillingJob() !== undefined;

  function signingKey(): SigningKey {
    key ??= orThrow(options.signingKey === undefined ? signingKeyFromHome(options.home) : signingKeyFromPem(options.signingKey, options.keyStore ?? 'the operating system’s key store'));
    return key;
  }

  function caseOptions(): CaseOptions {
    return { key: signingKey(), actor: userInfo().username, build: options.version, now, shell: options.shell };
  }

  /** The index is opened after the lock is held, and closed before it is released. */
  async function begin(opened: OpenCase): Promise<CaseInfo> {
    try {
      const { store, aside } = await openIndex(opened.folder.db);
      const shelf = createSourceShelf(store, oneCase, opened.vault, opened.folder.work);
      const pool = options.workers === 'threads' ? createReadingThreadPool(readingThreads) : createInlinePool();
      const begun = { case: opened, acts: createActLog(opened.journal), store, caseKey: oneCase, shelf, pool, survey: createSurveyProgress(), resources: options.resources, build: options.version };
      bench = begun;
      notices = [...opened.notices, ...(aside === null ? [] : [aside]), ...noteInterrupted(opened), ...(await renewIfDamaged(begun))];
      notices = [...notices, ...(await catchUp(session.bench()))];
      await bringAnnotationsUp(session.bench());
      orThrow(opened.journal.append('case-opened', { shell: options.shell }));
      const info = await session.info();
      announce(info);
      session.surveyAtOnce();
      return info;
    } catch (error) {
      await abandon(opened);
      throw error;
    }
  }

  async function abandon(opened: OpenCase): Promise<void> {
    const failing = bench;
    bench = null;
    if (failing !== null) {
      await failing.shelf.close();
      await failing.pool.close();
      await failing.store.close();
    }
    await opened.close();
  }

  /** Pages carry checksums: damage that opening the index does not meet is met by counting, and the index is made anew. */
  async function renewIfDamaged(opened: CaseBench): Promise<readonly string[]> {
    try {
      await caseTotals(opened.store, opened.caseKey);
      return [];
    } catch (error) {
      if (!isDamage(error)) throw error;
      await session.renewIndex();
      return [`The index was damaged (${error.message}) and was made anew.`];
    }
  }

  /** An index behind the journal, or a new one beside a journal that knows imports, is filled again before anyone reads it. */
  async function catchUp(opened: CaseBench): Promise<readonly string[]> {
    if ((await appliedImport(opened)) === journalledImport(opened)) return [];
    let differences: readonly string[] = [];
    const jobId = jobs.start('rebuild', 'Rebuilding the index', async (control) => {
      control.report({ canCancel: false });
      const rebuilt = await rebuildIndex(opened, control);
      differences = rebuilt.differences;
      return rebuilt.sources;
    });
    const outcome = await session.finished(jobId);
    if (outcome.problem !== null) throw problemError(outcome.problem);
    return ['The index was rebuilt from the vault and the journal.', ...differences];
  }

  async function surveyWhereDue(): Promise<void> {
    const surveyed = bench;
    if (surveyed === null) return;
    const { survey } = surveyed;
    try {
      if (!(await surveyIsDue(surveyed))) {
        await indexTextsWhereDue(surveyed);
        return;
      }
      // Another job may have begun meanwhile: its end asks again.
      if (bench !== surveyed || jobs.busy || survey.underWay !== null) return;
      const jobId = jobs.start('survey', 'Surveying runs', async (control) => {
        survey.underWay = { jobId, runs: 0, total: 0 };
        await surveyRuns(surveyed, control);
        return [];
      });
      const { outcome, problem } = await session.finished(jobId);
      survey.stopped = stoppedBecause(outcome, problem);
      if (outcome === 'done') await indexTextsWhereDue(surveyed);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      survey.stopped = error.problem.message;
    }
  }

  /** Nobody waits for it: until it has ended a search of texts is slower, and as exact. */
  async function indexTextsWhereDue(surveyed: CaseBench): Promise<void> {
    if (!(await textsWait(surveyed.store, surveyed.caseKey))) return;
    if (bench !== surveyed || jobs.busy) return;
    jobs.start('survey', 'Indexing texts', async (control) => {
      await indexTexts(surveyed, control);
      return [];
    });
  }

  const session: Session = {
    options, jobs, recent, mappings, profiles, templates, facets, rehashed, now, signingKey, emit,
    bench() {
      if (bench === null) throw new ProblemError('no-case', 'No case is open.', 'Open or create a case first.');
      return bench;
    },
    settledBench() {
      const filling = fillingJob();
      if (filling !== undefined) throw new ProblemError('index-changing', `${filling.title} is under way: until it ends the lists would be neither before nor after it.`, 'They come back by themselves when it has ended or is cancelled.');
      return session.bench();
    },
    hasCase: () => bench !== null,
    async create(path, name) {
      await session.closeCase();
      return begin(orThrow(await createCase(path, { name }, caseOptions())));
    },
    async open(path) {
      // Looked at first: a slip in the dialog must not close the case that is open.
      orThrow(readCaseFolder(path));
      await session.closeCase();
      return begin(orThrow(await openCase(path, caseOptions())));
    },
    async info() {
      const open = session.bench();
      if (!isFilling() || totals === null) totals = await caseTotals(open.store, open.caseKey);
      const { folder, journal } = open.case;
      return {
        id: folder.id, name: folder.name, path: folder.path, createdAt: folder.createdAt, createdWith: folder.createdWith, ...totals,
        journalEntries: journal.entries, journalHead: journal.head?.hash ?? null, journalHeadAt: journal.head?.at ?? null, notices,
      };
    },
    async renewIndex() {
      const open = session.bench();
      const { case: opened, store, shelf } = open;
      await shelf.close();
      await store.close();
      rmSync(opened.folder.db, { recursive: true, force: true });
      const fresh = await openIndex(opened.folder.db);
      bench = { ...open, store: fresh.store, shelf: createSourceShelf(fresh.store, oneCase, opened.vault, opened.folder.work) };
    },
    survey() {
      const one = surveyWhereDue();
      surveying = Promise.all([surveying, one]);
      return one;
    },
    surveyAtOnce() {
      if (bench !== null && options.survey !== 'when asked') void session.survey();
    },
    stopSurvey: () => jobs.stop('survey'),
    async surveyed() {
      if (options.survey === 'when asked') await session.survey();
      await surveying;
    },
    async closeCase() {
      await jobs.stop();
      const closing = bench;
      if (closing === null) return;
      bench = null;
      // Whoever asks whether a survey is due reads the journal and the index; one that began meanwhile ends first.
      await jobs.stop();
      await surveying;
      notices = [];
      totals = null;
      facets.clear();
      rehashed.clear();
      await closing.shelf.close();
      await closing.pool.close();
      await closing.store.close();
      await closing.case.close();
      emit('case.changed', null);
    },
    finished(jobId) {
      const done = ended.get(jobId);
      return done !== undefined ? Promise.resolve(done) : new Promise((resolve) => waiting.set(jobId, resolve));
    },
    close: () => session.closeCase(),
  };
  return session;
}

/** Opens the index; one that cannot be opened is put aside, never deleted, and an empty one takes its place. */
async function openIndex(db: string): Promise<{ readonly store: CaseBench['store']; readonly aside: string | null }> {
  const opened = await openStore(db);
  if (opened.ok) return { store: opened.value.store, aside: null };
  if (opened.problem.code !== 'database-damaged' || !existsSync(db)) return { store: orThrow<never>(opened), aside: null };
  const away = join(`${db}-damaged`);
  rmSync(away, { recursive: true, force: true });
  renameSync(db, away);
  const fresh = orThrow(await openStore(db));
  return { store: fresh.store, aside: `The index could not be opened and was put aside as ${away}. ${opened.problem.message}` };
}

/** PostgreSQL 18, appendix A, class XX: data_corrupted, index_corrupted, or an internal error met on damaged pages. */
function isDamage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('XX');
}

/** The last import began and has no end in the journal: the program was killed in between. Written down once. */
function noteInterrupted({ journal, vault }: OpenCase): readonly string[] {
  const last = journal.all().findLast(({ act }) => act.startsWith('import-'));
  if (last?.act !== 'import-started') return [];
  const sources = Array.isArray(last.data['sources']) ? last.data['sources'].map(String) : [];
  const unnamed = unnamedItems({ journal, vault });
  const noted: Result<unknown> = journal.append('import-interrupted', { startedSeq: last.seq, sources, ...(unnamed.length === 0 ? {} : { leftInVault: unnamed }) });
  orThrow(noted);
  const left = unnamed.length === 0 ? '' : ` Copies that had already reached the vault stay there and belong to no source yet: ${unnamed.join(', ')}.`;
  return [`The import of ${sources.join(', ')} was interrupted at ${last.at}; runs and records are as they were before it.${left} Import again.`];
}

/** SHA-256 of vault items no finished import names: the program was killed between two renames. The next import takes them up. */
function unnamedItems({ journal, vault }: Pick<OpenCase, 'journal' | 'vault'>): readonly string[] {
  const named = new Set<unknown>();
  for (const { act, data } of journal.all()) {
    if (act !== 'import-finished' || !isJsonArray(data['sources'])) continue;
    for (const source of data['sources']) if (isJsonObject(source)) named.add(source['vaultSha256']);
  }
  return vault.list().flatMap(({ sha256 }) => (named.has(sha256) ? [] : [sha256]));
}
