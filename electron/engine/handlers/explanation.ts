import { requests } from '#shared/ipc/contract.ts';
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
    const document = explanationOf(await lineageOf(bench, id), register);
    return { document, html: documentHtml(document), markdown: documentMarkdown(document) };
  }),
];
