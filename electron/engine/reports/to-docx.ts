import { sectionTitle } from '#shared/model/section-title.ts';
import type { Block, Inline, ReportDocument, Words } from './document.ts';
import { showUnseen } from './html.ts';
import { figureSource, leftOutWords } from './to-html.ts';

/**
 * The parts of a WordprocessingML file (ECMA-376, transitional): headings, paragraphs, lists, tables, header with the mark and page n of m. No relationship
 * leads out of it, no field but the page numbers, no macro; pictures are told by their lists. Zipped in the order given.
 */
export function documentDocx(document: ReportDocument): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: '[Content_Types].xml', text: contentTypes },
    { path: '_rels/.rels', text: packageRelations },
    { path: 'docProps/core.xml', text: coreProperties(document) },
    { path: 'word/document.xml', text: body(document) },
    { path: 'word/styles.xml', text: styles },
    { path: 'word/numbering.xml', text: numbering },
    { path: 'word/header1.xml', text: header(document) },
    { path: 'word/footer1.xml', text: footer },
    { path: 'word/_rels/document.xml.rels', text: documentRelations },
  ];
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function body(document: ReportDocument): string {
  const { mark, title, subtitle, cover, sections } = document;
  const parts = [
    mark === '' ? '' : styled('Mark', [run(mark)]),
    styled('Title', [run(title)]),
    styled('Subtitle', [run(subtitle)]),
    table([[], []], cover.map(({ label, words }) => [[run(label)], inline(words)]), false),
    ...sections.flatMap(({ id, title: of, blocks }) => [styled('Heading1', [run(sectionTitle({ id, title: of }))]), ...blocks.map((block) => blockXml(block, document))]),
  ];
  return `${declaration}<w:document ${w} xmlns:r="${office}"><w:body>${parts.join('')}<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="1020" w:bottom="1134" w:left="1020" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`;
}

function blockXml(block: Block, document: ReportDocument): string {
  switch (block.kind) {
    case 'heading':
      return styled('Heading2', [run(block.text)]);
    case 'paragraph':
      return paragraph(inline(block.words));
    case 'aside':
      return styled('Aside', inline(block.words));
    case 'note':
      return styled('Note', inline(block.words));
    case 'list':
      return block.items.map(item).join('');
    case 'pairs':
      return table([[], []], block.rows.map(({ label, words }) => [[run(label)], inline(words)]), false);
    case 'table':
      return `${block.caption === '' ? '' : styled('Caption', [run(block.caption)])}${table(block.columns.map(({ title }) => [run(title, true)]), block.rows.map((row) => row.map(inline)), true)}${block.leftOut === 0 ? '' : styled('Aside', [run(leftOutWords(block.rows.length, block.leftOut))])}`;
    case 'figures':
      return `${styled('Caption', [run(block.caption)])}${table(heads(['Figure', 'Value', 'Basis', 'Query']), block.rows.map((row) => [[run(row.label), ...(row.because.length === 0 ? [] : [run(' · '), ...inline(row.because)])], [run(row.value)], [run(row.basis)], [mono(figureSource(row))]]), true)}`;
    case 'fields':
      return `${styled('Caption', [run(block.title)])}${table(heads(['Field', 'Value', 'State']), block.rows.map((row) => [[mono(row.id), run(` ${row.name} (${row.asked}, ${row.mandatory}, fill ${row.fill})`)], [run(row.value ?? '–'), run(' · '), ...inline(row.because)], [run(row.status, true)]]), true)}`;
    case 'picture':
      return `${styled('Caption', [run(block.title)])}${block.list.map(item).join('')}`;
    case 'quote':
      return `${block.text.split(/\r\n|[\n\r]/u).map((line) => styled('Quote', [run(line)])).join('')}${styled('Aside', inline(block.from))}`;
    case 'nothing':
      return styled('Note', [run(block.what, true), run(`: ${block.why}`)]);
    case 'evidence':
      return document.evidence.length === 0 ? styled('Note', [run('nothing recorded', true), run(': no record is cited.')]) : table(heads(['Cited', 'Source, byte, length', 'SHA-256 of the record', 'Cited for']), document.evidence.map(({ n, source, offset, length, sha256, about }) => [[run(`[E-${n}]`)], [run(`${source}, byte ${offset}, ${length} bytes`)], [mono(sha256)], [run(about)]]), true);
  }
}

function heads(titles: readonly string[]): readonly (readonly string[])[] {
  return titles.map((title) => [run(title, true)]);
}

function inline(words: Words): readonly string[] {
  return words.map((one: Inline) => (one.kind === 'cite' ? run(`[E-${one.n}]`) : one.kind === 'mono' ? mono(one.text) : run(one.text, one.kind === 'strong')));
}

function run(text: string, bold = false): string {
  return `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}${runText(text)}</w:r>`;
}

function mono(text: string): string {
  return `<w:r><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="17"/></w:rPr>${runText(text)}</w:r>`;
}

function runText(text: string): string {
  return text.split(/\r\n|[\n\r]/u).map((line) => `<w:t xml:space="preserve">${xml(line)}</w:t>`).join('<w:br/>');
}

