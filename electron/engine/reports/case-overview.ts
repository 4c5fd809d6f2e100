import { sevenFieldTitles, sevenFields } from '#shared/model/run.ts';
import type { FieldTally, SourceCompleteness, SourceRow } from '#shared/model/source.ts';
import type { OverviewSummary } from '#shared/ipc/answers.ts';
import { instantText } from '#shared/time.ts';
import { html, type Html } from './html.ts';
import { coverageBars, shareBar } from './bars.ts';
import { countText as count } from './count-text.ts';
import { pageStyle } from './page-style.ts';
import { standAlonePage } from './stand-alone-page.ts';

/** One page about the whole case that stands alone: no script, nothing to load, every text escaped. `writtenAt` is RFC 3339. */
export function caseOverviewHtml(summary: OverviewSummary, writtenAt: string | null = null): string {
  return standAlonePage({
    title: `${summary.case.name} · Overview · Proofline`, style: pageStyle, script: null, author: null,
    body: html`<main>
${heading(summary)}
${unknowns(summary)}
${sources(summary)}
${completeness(summary)}
${breakdowns(summary)}
${versions(summary)}
${footer(summary, writtenAt)}
</main>`,
  });
}

function heading({ case: about, sources: rows }: OverviewSummary): Html {
  const { first, last } = span(rows);
  return html`<header>
<h1>${about.name}</h1>
<p class="quiet">${first === null || last === null ? 'No record states a usable time.' : `Recorded times from ${instantText(first)} to ${instantText(last)}`}</p>
<dl class="figures">
<div><dt>runs</dt><dd>${count(about.runs)}</dd></div>
<div><dt>records</dt><dd>${count(about.records)}</dd></div>
<div><dt>sources</dt><dd>${count(about.sources)}</dd></div>
<div><dt>journal entries</dt><dd>${count(about.journalEntries)}</dd></div>
</dl>
</header>`;
}

function unknowns({ unknowns: rows }: OverviewSummary): Html {
  if (rows.length === 0) return html``;
  return html`<section>
<h2>What the record cannot tell</h2>
<p class="quiet">“Not recorded” says that no imported record shows it. It does not say that it did not happen.</p>
<div class="wide"><table><tbody>
${rows.map((row) => html`<tr><td class="n">${count(row.count)}</td><td>${row.what}${row.where === null ? html`` : html` <small>search: <code>${row.where}</code></small>`}</td></tr>`)}
</tbody></table></div>
</section>`;
}

function sources({ sources: rows, coverage }: OverviewSummary): Html {
  if (rows.length === 0) return html`<section><h2>Sources</h2><p>Nothing has been imported.</p></section>`;
  return html`<section>
<h2>Sources and what they cover</h2>
<p class="quiet">Bars: records over one common time axis${coverage.from === null ? '' : ` from ${instantText(coverage.from)}`}, ${coverage.bins} bins. Read = accepted + rejected + duplicate.</p>
<div class="wide"><table>
<thead><tr><th>Source</th><th class="n">Read</th><th class="n">Accepted</th><th class="n">Rejected</th><th class="n">Duplicate</th><th class="n">Runs</th><th>Coverage</th></tr></thead>
<tbody>
${rows.map((row) => sourceRow(row, coverage.rows.find(({ sourceKey }) => sourceKey === row.sourceKey)?.counts ?? []))}
</tbody></table></div>
</section>`;
}

function sourceRow(row: SourceRow, counts: readonly number[]): Html {
  return html`<tr class="source">
<td class="name">${row.name}${(row.incomplete ?? []).map(({ because, sure }) => html`<br><small>may be incomplete, because ${because} (${sure})</small>`)}</td>
<td class="n">${count(row.read)}</td><td class="n">${count(row.accepted)}</td><td class="n">${count(row.rejected)}</td><td class="n">${count(row.duplicate)}</td><td class="n">${count(row.runs)}</td>
<td class="bars">${coverageBars(counts)}</td>
</tr>
<tr class="more"><td colspan="7">Proof of itself: ${row.integrity}<small>${row.formatTitle}: ${row.detection}</small><small>${count(row.bytes)} bytes${zoneWords(row)}. ${timeWords(row)}</small><small class="mono">SHA-256 ${row.sha256}</small></td></tr>`;
}

function timeWords(row: SourceRow): string {
  const range = row.firstAt === null || row.lastAt === null ? 'No usable time' : `Times from ${instantText(row.firstAt)} to ${instantText(row.lastAt)}`;
  return row.withoutTime === 0 ? `${range}.` : `${range}; ${count(row.withoutTime)} records without a time.`;
}

function zoneWords(row: SourceRow): string {
  if (row.zonelessTimes === 0) return '';
  return `; ${count(row.zonelessTimes)} times state no zone, ${row.zoneAssumption === null ? 'none was assumed' : `${row.zoneAssumption} was assumed`}`;
}

