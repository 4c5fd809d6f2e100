import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Lineage } from '#shared/model/lineage.ts';
import type { RunRow } from '#shared/model/run.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { bagReadme } from '../../bags/bag-readme.ts';
import { journalFile, caseFile, originalsFile, sha256Of, type BagInfo } from '../../bags/bag-text.ts';
import { caseUcoGraph } from '../../bags/case-uco.ts';
import { viewerPage, type ViewerParts } from '../../bags/viewer-page.ts';
import { writeBag, type BagContent } from '../../bags/write-bag.ts';
import type { SigningKey } from '../../case/signing-key.ts';
import { certificationDraft } from '../../reports/certification.ts';
import { documentHtml } from '../../reports/to-html.ts';
import { documentMarkdown } from '../../reports/to-markdown.ts';
import { runById } from '../../store/queries/find-run.ts';
import { runsPage } from '../../store/queries/runs-page.ts';
import { sourcesList } from '../../store/queries/sources.ts';
import type { CaseBench } from '../case-bench.ts';
import { throwIfCancelled, type JobControl } from '../jobs.ts';
import { recallVerdicts } from '../recall-verdicts.ts';
import { chooseOriginals, type ChosenOriginals } from './bag-originals.ts';
import { rowWithoutOmitted, withoutOmitted } from './without-omitted.ts';

export interface BagRequest {
  /** The zip to write; refused where something is. */
  readonly out: string;
  /** A search: the runs whose records and lineages go in beside the originals. '' is all. */
  readonly where: string;
  readonly without: readonly { readonly what: string; readonly reason: string }[];
  /** Ids of runs that go in instead of those of the search; null: the search decides. */
  readonly ids: readonly string[] | null;
  /** The incident it is made for, as the journal names it; null: the case. */
  readonly incident: string | null;
  /** Further payload: a report in its formats, its methods. */
  readonly extra: readonly { readonly path: string; readonly bytes: Buffer }[];
  /** An RFC 3161 token over an earlier, equal tag manifest. */
  readonly timeStamp: Buffer | null;
}

export interface BagTools {
  readonly key: SigningKey;
  readonly build: string;
  readonly resources: string;
  /** RFC 3339 UTC. */
  readonly now: string;
  readonly lineageOf: (id: string) => Promise<Lineage>;
}

/** A page of a browser holds so many; the files hold all. */
const viewedRuns = 5000;
const viewedLineages = 200;
const viewedEntries = 5000;

