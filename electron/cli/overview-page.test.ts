import { describe, expect, it } from 'vitest';
import type { OverviewSummary } from '#shared/ipc/answers.ts';
import { sevenFields } from '#shared/model/run.ts';
import type { FieldTally, SourceCompleteness } from '#shared/model/source.ts';
import { overviewPage } from './overview-page.ts';

const tally: FieldTally = { recorded: 3, part: 1, inferred: 1, hashOnly: 0, absent: 0 };
const completeness: SourceCompleteness = { sourceKey: 1, name: 'a.jsonl', runs: 5, fields: { trigger: tally, model: tally, output: tally, action: tally, approval: tally, context: tally, outcome: tally } };
const summary: OverviewSummary = {
  case: { id: 'c', name: '<script>alert(1)</script>', path: '/cases/a.case', createdAt: '', createdWith: '', runs: 5, records: 9, sources: 1, journalEntries: 2, journalHead: 'ff', journalHeadAt: null, notices: [] },
  sources: [],
  coverage: { from: null, binNanoseconds: '1', bins: 0, rows: [] },
  completeness: [completeness],
  all: completeness,
  approval: [{ value: 'not recorded', count: 5 }],
  outcome: [],
  actionTypes: [{ value: 'pay" onload="x\u202e', count: 5 }],
  versions: [{ model: null, modelVersion: null, promptTemplate: null, promptVersion: null, runs: 5, firstAt: null, lastAt: null }],
  unknowns: [{ what: 'Runs without an outcome', count: 4, where: null }],
};

describe('the overview page', () => {
  const page = overviewPage(summary, '1.0');

  it('shows evidence as text only', () => {
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('pay&quot; onload=&quot;x\\u202e');
  });

  it('forbids itself to load or run anything', () => {
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(page).not.toMatch(/\b(src|href)=/);
  });

  it('says how many runs record a field, and how many only half', () => {
    expect(page.split('<td>3 (2)</td>')).toHaveLength(1 + 2 * sevenFields.length);
  });

  it('says not recorded where nothing is', () => {
    expect(page).toContain('<td class="none">not recorded</td>');
    expect(page).toContain('Runs without an outcome <b>4</b>');
  });
});