function completeness({ completeness: rows, all }: OverviewSummary): Html {
  return html`<section>
<h2>Seven fields</h2>
<p class="quiet">Share of runs in which the field is recorded. Below it what is there in part, inferred by a rule, or only as a hash or redacted.</p>
<div class="wide"><table class="heat">
<thead><tr><th>Source</th><th class="n">Runs</th>${sevenFields.map((field) => html`<th>${sevenFieldTitles[field]}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => completenessRow(row, row.name, ''))}
${completenessRow(all, 'All runs, joined', 'all')}
</tbody></table></div>
</section>`;
}

function completenessRow(row: SourceCompleteness, name: string, className: string): Html {
  return html`<tr class="${className}"><td class="name">${name}</td><td class="n">${count(row.runs)}</td>${sevenFields.map((field) => heat(row.fields[field], row.runs))}</tr>`;
}

function heat(tally: FieldTally, runs: number): Html {
  if (runs === 0 || tally.absent === runs) return html`<td class="h h0">not in source</td>`;
  const share = tally.recorded / runs;
  const level = share >= 0.97 ? 4 : share >= 0.85 ? 3 : share >= 0.5 ? 2 : 1;
  const more = [
    tally.part > 0 ? `${count(tally.part)} in part` : '',
    tally.inferred > 0 ? `${count(tally.inferred)} inferred` : '',
    tally.hashOnly > 0 ? `${count(tally.hashOnly)} hash only` : '',
    tally.absent > 0 ? `${count(tally.absent)} not recorded` : '',
  ].filter((words) => words !== '');
  return html`<td class="h h${level}">${percent(tally.recorded, runs)}${more.map((words) => html`<small>${words}</small>`)}</td>`;
}

type Tally = OverviewSummary['approval'];

function breakdowns(summary: OverviewSummary): Html {
  return html`<section class="columns">
${breakdown('Approval', summary.approval, summary.case.runs)}
${breakdown('Outcome', summary.outcome, summary.case.runs)}
${breakdown('Action', summary.actionTypes, summary.case.runs)}
</section>`;
}

function breakdown(title: string, rows: Tally, runs: number): Html {
  return html`<div><h2>${title}</h2><div class="wide"><table><tbody>
${rows.map((row) => html`<tr><td class="label">${row.value}</td><td class="n">${count(row.count)}</td><td class="n">${percent(row.count, runs)}</td><td>${shareBar(row.count, runs)}</td></tr>`)}
</tbody></table></div></div>`;
}

function versions({ versions: rows }: OverviewSummary): Html {
  if (rows.length === 0) return html``;
  const versioned = (name: string | null, version: string | null): string => (name === null && version === null ? 'not recorded' : `${name ?? 'name not recorded'} · ${version ?? 'version not recorded'}`);
  return html`<section>
<h2>Versions in use</h2>
<div class="wide"><table>
<thead><tr><th>Model</th><th>Prompt</th><th class="n">Runs</th><th>First run</th><th>Last run</th></tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr><td>${versioned(row.model, row.modelVersion)}</td><td>${versioned(row.promptTemplate, row.promptVersion)}</td><td class="n">${count(row.runs)}</td><td class="n">${row.firstAt === null ? 'no time' : instantText(row.firstAt)}</td><td class="n">${row.lastAt === null ? 'no time' : instantText(row.lastAt)}</td></tr>`,
)}
</tbody></table></div>
</section>`;
}

function footer({ case: about }: OverviewSummary, writtenAt: string | null): Html {
  return html`<footer>
<p>Case <span class="mono">${about.id}</span>, created ${about.createdAt} with ${about.createdWith}. ${writtenAt === null ? '' : `This page was written ${writtenAt}. `}It repeats what the imported files say and proves nothing about them: the originals are in the case folder, each under its SHA-256.</p>
<p>${about.journalHead === null ? 'The custody journal has no entry yet.' : html`Custody journal: ${count(about.journalEntries)} entries, head <span class="mono">${about.journalHead}</span>`}</p>
</footer>`;
}

function span(rows: readonly SourceRow[]): { readonly first: string | null; readonly last: string | null } {
  const at = rows.flatMap(({ firstAt, lastAt }) => [firstAt, lastAt].flatMap((text) => (text === null ? [] : [BigInt(text)])));
  const first = at.reduce<bigint | null>((least, one) => (least === null || one < least ? one : least), null);
  const last = at.reduce<bigint | null>((most, one) => (most === null || one > most ? one : most), null);
  return { first: first?.toString() ?? null, last: last?.toString() ?? null };
}

/** Never rounded up to all, nor down to none. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '–';
  const tenths = Math.round((part / whole) * 1000);
  if (part > 0 && tenths === 0) return '< 0.1 %';
  if (part < whole && tenths === 1000) return '> 99.9 %';
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)} %`;
}