/** XML 1.0: five characters escaped; what it forbids, and what a reader could not see, is spelled out. */
export function xml(text: string): string {
  return showUnseen(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\ufffe', '⟨U+FFFE⟩').replaceAll('\uffff', '⟨U+FFFF⟩');
}

function paragraph(runs: readonly string[]): string {
  return `<w:p>${runs.join('')}</w:p>`;
}

function styled(style: string, runs: readonly string[]): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${runs.join('')}</w:p>`;
}

function item(words: Words): string {
  return `<w:p><w:pPr><w:pStyle w:val="ListBullet"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${inline(words).join('')}</w:p>`;
}

function table(head: readonly (readonly string[])[], rows: readonly (readonly (readonly string[])[])[], withHead: boolean): string {
  if (rows.length === 0 && !withHead) return '';
  const row = (cells: readonly (readonly string[])[], isHead: boolean): string => `<w:tr>${isHead ? '<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>' : '<w:trPr><w:cantSplit/></w:trPr>'}${cells.map((cell) => `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>${styled('Cell', cell)}</w:tc>`).join('')}</w:tr>`;
  const grid = `<w:tblGrid>${head.map(() => `<w:gridCol w:w="${Math.floor(9860 / Math.max(1, head.length))}"/>`).join('')}</w:tblGrid>`;
  return `<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>${grid}${withHead ? row(head, true) : ''}${rows.map((cells) => row(cells, false)).join('')}</w:tbl>${paragraph([])}`;
}

function header({ running, mark }: ReportDocument): string {
  return `${declaration}<w:hdr ${w}><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="9860"/></w:tabs></w:pPr>${run(running)}<w:r><w:tab/></w:r>${run(mark, true)}</w:p></w:hdr>`;
}

const page = (field: string): string => `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${field} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const footer = `${declaration}<w:ftr ${w}><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="9860"/></w:tabs></w:pPr>${run('candidate, confirm with counsel')}<w:r><w:tab/></w:r>${run('page ')}${page('PAGE')}${run(' of ')}${page('NUMPAGES')}</w:p></w:ftr>`;

function coreProperties({ title, author }: ReportDocument): string {
  return `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xml(title)}</dc:title>${author === null ? '' : `<dc:creator>${xml(author)}</dc:creator>`}</cp:coreProperties>`;
}

const part = (name: string, type: string): string => `<Override PartName="/word/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${type}+xml"/>`;
const contentTypes = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('document', 'document.main')}${part('styles', 'styles')}${part('numbering', 'numbering')}${part('header1', 'header')}${part('footer1', 'footer')}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
const relation = (id: string, type: string, target: string): string => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
const relations = (inner: string): string => `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
const packageRelations = relations(relation('rId1', `${office}/officeDocument`, 'word/document.xml') + relation('rId2', 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'));
const documentRelations = relations(relation('rId1', `${office}/styles`, 'styles.xml') + relation('rId2', `${office}/numbering`, 'numbering.xml') + relation('rId3', `${office}/header`, 'header1.xml') + relation('rId4', `${office}/footer`, 'footer1.xml'));
const numbering = `${declaration}<w:numbering ${w}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="240"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;

interface StyleOf {
  readonly id: string;
  readonly name: string;
  readonly paragraph?: string;
  readonly run?: string;
}
const style = ({ id, name, paragraph: above = '', run: face = '' }: StyleOf): string => `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:pPr>${above}</w:pPr><w:rPr>${face}</w:rPr></w:style>`;
const grey = '<w:color w:val="5E6875"/>';
const styles = `${declaration}<w:styles ${w}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="19"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${[
  { id: 'Title', name: 'Title', run: '<w:b/><w:sz w:val="34"/>' },
  { id: 'Subtitle', name: 'Subtitle', run: '<w:color w:val="444C57"/><w:sz w:val="22"/>' },
  { id: 'Mark', name: 'Mark', run: '<w:b/><w:sz w:val="22"/>' },
  { id: 'Heading1', name: 'heading 1', paragraph: '<w:keepNext/><w:spacing w:before="360" w:after="100"/><w:outlineLvl w:val="0"/>', run: '<w:b/><w:sz w:val="26"/>' },
  { id: 'Heading2', name: 'heading 2', paragraph: '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="1"/>', run: '<w:b/><w:sz w:val="21"/>' },
  { id: 'Caption', name: 'caption', paragraph: '<w:keepNext/>', run: `${grey}<w:sz w:val="17"/>` },
  { id: 'Aside', name: 'Aside', run: `${grey}<w:sz w:val="17"/>` },
  { id: 'Note', name: 'Note', paragraph: '<w:pBdr><w:left w:val="single" w:sz="12" w:space="6" w:color="B9C0CA"/></w:pBdr>', run: '<w:sz w:val="18"/>' },
  { id: 'Quote', name: 'Quote', paragraph: '<w:spacing w:after="0"/><w:ind w:left="240"/>', run: '<w:sz w:val="17"/>' },
  { id: 'Cell', name: 'Cell', paragraph: '<w:spacing w:after="20"/>', run: '<w:sz w:val="17"/>' },
  { id: 'ListBullet', name: 'List Bullet', paragraph: '<w:spacing w:after="40"/>' },
].map(style).join('')}<w:style w:type="table" w:styleId="Lines"><w:name w:val="Lines"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="6" w:color="B9C0CA"/><w:bottom w:val="single" w:sz="6" w:color="B9C0CA"/><w:insideH w:val="single" w:sz="4" w:color="DFE3E8"/></w:tblBorders><w:tblCellMar><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`;
