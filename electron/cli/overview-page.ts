import type { OverviewSummary } from '#shared/ipc/answers.ts';
import { sevenFields, sevenFieldTitles } from '#shared/model/run.ts';
import type { SourceCompleteness, SourceRow } from '#shared/model/source.ts';
import { timeText } from './run-json.ts';
import { printable } from './text-table.ts';

/** One HTML page, nothing loaded, nothing running: its own content policy forbids both. All evidence in it is escaped text. */
export function overviewPage(summary: OverviewSummary, version: string): string {
  const { case: about, sources, completeness, all, approval, outcome, actionTypes, versions, unknowns } = summary;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escaped(about.name)}: overview</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(about.name)}</h1>
<p>${about.runs} runs from ${about.records} records in ${about.sources} sources. All times are UTC. “Not recorded” means that no record says anything; it does not mean that it did not happen.</p>
${unknownList(unknowns)}
<h2>Sources</h2>
${table(['Source', 'Format', 'Read', 'Accepted', 'Rejected', 'Duplicate', 'Runs', 'First', 'Last', 'Proof of itself', 'SHA-256'], sources.map(sourceCells))}
<h2>Seven fields</h2>
<p>Runs in which a field is recorded. In brackets what is only there in part, inferred, or hashed or redacted.</p>
${table(['Source', 'Runs', ...sevenFields.map((field) => sevenFieldTitles[field])], [...completeness, { ...all, name: 'All sources' }].map(completenessCells))}
${countTable('Approval', approval)}
${countTable('Outcome', outcome)}
${countTable('Action type', actionTypes)}
<h2>Versions in use</h2>
${table(['Model', 'Version', 'Prompt template', 'Version', 'Runs', 'First used', 'Last used'], versions.map((used) => [used.model, used.modelVersion, used.promptTemplate, used.promptVersion, used.runs, timeText(used.firstAt), timeText(used.lastAt)]))}
<footer>Written by Proofline ${escaped(version)} from ${escaped(about.path)}, case ${escaped(about.id)}, journal entry ${about.journalEntries}, ${escaped(about.journalHead ?? 'no hash')}.</footer>
</body>
</html>
`;
}

type Cell = string | number | null;

function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = header.map((title) => `<th scope="col">${escaped(title)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function cell(value: Cell): string {
  if (value === null) return '<td class="none">not recorded</td>';
  return typeof value === 'number' ? `<td class="number">${value}</td>` : `<td>${escaped(value)}</td>`;
}

function countTable(title: string, counts: readonly { readonly value: string; readonly count: number }[]): string {
  return `<h2>${escaped(title)}</h2>\n${table([title, 'Runs'], counts.map(({ value, count }) => [value, count]))}`;
}

function unknownList(unknowns: OverviewSummary['unknowns']): string {
  if (unknowns.length === 0) return '';
  return `<h2>What the record cannot tell</h2>\n<ul>\n${unknowns.map(({ what, count }) => `<li>${escaped(what)} <b>${count}</b></li>`).join('\n')}\n</ul>`;
}

function sourceCells(source: SourceRow): readonly Cell[] {
  return [source.name, source.formatTitle, source.read, source.accepted, source.rejected, source.duplicate, source.runs, timeText(source.firstAt), timeText(source.lastAt), source.integrity, source.sha256];
}

function completenessCells({ name, runs, fields }: SourceCompleteness): readonly Cell[] {
  const tally = sevenFields.map((field) => {
    const { recorded, part, inferred, hashOnly } = fields[field];
    const weaker = part + inferred + hashOnly;
    return weaker === 0 ? String(recorded) : `${recorded} (${weaker})`;
  });
  return [name, runs, ...tally];
}

/** Untrusted: evidence as text. Control and direction characters become visible. */
export function escaped(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

const style = `
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1.5rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1rem; margin: 2rem 0 .5rem }
table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); vertical-align: top; overflow-wrap: anywhere }
th { font-weight: 600; white-space: nowrap } .number { text-align: right; font-variant-numeric: tabular-nums }
.none { opacity: .6; font-style: italic } footer { margin-top: 3rem; opacity: .7; overflow-wrap: anywhere }
@media print { body { margin: 0; max-width: none } table { display: table } }
`;
