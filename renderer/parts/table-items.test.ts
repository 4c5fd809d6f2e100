import { describe, expect, it } from 'vitest';
import { moveIn, tableItems } from './table-items.ts';

describe('what a table draws', () => {
  it('puts one head before each stretch of rows of a group', () => {
    const rows = ['mon', 'mon', 'tue', 'mon'];
    expect(tableItems(rows, (row) => row).map((item) => (item.kind === 'group' ? item.group : item.index))).toEqual(['mon', 0, 1, 'tue', 2, 'mon', 3]);
    expect(tableItems(rows)).toHaveLength(4);
  });
});

describe('keys in a table', () => {
  it('stop at both ends', () => {
    expect(moveIn('ArrowUp', 0, 5, 3, true)).toBe(0);
    expect(moveIn('PageDown', 3, 5, 3, true)).toBe(4);
    expect(moveIn('End', 0, 5, 3, true)).toBe(4);
  });

  it('take the first row when nothing is selected yet', () => {
    expect(moveIn('j', -1, 5, 3, true)).toBe(0);
    expect(moveIn('ArrowUp', -1, 5, 3, true)).toBe(0);
  });

  it('leave j and k alone when single letters are off, and every key in an empty table', () => {
    expect(moveIn('j', 0, 5, 3, false)).toBeNull();
    expect(moveIn('ArrowDown', 0, 5, 3, false)).toBe(1);
    expect(moveIn('j', -1, 0, 3, true)).toBeNull();
    expect(moveIn('x', 0, 5, 3, true)).toBeNull();
  });
});
