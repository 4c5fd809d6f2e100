import { createHash } from 'node:crypto';
import { requests } from '#shared/ipc/contract.ts';
import type { ToldReplay, ToldRule } from '#shared/model/told-replay.ts';
import type { VersionPlace } from '#shared/model/version.ts';
import { ruleReplay } from '../findings/rule-replay.ts';
import { toldReplay } from '../findings/told-replay.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { recallRuns } from '../jobs/recall-runs.ts';
import { ruleContext } from '../jobs/survey/rule-context.ts';
import { surveyedRunOf } from '../jobs/survey/surveyor.ts';
import { explanationOf } from '../reports/explanation/explanation.ts';
import { documentHtml } from '../reports/to-html.ts';
import { documentMarkdown } from '../reports/to-markdown.ts';
import { handler, type Handler } from './handler.ts';
import { lineageOf } from './run-lineage.ts';
import { runNamed } from './run-named.ts';

export const explanationHandlers: readonly Handler[] = [
  handler('run.explanation', requests['run.explanation'], async (session, { run, register }) => {
    const bench = session.settledBench();
    const { id } = await runNamed(bench, run);
    const document = explanationOf(await lineageOf(bench, id), register, await replayOfRun(bench, id));
    return { document, html: documentHtml(document), markdown: documentMarkdown(document) };
  }),
];

/** The rule that the run names, worked through again over its bytes as they are now; null: it names none as what allowed it. */
async function replayOfRun(bench: CaseBench, id: string): Promise<ToldReplay | null> {
  const [recalled] = await recallRuns(bench.store, bench.caseKey, bench.shelf, [id]);
  if (recalled === undefined || recalled.events.length === 0) return null;
  const replay = ruleReplay(await ruleContext(bench))(surveyedRunOf(recalled.events));
  if (replay === null) return null;
  const places = new Map<VersionPlace, ToldRule['place']>();
  for (const { entry } of replay.rules) for (const place of entry.stated.slice(0, 1)) places.set(place, await placeOf(bench, place));
  return toldReplay(replay, (place) => places.get(place) ?? null);
}

async function placeOf({ shelf }: CaseBench, { source, sourceKey, offset, length }: VersionPlace): Promise<ToldRule['place']> {
  const bytes = await (await shelf.source(sourceKey)).read(offset, length);
  return { source, sourceKey, offset, length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
