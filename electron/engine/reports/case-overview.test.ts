import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OverviewSummary } from '#shared/ipc/answers.ts';
import type { FieldTally } from '#shared/model/source.ts';
import { caseOverviewHtml, percent } from './case-overview.ts';
import { escapeText } from './html.ts';
import { pageColours, pageStyle } from './page-style.ts';

const tally = (recorded: number, absent: number): FieldTally => ({ recorded, part: 0, inferred: 0, hashOnly: 0, absent });
const fields = { trigger: tally(10, 0), model: tally(9, 1), output: tally(5, 5), action: tally(10, 0), approval: tally(0, 10), context: { recorded: 6, part: 1, inferred: 1, hashOnly: 1, absent: 1 }, outcome: tally(1, 9) };

function summaryNamed(text: string): OverviewSummary {
  return {
    case: { id: 'c-1', name: text, path: '/x.case', createdAt: '2026-03-21T00:00:00Z', createdWith: '0.1.0', runs: 10, records: 12_345, sources: 1, journalEntries: 3, journalHead: 'ab'.repeat(32), journalHeadAt: null, notices: [] },
    sources: [
      { sourceKey: 1, name: text, sha256: 'cd'.repeat(32), vaultSha256: 'cd'.repeat(32), bytes: 4_567_890, format: 'native', formatTitle: text, detection: text, read: 12, accepted: 10, rejected: 1, duplicate: 1, runs: 10, firstAt: '1773100800000000000', lastAt: '1773100801000000000', withoutTime: 2, zoneAssumption: null, zonelessTimes: 3, importedAt: '2026-03-21T00:00:00Z', incomplete: [], clock: null, integrity: 'no mechanism' },
    ],
    coverage: { from: '1773100800000000000', binNanoseconds: '1000000000', bins: 3, rows: [{ sourceKey: 1, counts: [5, 0, 7], withoutTime: 2 }] },
    completeness: [{ sourceKey: 1, name: text, runs: 10, fields }],
    all: { sourceKey: 0, name: 'all', runs: 10, fields },
    approval: [{ value: text, count: 10 }],
    outcome: [{ value: 'not recorded', count: 9 }],
    actionTypes: [{ value: text, count: 10 }],
    versions: [{ model: text, modelVersion: null, promptTemplate: null, promptVersion: null, runs: 10, firstAt: null, lastAt: null }],
    unknowns: [{ what: text, count: 4, where: text }],
  };
}

describe('the case overview page', () => {
  it('states its figures, and what is missing as missing', () => {
    const page = caseOverviewHtml(summaryNamed('Wrong refunds'), '2026-03-21T12:00:00Z');
    for (const words of ['Wrong refunds', '12\u202f345', '4\u202f567\u202f890 bytes', 'not in source', '1 hash only', '2 records without a time', '3 times state no zone, none was assumed', 'version not recorded', 'This page was written 2026-03-21T12:00:00Z', 'ab'.repeat(32)]) expect(page).toContain(words);
  });

  it('carries no script and no address, and allows the one style it has by hash', () => {
    const page = caseOverviewHtml(summaryNamed('x'));
    expect(page).not.toMatch(/<script|https?:|src=|href=|@import|url\(| style=| on\w+=/iu);
    expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${createHash('sha256').update(pageStyle).digest('base64')}&#39;`);
    expect(page.split('<style>')[1]?.split('</style>')[0]).toBe(pageStyle);
  });

  it('never lets evidence become markup: hostile text adds no tag and no attribute', () => {
    const shape = (page: string): string => page.replaceAll(/>[^<]*</gu, '><').replace(/<style>[\s\S]*<\/style>/u, '');
    const calm = shape(caseOverviewHtml(summaryNamed('x')));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<img src=x onerror=alert(1)>', '"><script>', "'onload='x", '</style><style>', '</title><script>x</script>', '<!--', ']]>', '&lt;')), (text) => shape(caseOverviewHtml(summaryNamed(text))) === calm),
      { seed: 11 },
    );
  });

  it('shows what hides or reverses text', () => {
    expect(escapeText('a\u202eb\u0000c\u200bd<&>"\'')).toBe('a⟨U+202E⟩b⟨U+0000⟩c⟨U+200B⟩d&lt;&amp;&gt;&quot;&#39;');
  });

  it('never rounds a part up to all or down to none', () => {
    expect([percent(0, 9), percent(9, 9), percent(1, 100_000), percent(99_999, 100_000), percent(1, 3), percent(1, 2), percent(0, 0)]).toEqual(['0 %', '100 %', '< 0.1 %', '> 99.9 %', '33.3 %', '50 %', '–']);
  });

  it('has the colours of the window', () => {
    const tokens = readFileSync(join(import.meta.dirname, '../../../renderer/theme/tokens.css'), 'utf8').toLowerCase();
    for (const [name, [light, dark]] of Object.entries(pageColours)) expect(tokens).toMatch(new RegExp(`--${name}:\\s*light-dark\\(${light}, ${dark}\\)`, 'u'));
  });
});