/** Makes an evidence package of the open case and journals it. Everything in it is read from vault, journal and index now. */
export async function makeBag(bench: CaseBench, request: BagRequest, tools: BagTools, control: JobControl): Promise<void> {
  const { journal, folder } = bench.case;
  const chosen = chooseOriginals(bench, request.without);
  const entries = journal.all();
  const head = journal.head;
  if (head === null) throw new ProblemError('journal-empty', 'The journal has no entries, so there is nothing to hand over.');
  control.report({ step: 'Reading runs and lineages', bytesTotal: chosen.all.reduce((sum, { bytes, path }) => sum + (path === null ? 0 : bytes), 0) });
  const runs = request.ids === null ? await runsOf(bench, request.where, control) : await runsNamed(bench, request.ids);
  const lineages = await lineagesOf(runs.slice(0, viewedLineages), tools, control);
  const info = infoOf(bench, request, tools, head.hash, entries.length, chosen);
  const journalBytes = readFileSync(journal.path).subarray(0, journalSize(journal.path, entries.length));
  const verdicts = recallVerdicts(bench);
  const sources = await sourcesList(bench.store, bench.caseKey);
  const omittedHashes = new Set(chosen.omitted.map(({ sha256 }) => sha256));
  const hiddenSources = new Set(chosen.all.flatMap(({ sha256, sources: of }) => (omittedHashes.has(sha256) ? of.map(({ sourceKey }) => sourceKey) : [])));
  const shown = lineages.map((lineage) => withoutOmitted(lineage, hiddenSources));
  const rows = runs.map((run) => rowWithoutOmitted(run, hiddenSources));
  const methods = { build: tools.build, journalHead: head.hash, journalEntries: entries.length, selection: { where: request.where, incident: request.incident, runs: runs.length }, sources: sources.map(({ sourceKey, name, sha256, vaultSha256, format, detection, read, accepted, rejected, duplicate, zoneAssumption, zonelessTimes }) => ({ sourceKey, name, sha256, vaultSha256, format, detection, read, accepted, rejected, duplicate, zoneAssumption, zonelessTimes })), note: 'Importing the originals again with the formats, mappings and zones of the journal gives the same records and runs; proofline rebuild does it.' };
  const certificate = certificationDraft({ caseName: folder.name, caseId: folder.id, build: tools.build, madeAt: tools.now, journalEntries: entries.length, journalHead: head.hash, signer: tools.key.publicKey, originals: chosen.all.filter(({ path }) => path !== null), omitted: chosen.omitted });
  const made: readonly BagContent[] = [
    { path: journalFile, bytes: journalBytes },
    { path: caseFile, bytes: readFileSync(join(folder.path, 'case.json')) },
    { path: originalsFile, bytes: json({ originals: chosen.all, omitted: chosen.omitted }) },
    { path: 'data/runs/runs.jsonl', bytes: lines(rows) },
    { path: 'data/runs/lineages.jsonl', bytes: lines(shown) },
    { path: 'data/records/cited.jsonl', bytes: lines(await citedRecords(bench, lineages, hiddenSources, control)) },
    { path: 'data/verdicts/verdicts.json', bytes: json({ verdicts, notChecked: sources.filter(({ sourceKey }) => !verdicts.some((known) => known.sourceKey === sourceKey)).map(({ sourceKey, name, sha256 }) => ({ sourceKey, name, sha256 })) }) },
    { path: 'data/methods/methods.json', bytes: json(methods) },
    { path: 'data/case-uco.jsonld', bytes: json(caseUcoGraph({ caseId: folder.id, caseName: folder.name, build: tools.build, madeAt: tools.now, journalEntries: entries.length, journalHead: head.hash, incident: request.incident, originals: chosen.all.flatMap(({ path, name, sha256, bytes }) => (path === null ? [] : [{ path, name, sha256, bytes }])), omitted: chosen.omitted })) },
    { path: 'data/certification-draft.html', bytes: Buffer.from(documentHtml(certificate)) },
    { path: 'data/certification-draft.md', bytes: Buffer.from(documentMarkdown(certificate)) },
    ...request.extra,
  ];
  const originals = chosen.all.flatMap(({ path, sha256, bytes }): readonly BagContent[] => (path === null ? [] : [{ path, from: bench.case.vault.pathOf(sha256), sha256, size: bytes }]));
  const manifest = [...made.flatMap((one) => ('bytes' in one ? [{ path: one.path, sha256: sha256Of(one.bytes) }] : [])), ...originals.flatMap((one) => ('from' in one ? [{ path: one.path, sha256: one.sha256 }] : []))].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const title = `Evidence package: ${folder.name}`;
  const viewer = viewerPage(
    {
      title, subtitle: `Made ${tools.now} with Proofline ${tools.build}. Journal head ${head.hash}.`, info: info.map(([label, value]) => ({ label, value })), signer: tools.key.publicKey, manifest,
      originals: chosen.all.flatMap(({ path, name, sha256, bytes }) => (path === null ? [] : [{ path, name, sha256, bytes }])), omitted: chosen.omitted, runs: rows.slice(0, viewedRuns), runsTotal: rows.length, lineages: shown, verdicts, journal: entries.slice(-viewedEntries), journalTotal: entries.length,
    },
    viewerParts(tools.resources),
  );
  throwIfCancelled(control.signal);
  control.report({ step: 'Writing the package' });
  let bytesDone = 0;
  const bag = {
    name: `proofline-${folder.id.slice(0, 8)}`,
    info,
    payload: [...made, ...originals, { path: 'data/viewer.html', bytes: Buffer.from(viewer) }],
    tags: [{ path: 'README.txt', bytes: Buffer.from(bagReadme({ title, signer: tools.key.publicKey, omitted: chosen.omitted.length, journalHead: head.hash })) }],
  };
  const written = await writeBag(request.out, bag, tools.key, {
    signal: control.signal,
    onBytes(more) {
      bytesDone += more;
      control.report({ bytesDone });
    },
  }, request.timeStamp);
  orThrow(journal.append('bundle-made', { file: basename(request.out), ...written, originals: originals.length, omitted: chosen.omitted.map((one) => ({ ...one })), incident: request.incident, where: request.where, runs: runs.length, journalHead: head.hash }));
}

