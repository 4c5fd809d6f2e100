import type { ReportDocument } from '#shared/model/document.ts';
import { cite, mono, nothing, paragraph, say, strong } from '../../electron/engine/reports/document.ts';

/** A document with every kind of block in it, each of whose foreign texts is `text`. */
export function documentSaying(text: string): ReportDocument {
  return {
    title: text,
    subtitle: text,
    running: text,
    mark: 'DRAFT',
    author: null,
    cover: [{ label: 'Case', words: say`${text} ${mono(text)} ${strong(text)} ${cite(1)}` }],
    evidence: [{ n: 1, source: text, sourceKey: 1, offset: 12, length: 34, sha256: 'ab'.repeat(32), about: text }],
    sections: [
      {
        id: '1', title: text, blocks: [
          { kind: 'heading', text },
          paragraph`${text} is said by ${cite(1)}, ${mono(text)}.`,
          { kind: 'aside', words: say`${text}` },
          { kind: 'note', words: say`${text}: candidate, confirm with counsel` },
          { kind: 'list', items: [say`${text}`, say`second`] },
          { kind: 'pairs', rows: [{ label: 'Label', words: say`${text}` }] },
          { kind: 'table', caption: 'Runs', columns: [{ title: 'Run', align: 'start', mono: true }, { title: 'Amount', align: 'end' }], rows: [[say`${text}`, say`-12.50`]], leftOut: 7 },
          { kind: 'figures', caption: 'Figures', rows: [{ id: 'f', label: text, value: 'at least 312', basis: 'lower bound', query: 'q1', sha256: 'cd'.repeat(32), because: say`28 runs without a version` }] },
          { kind: 'fields', sheet: 'gdpr-33', title: 'GDPR 33', rows: [{ id: 'what', name: 'What happened', fill: 'H', status: 'unknown yet', value: text, because: say`${text}`, asked: '33(3)(a)', mandatory: 'mandatory' }] },
          { kind: 'picture', title: text, width: 100, height: 40, shapes: [{ kind: 'rect', role: 'hollow', x: 1, y: 1, width: 20, height: 10 }, { kind: 'line', role: 'axis', x1: 0, y1: 30, x2: 100, y2: 30 }, { kind: 'text', role: 'text', x: 2, y: 9, anchor: 'start', text }], list: [say`${text}`] },
          { kind: 'quote', text, from: say`the record ${cite(1)}` },
          nothing('nothing recorded', 'no entry was made'),
        ],
      },
      { id: 'E4', title: 'Cited records', blocks: [{ kind: 'evidence' }] },
    ],
  };
}

export const hostileTexts = ['<img src=x onerror=alert(1)>', '"><script>', "'onload='x", '</style><style>', '</title><script>x</script>', '<!--', ']]>', '&lt;', '"}@page{', '\\"; content: url(http://x)', '[a](javascript:x)', '![x](http://x/y.png)', '# head', '- item\n\n# head', '| a | b |', '`a`|`', '=cmd()', 'https://x.example www.x.example', '\u202eabc\u0000\u200b'];
