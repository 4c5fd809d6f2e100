import { describe, expect, it } from 'vitest';
import { parseSearch } from '#shared/search/parse-search.ts';
import type { RunRow } from '#shared/model/run.ts';
import { termText } from '../../parts/search-terms.ts';
import { runColumns } from '../../state/runs-table-state.ts';
import { facetRows } from './facet-rows.ts';
import { rowTop } from './row-place.ts';
import { termOf } from './run-terms.ts';
import { runsCountText } from './runs-count-text.ts';
import { standingWords } from './standing-words.ts';

const run: RunRow = {
  id: 'a', externalId: 'RF "1"', startedAt: '1773757102118000000', executedAt: null, endedAt: null, actionType: 'refund', pattern: null, environment: null, agent: null,
  model: 'support-refunds', modelVersion: null, promptTemplate: 'refund-triage', promptVersion: 'v14', approvalClass: 'not recorded', approver: null, ruleId: null, outcome: 'not executed',
  amount: '340.00', currency: 'EUR', subject: 'customer:44821', furtherSubjects: [], system: null, targetRecord: null, fields: 'rrrraaa', recordedFields: 4, source: 'same name.jsonl', sourceKey: 3, sources: 1, records: 1, contradictions: 0, failedRecords: 0,
};

describe('the term of a cell', () => {
  it('can be read as a search for every column, whatever is recorded or not', () => {
    for (const column of runColumns) {
      const term = termOf(column, run);
      if (term !== null) expect(parseSearch(termText(term)).ok, `${column}: ${termText(term)}`).toBe(true);
    }
  });

  it('names versions with their model, sources by number, days in UTC, and what is not recorded as that', () => {
    const text = (column: (typeof runColumns)[number]): string | null => {
      const term = termOf(column, run);
      return term === null ? null : termText(term);
    };
    expect([text('model'), text('prompt'), text('source'), text('time'), text('record'), text('approval'), text('fields'), text('records')]).toEqual([
      'model:support-refunds@',
      'prompt:refund-triage@v14',
      'source:#3',
      'at:2026-03-17',
      'record:not-recorded',
      'approval:not-recorded',
      'missing:approval',
      null,
    ]);
  });
});

describe('a facet', () => {
  const facet = { field: 'action', title: 'Action', values: [{ value: 'refund', label: 'refund', count: 8 }, { value: 'not-recorded', label: 'not recorded', count: 2 }], more: 0 };

  it('ticks what the search asks for and keeps a chosen value it does not count, without a number', () => {
    const rows = facetRows(facet, 'action', '(action:refund OR action:gone)');
    expect(rows.map(({ label, count, chosen }) => [label, count, chosen])).toEqual([['refund', 8, true], ['gone', null, true], ['not recorded', 2, false]]);
  });

  it('keeps the version of a model or prompt apart from its name', () => {
    const values = [{ value: 'refund-triage@v14', label: 'refund-triage · v14', count: 3 }, { value: '@v2', label: '· v2', count: 1 }, { value: 'plain@', label: 'plain', count: 1 }, { value: 'old@', label: 'old · no version', count: 1 }];
    const rows = facetRows({ field: 'prompt', title: 'Prompt', values, more: 0 }, 'prompt', 'prompt:v14');
    expect(rows.map(({ label, version, count }) => [label, version, count])).toEqual([['v14', null, null], ['refund-triage', 'v14', 3], ['· v2', null, 1], ['plain', null, 1], ['old', 'no version', 1]]);
  });

  it('asks for runs without a value by the word the search knows', () => {
    expect(facetRows(facet, 'action', '').map(({ term }) => termText(term))).toEqual(['action:refund', 'action:not-recorded']);
  });
});

describe('the header', () => {
  it('never passes loaded rows for counted ones', () => {
    expect(runsCountText(null, 200, true)).toEqual({ matching: 'counting…', loaded: '200 loaded, more below' });
    expect(runsCountText({ matching: 312, total: 48120 }, 312, false)).toEqual({ matching: '312 of 48\u202f120', loaded: 'all 312 loaded' });
    expect(runsCountText({ matching: 5, total: 5 }, 5, false).matching).toBe('5 runs');
  });
});

describe('the place of a row', () => {
  it('counts the heads of the days above it', () => {
    const rows = ['a', 'b', 'c'].map((id) => ({ ...run, id }));
    expect(rowTop(rows, (row) => (row.id === 'a' ? 'one' : 'two'), 'c')).toBe(24 + 28 + 24 + 28);
    expect(rowTop(rows, undefined, 'c')).toBe(56);
    expect(rowTop(rows, undefined, 'not loaded')).toBeNull();
  });
});

describe('what a search rests on', () => {
  const standing = { explanation: '', needs: ['the words of texts'], surveyed: 1200, total: 2348, whole: false, texts: { by: 'index' as const, cut: 0 } };

  it('is said exactly where runs are not searched yet, and whether they will be', () => {
    expect(standingWords(standing, true)).toBe('At least these. The words of texts are read from the vault for 1\u202f200 of 2\u202f348 runs; 1\u202f148 are not searched yet, and the list grows as they are read.');
    expect(standingWords({ ...standing, needs: ['score'], surveyed: 2347 }, false)).toContain('Score is read from the vault for 2\u202f347 of 2\u202f348 runs; 1 is not searched until it is read.');
    expect(standingWords({ ...standing, whole: true }, false)).toBeNull();
    expect(standingWords({ ...standing, whole: true, texts: { by: 'index', cut: 2 } }, false)).toBe('2 runs have more words than the index holds and may be missed.');
  });
});