async function runsOf({ store, caseKey }: CaseBench, where: string, control: JobControl): Promise<readonly RunRow[]> {
  const rows: RunRow[] = [];
  let after: string | null = null;
  do {
    throwIfCancelled(control.signal);
    const page: Awaited<ReturnType<typeof runsPage>> = await runsPage(store, caseKey, { where, sort: { key: 'startedAt', descending: false }, after, limit: 500 });
    rows.push(...page.rows);
    after = page.next;
    control.report({ records: rows.length });
  } while (after !== null);
  return rows;
}

async function runsNamed({ store, caseKey }: CaseBench, ids: readonly string[]): Promise<readonly RunRow[]> {
  const rows: RunRow[] = [];
  for (const id of ids) {
    const row = await runById(store, caseKey, id);
    if (row !== null) rows.push(row);
  }
  return rows;
}

async function lineagesOf(runs: readonly RunRow[], { lineageOf }: BagTools, control: JobControl): Promise<readonly Lineage[]> {
  const found: Lineage[] = [];
  for (const { id } of runs) {
    throwIfCancelled(control.signal);
    found.push(await lineageOf(id));
  }
  return found;
}

/** The records of the runs whose lineage is in the package: their bytes, or where their original is left out only their hash. */
async function citedRecords({ shelf }: CaseBench, lineages: readonly Lineage[], hidden: ReadonlySet<number>, control: JobControl): Promise<readonly object[]> {
  const found: object[] = [];
  for (const { run, records } of lineages) {
    throwIfCancelled(control.signal);
    for (const { sourceKey, source, offset, length, sha256, event, at } of records) {
      const bytes = hidden.has(sourceKey) ? null : await (await shelf.source(sourceKey)).read(offset, length);
      found.push({ run: run.externalId, source, sourceKey, offset, length, sha256, event, at, base64: bytes?.toString('base64') ?? null });
    }
  }
  return found;
}

function infoOf({ case: { folder } }: CaseBench, { incident, where }: BagRequest, { build, now }: BagTools, journalHead: string, entries: number, { all, omitted }: ChosenOriginals): BagInfo {
  return [
    ['Bag-Software-Agent', `Proofline ${build}`],
    ['Bagging-Date', now.slice(0, 10)],
    ['Bagging-Time', now],
    ['External-Identifier', folder.id],
    ['External-Description', folder.name],
    ['Case-Created', folder.createdAt],
    ['Incident', incident ?? 'none, the whole case'],
    ['Selection-Of-Runs', incident !== null ? `the runs of ${incident}` : where === '' ? 'all runs' : where],
    ['Originals', `${all.length - omitted.length} of ${all.length}`],
    ['Originals-Left-Out', String(omitted.length)],
    ['Journal-Entries', String(entries)],
    ['Journal-Head', journalHead],
  ];
}

/** Length of the first `entries` lines: what is appended while the package is made is not in it. */
function journalSize(path: string, entries: number): number {
  const bytes = readFileSync(path);
  let end = 0;
  for (let line = 0; line < entries; line += 1) end = bytes.indexOf(0x0a, end) + 1;
  return end;
}

function viewerParts(resources: string): ViewerParts {
  const part = (name: string): string => readFileSync(join(resources, 'evidence-viewer', name), 'utf8');
  return { script: part('viewer.js'), style: part('viewer.css') };
}

function json(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}

function lines(values: readonly object[]): Buffer {
  return Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
}

const madeEntry = z.object({
  file: z.string(), sha256: z.string(), bytes: z.number(), files: z.number(), tagManifestSha256: z.string(), originals: z.number(), incident: z.string().nullable(),
  omitted: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number(), reason: z.string() })),
});

/** The packages made from this case, newest first. */
export function madeBags(entries: readonly JournalEntry[]) {
  return entries
    .flatMap(({ act, data, seq, at, actor }) => {
      const read = act === 'bundle-made' ? madeEntry.safeParse(data) : null;
      return read?.success === true ? [{ seq, at, actor, ...read.data }] : [];
    })
    .toReversed();
}
