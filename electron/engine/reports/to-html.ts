import { sectionNumber, sectionTitle } from '#shared/model/section-title.ts';
import { countText } from './count-text.ts';
import { documentStyle } from './document-style.ts';
import type { Block, CitedRecord, FieldRow, FigureRow, Inline, ReportDocument, Section, Shape, Words } from './document.ts';
import { html, type Html } from './html.ts';
import { standAlonePage } from './stand-alone-page.ts';

/** One file that stands alone: no script, nothing to load, every text escaped. Printing it makes the PDF. */
export function documentHtml(document: ReportDocument): string {
  return standAlonePage({
    title: document.title, style: documentStyle(document.running, document.mark), script: null, author: document.author,
    body: html`<main>
<header class="cover">
${document.mark === '' ? html`` : html`<p class="mark">${document.mark}</p>`}
<h1>${document.title}</h1>
<p class="subtitle">${document.subtitle}</p>
${pairs(document.cover, document)}
${contents(document.sections)}
</header>
${document.sections.map((section) => sectionHtml(section, document))}
</main>`,
  });
}

function contents(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents"><ol>${sections.map(({ id, title }) => html`<li><span class="no">${sectionNumber(id)}</span><a href="#s-${anchor(id)}">${title}</a></li>`)}</ol></nav>`;
}

function sectionHtml({ id, title, blocks }: Section, document: ReportDocument): Html {
  return html`<section id="s-${anchor(id)}">
<h2>${sectionTitle({ id, title })}</h2>
${blocks.map((block) => html`${blockHtml(block, document)}
`)}
</section>
`;
}

function blockHtml(block: Block, document: ReportDocument): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h3>${block.text}</h3>`;
    case 'paragraph':
      return html`<p>${inline(block.words, document)}</p>`;
    case 'aside':
      return html`<p class="aside">${inline(block.words, document)}</p>`;
    case 'note':
      return html`<p class="note">${inline(block.words, document)}</p>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${inline(item, document)}</li>`)}</ul>`;
    case 'pairs':
      return pairs(block.rows, document);
    case 'table':
      return tableHtml(block, document);
    case 'figures':
      return figuresHtml(block.caption, block.rows, document);
    case 'fields':
      return fieldsHtml(block.title, block.rows, document);
    case 'picture':
      return html`<figure><svg viewBox="0 0 ${block.width} ${block.height}" role="img" aria-label="${block.title}">${block.shapes.map(shapeHtml)}</svg><figcaption>${block.title}</figcaption></figure><ul>${block.list.map((item) => html`<li>${inline(item, document)}</li>`)}</ul>`;
    case 'quote':
      return html`<blockquote>${lines(block.text)}<footer>${inline(block.from, document)}</footer></blockquote>`;
    case 'nothing':
      return html`<p class="nothing"><strong>${block.what}</strong>: ${block.why}</p>`;
    case 'evidence':
      return evidenceHtml(document.evidence);
  }
}

function inline(words: Words, document: Pick<ReportDocument, 'evidence'>): Html {
  return html`${words.map((one) => inlineHtml(one, document))}`;
}

function inlineHtml(one: Inline, { evidence }: Pick<ReportDocument, 'evidence'>): Html {
  switch (one.kind) {
    case 'text':
      return lines(one.text);
    case 'strong':
      return html`<strong>${one.text}</strong>`;
    case 'mono':
      return html`<span class="mono">${lines(one.text)}</span>`;
    case 'cite':
      return evidence.some(({ n }) => n === one.n) ? html`<a class="c" href="#e-${one.n}">[E-${one.n}]</a>` : html`<span class="c">[E-${one.n}]</span>`;
  }
}

/** Line ends of a text are breaks; any other control is spelled out. */
function lines(text: string): Html {
  return html`${text.split(/\r\n|[\n\r]/u).map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))}`;
}

function pairs(rows: readonly { readonly label: string; readonly words: Words }[], document: Pick<ReportDocument, 'evidence'>): Html {
  return rows.length === 0 ? html`` : html`<dl>${rows.map(({ label, words }) => html`<dt>${label}</dt><dd>${inline(words, document)}</dd>`)}</dl>`;
}

