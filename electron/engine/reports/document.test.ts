import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentSaying, hostileTexts } from '../../../test/support/report-document.ts';
import { citations, say, textOf, textsOf } from './document.ts';
import { cssString } from './document-style.ts';
import { documentHtml } from './to-html.ts';
import { documentMarkdown, text } from './to-markdown.ts';

const foreign = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileTexts));

describe('a document', () => {
  it('keeps the pieces of a sentence apart and numbers a record once', () => {
    const cited = citations();
    const record = { source: 'a.jsonl', sourceKey: 1, offset: 0, length: 10, sha256: 'ab'.repeat(32), about: 'the refund' };
    expect(textOf(say`x ${cited.cite(record)} y ${cited.cite({ ...record, offset: 10 })} z ${cited.cite({ ...record, about: 'again' })}`)).toBe('x [E-1] y [E-2] z [E-1]');
    expect(cited.records.map(({ n, offset, about }) => [n, offset, about])).toEqual([[1, 0, 'the refund'], [2, 10, 'the refund']]);
  });

  it('tells its own wording from recorded text', () => {
    const texts = textsOf(documentSaying('x')).map((one) => one.text);
    expect(texts).toContain('x is said by [E-1], ….');
    expect(texts).toContain('28 runs without a version');
  });
});

describe('as HTML', () => {
  const page = documentHtml(documentSaying('Wrong refunds'));

  it('carries no script and no address, and allows the one style it has by hash', () => {
    expect(page).not.toMatch(/<script|https?:|src=|@import|url\(| style=| on\w+=/iu);
    expect([...page.matchAll(/href="([^"]*)"/gu)].map(([, to]) => to?.[0])).toEqual(['#', '#', '#', '#', '#']);
    const style = page.split('<style>')[1]?.split('</style>')[0] ?? '';
    expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${createHash('sha256').update(style).digest('base64')}&#39;`);
  });

  it('prints counts of what is left out, states, bases and what is empty', () => {
    for (const words of ['Showing 1 of 8; 7 are left out here.', 'at least 312', 'lower bound', 'q1 · cdcdcdcd', 'unknown yet', '<strong>nothing recorded</strong>: no entry was made', 'href="#e-1">[E-1]</a>', 'id="e-1"']) expect(page).toContain(words);
  });

  it('is never changed in shape by hostile text', () => {
    const shape = (text: string): string => documentHtml(documentSaying(text)).replaceAll(/<style>[\s\S]*?<\/style>/gu, '').replaceAll(/sha256-[^;]*;/gu, '').replaceAll(/aria-label="[^"]*"/gu, '').replaceAll('<br>', '').replaceAll(/>[^<]*</gu, '><');
    const calm = shape('x');
    fc.assert(fc.property(foreign, (text) => text === '' || shape(text) === calm), { seed: 3 });
  });

  it('keeps hostile text inside the strings of the printed margin', () => {
    fc.assert(fc.property(foreign, (text) => /^"(?:[A-Za-z0-9 ]|\\[0-9a-f]{1,6} )*"$/u.test(cssString(text))), { seed: 4 });
  });
});

describe('as Markdown', () => {
  it('says the same as the page', () => {
    const written = documentMarkdown(documentSaying('Wrong refunds'));
    for (const words of ['# Wrong refunds', '**DRAFT**', '\\[E-1\\]', 'at least 312', '| `what` | What happened | Wrong refunds | unknown yet |', 'Showing 1 of 8; 7 are left out here.', '**nothing recorded**: no entry was made', 'ab'.repeat(32)]) expect(written).toContain(words);
  });

  it('lets hostile text make no heading, link, image, HTML or table cell', () => {
    expect(text('[a](javascript:x)')).toBe('\\[a\\](javascript:x)');
    expect(text('![x](http://x)')).toBe('\\!\\[x\\](http\\://x)');
    expect(text('# x')).toBe('\\# x');
    expect(text('1. x')).toBe('1\\. x');
    expect(text('- x')).toBe('\\- x');
    expect(text('a | <b>')).toBe('a \\| \\<b\\>');
    const lines = (said: string): number => documentMarkdown(documentSaying(said)).split('\n').filter((line) => !line.startsWith('>')).length;
    fc.assert(fc.property(foreign, (said) => said.trim() === '' || lines(said) === lines('x')), { seed: 5 });
  });
});
