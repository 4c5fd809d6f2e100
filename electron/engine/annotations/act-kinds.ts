import { z } from 'zod';
import { longestNote, longestTag, mostRunsInAct } from '#shared/model/annotation.ts';
import { actKind, type ToldKind } from '../acts/act-kind.ts';

const run = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
const runs = z.array(run).min(1).max(mostRunsInAct);
const tag = z.string().min(1).max(longestTag);
const text = z.string().min(1).max(longestNote);
/** Journal entry whose wording this one takes the place of; null: it is the first. */
const of = z.number().int().positive().nullable();
const ns = z.string().regex(/^-?\d{1,19}$/u).nullable();

export const runStarred = actKind({ act: 'run-starred', data: z.object({ runs }), words: ({ runs: named }) => `star of ${runCount(named)}` });
export const runUnstarred = actKind({ act: 'run-unstarred', data: z.object({ runs }), words: ({ runs: named }) => `star taken from ${runCount(named)}` });
export const runTagged = actKind({ act: 'run-tagged', data: z.object({ tag, runs }), words: (data) => `tag “${data.tag}” on ${runCount(data.runs)}` });
export const runUntagged = actKind({ act: 'run-untagged', data: z.object({ tag, runs }), words: (data) => `tag “${data.tag}” taken from ${runCount(data.runs)}` });
export const runCommented = actKind({ act: 'run-commented', data: z.object({ run, text, of }), words: (data) => `${data.of === null ? 'comment' : 'new wording of a comment'} “${excerpt(data.text)}”` });
export const eventNoted = actKind({
  act: 'manual-event-noted',
  data: z.object({ when: z.object({ written: z.string().max(200), zone: z.string().max(100).nullable(), from: ns, until: ns, approximate: z.boolean() }), text, subject: z.string().min(1).max(1000).nullable(), runs: z.array(run).max(mostRunsInAct), of }),
  words: (data) => `${data.of === null ? 'manual event' : 'new wording of a manual event'} “${excerpt(data.text)}”`,
});
export const searchSaved = actKind({
  act: 'search-saved',
  data: z.object({ name: z.string().min(1).max(100), where: z.string().min(1).max(10_000), pinned: z.boolean() }),
  words: ({ name, pinned }) => `saved search “${name}”${pinned ? ', pinned' : ''}`,
});
export const searchForgotten = actKind({ act: 'search-forgotten', data: z.object({ name: z.string().min(1).max(100) }), words: ({ name }) => `saved search “${name}” removed` });

export const annotationKinds: readonly ToldKind[] = [runStarred, runUnstarred, runTagged, runUntagged, runCommented, eventNoted, searchSaved, searchForgotten];
/** What "undo" can take back. */
export const annotationActs: readonly string[] = annotationKinds.map(({ act }) => act);

function runCount(named: readonly string[]): string {
  return named.length === 1 ? '1 run' : `${named.length} runs`;
}

function excerpt(whole: string): string {
  const line = whole.replaceAll(/\s+/gu, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
