import { expect, it } from 'vitest';
import type { SqlRows } from '../../state/sql-state.ts';
import { answerWords } from './answer-words.ts';
import { columnWidth } from './column-width.ts';
import { insertedAt } from './inserted-at.ts';

const rows = (count: number, more: boolean): SqlRows => ({ kind: 'rows', columns: [{ name: 'n', kind: 'number' }], rows: Array.from({ length: count }, (_, n) => [String(n)]), more, milliseconds: 1, cost: 1 });

it('says that a cut result is cut, and why', () => {
  expect(answerWords(rows(1, false))).toBe('1 row');
  expect(answerWords(rows(5000, false))).toBe('5\u202f000 rows');
  expect(answerWords(rows(5000, true))).toBe('first 5\u202f000 of at least 5\u202f001 rows');
  expect(answerWords(rows(500, true))).toContain('too long');
});

it('gives a column the width of its longest value, within bounds', () => {
  expect(columnWidth({ name: 'n', kind: 'number' }, ['1', null])).toBe(64);
  expect(columnWidth({ name: 'n', kind: 'text' }, ['x'.repeat(900)])).toBe(320);
  expect(columnWidth({ name: 'a_long_name_of_a_column', kind: 'number' }, [])).toBeGreaterThan(170);
});

it('inserts a name at the caret, and replaces what is selected', () => {
  expect(insertedAt('SELECT FROM runs', 'amount', 6, 6)).toEqual({ after: 'SELECT amount FROM runs', caret: 13 });
  expect(insertedAt('SELECT old FROM runs', 'amount', 7, 10)).toEqual({ after: 'SELECT amount FROM runs', caret: 13 });
});
