import type { Block, CitedRecord, Inline, ReportDocument, Words } from '#shared/model/document.ts';

export type * from '#shared/model/document.ts';

type Piece = string | number | Inline | Words;

/** Words from a template: `` say`${cite(3)} decided ${mono(time)}` ``. Every piece is text; nothing in it is markup. */
export function say(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Words {
  return joined(literals.flatMap((literal, index) => [...plain(literal), ...(index < pieces.length ? wordsOf(pieces[index] ?? '') : [])]));
}

export function plain(text: string): Words {
  return text === '' ? [] : [{ kind: 'text', text }];
}

export function mono(text: string): Inline {
  return { kind: 'mono', text };
}

export function strong(text: string): Inline {
  return { kind: 'strong', text };
}

export function cite(n: number): Inline {
  return { kind: 'cite', n };
}

export function paragraph(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Block {
  return { kind: 'paragraph', words: say(literals, ...pieces) };
}

export function nothing(what: 'nothing recorded' | 'not examined', why: string): Block {
  return { kind: 'nothing', what, why };
}

/** As plain text, for formats that know no faces, and for the wording check. */
export function textOf(words: Words): string {
  return words.map((inline) => (inline.kind === 'cite' ? `[E-${inline.n}]` : inline.text)).join('');
}

/** Numbers records in the order they are first cited; the same record is cited by the same number. */
export interface Citations {
  cite(record: Omit<CitedRecord, 'n'>): Inline;
  readonly records: readonly CitedRecord[];
}

export function citations(): Citations {
  const byPlace = new Map<string, CitedRecord>();
  return {
    cite(record) {
      const place = `${record.sourceKey}:${record.offset}:${record.length}`;
      const known = byPlace.get(place) ?? { ...record, n: byPlace.size + 1 };
      byPlace.set(place, known);
      return cite(known.n);
    },
    get records() {
      return [...byPlace.values()];
    },
  };
}

/** Every piece of text a document prints, with the place it stands at. Text of records comes marked, so that nobody holds it against us. */
export function textsOf({ title, subtitle, cover, sections }: ReportDocument): readonly { readonly where: string; readonly text: string }[] {
  return [
    { where: 'title', text: title },
    { where: 'title', text: subtitle },
    ...cover.map(({ label, words }) => ({ where: 'cover', text: `${label}: ${ownText(words)}` })),
    ...sections.flatMap((section) => [{ where: section.id, text: section.title }, ...section.blocks.flatMap(blockTexts).map((text) => ({ where: section.id, text }))]),
  ];
}

/** Mono text is recorded or computed (ids, values, names), not our wording. */
function ownText(words: Words): string {
  return words.map((inline) => (inline.kind === 'mono' ? '…' : inline.kind === 'cite' ? `[E-${inline.n}]` : inline.text)).join('');
}

function blockTexts(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text];
    case 'paragraph':
    case 'aside':
    case 'note':
      return [ownText(block.words)];
    case 'list':
      return block.items.map(ownText);
    case 'pairs':
      return block.rows.map(({ label, words }) => `${label}: ${ownText(words)}`);
    case 'table':
      return [block.caption, ...block.columns.map(({ title }) => title), ...block.rows.flatMap((row) => row.map(ownText))];
    case 'figures':
      return [block.caption, ...block.rows.flatMap(({ label, value, because }) => [label, value, ownText(because)])];
    case 'fields':
      return [block.title, ...block.rows.flatMap(({ because }) => [ownText(because)])];
    case 'picture':
      return [block.title, ...block.list.map(ownText)];
    case 'quote':
      return [ownText(block.from)];
    case 'nothing':
      return [block.what, block.why];
    case 'evidence':
      return [];
  }
}

/** Neighbours of one kind become one. */
function joined(words: Words): Words {
  const out: Inline[] = [];
  for (const inline of words) {
    const last = out.at(-1);
    if (last?.kind === 'text' && inline.kind === 'text') out[out.length - 1] = { kind: 'text', text: last.text + inline.text };
    else out.push(inline);
  }
  return out;
}

function wordsOf(piece: Piece): Words {
  if (typeof piece === 'string') return plain(piece);
  if (typeof piece === 'number') return plain(String(piece));
  return 'kind' in piece ? [piece] : piece;
}