function tableHtml({ caption, columns, rows, leftOut }: Extract<Block, { kind: 'table' }>, document: ReportDocument): Html {
  const classOf = (index: number): string => [columns[index]?.align === 'end' ? 'n' : '', columns[index]?.mono === true ? 'mono' : ''].filter((name) => name !== '').join(' ');
  return html`<table>${caption === '' ? html`` : html`<caption>${caption}</caption>`}<thead><tr>${columns.map(({ title }, index) => html`<th scope="col" class="${columns[index]?.align === 'end' ? 'n' : ''}">${title}</th>`)}</tr></thead><tbody>
${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td class="${classOf(index)}">${inline(cell, document)}</td>`)}</tr>
`)}</tbody></table>${leftOut === 0 ? html`` : html`<p class="aside">${leftOutWords(rows.length, leftOut)}</p>`}`;
}

export function leftOutWords(shown: number, leftOut: number): string {
  return `Showing ${countText(shown)} of ${countText(shown + leftOut)}; ${countText(leftOut)} are left out here.`;
}

function figuresHtml(caption: string, rows: readonly FigureRow[], document: ReportDocument): Html {
  return html`<table class="figures"><caption>${caption}</caption><thead><tr><th scope="col">Figure</th><th scope="col" class="n">Value</th><th scope="col">Basis</th><th scope="col">Query</th></tr></thead><tbody>
${rows.map((row) => html`<tr><td>${row.label}${row.because.length === 0 ? html`` : html`<span class="why">${inline(row.because, document)}</span>`}</td><td class="n">${row.value}</td><td>${row.basis}</td><td class="mono">${figureSource(row)}</td></tr>
`)}</tbody></table>`;
}

/** Name of the query and the first digits of its data hash; in full in the methods. */
export function figureSource({ query, sha256 }: FigureRow): string {
  return query === null ? 'no query' : `${query}${sha256 === null ? '' : ` · ${sha256.slice(0, 8)}`}`;
}

function fieldsHtml(title: string, rows: readonly FieldRow[], document: ReportDocument): Html {
  return html`<table class="fields"><caption>${title}</caption><thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">State</th></tr></thead><tbody>
${rows.map((row) => html`<tr><td><span class="mono">${row.id}</span> ${row.name}<span class="why">${row.asked} · ${row.mandatory} · fill ${row.fill}</span></td><td class="value">${lines(row.value ?? '–')}${row.because.length === 0 ? html`` : html`<span class="why">${inline(row.because, document)}</span>`}</td><td><span class="st ${row.status.split(' ')[0] ?? ''}">${row.status}</span></td></tr>
`)}</tbody></table>`;
}

function evidenceHtml(records: readonly CitedRecord[]): Html {
  if (records.length === 0) return html`<p class="nothing"><strong>nothing recorded</strong>: no record is cited.</p>`;
  return html`<table><thead><tr><th scope="col">Cited</th><th scope="col">Source, byte, length</th><th scope="col">SHA-256 of the record</th><th scope="col">Cited for</th></tr></thead><tbody>
${records.map(({ n, source, offset, length, sha256, about }) => html`<tr id="e-${n}"><td class="mono">[E-${n}]</td><td>${source}<span class="why">byte ${offset}, ${length} bytes</span></td><td class="mono">${sha256}</td><td>${about}</td></tr>
`)}</tbody></table>`;
}

function shapeHtml(shape: Shape): Html {
  const role = shape.role === 'mark' ? 'mark-shape' : shape.role;
  switch (shape.kind) {
    case 'rect':
      return html`<rect class="${role}" x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}"/>`;
    case 'line':
      return html`<line class="${role}" x1="${shape.x1}" y1="${shape.y1}" x2="${shape.x2}" y2="${shape.y2}"/>`;
    case 'text':
      return html`<text class="${role}" x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}">${shape.text}</text>`;
  }
}

function anchor(id: string): string {
  return id.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
}
