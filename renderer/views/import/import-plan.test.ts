import { describe, expect, it } from 'vitest';
import type { PreviewItem } from '#shared/ipc/answers.ts';
import { applyMapping, type Choice, chosenItems, itemKey, planItems } from './import-plan.ts';

const recognised: PreviewItem = {
  pathId: 'p1',
  member: null,
  name: 'log.jsonl',
  bytes: 10,
  format: 'native',
  formatTitle: 'Execute-Action records',
  why: 'It says so.',
  ties: [],
  sample: [],
  records: { count: 3, exact: true },
  firstAt: null,
  lastAt: null,
  zoneless: false,
  columns: [],
  mapping: null,
  alreadyImported: false,
  problem: null,
};
const table: PreviewItem = {
  ...recognised,
  pathId: 'p2',
  format: 'mapped',
  columns: ['Id', 'When'],
  mapping: { name: 'm', columns: [{ column: 'Id', target: 'run.id', type: 'text' }], zone: null, recordsAt: null },
};
const only = (item: PreviewItem, choice: Choice = {}) => {
  const [planned] = planItems([item], { [itemKey(item)]: choice });
  if (planned === undefined) throw new Error('no plan');
  return planned;
};

describe('an import plan', () => {
  it('takes what was recognised and leaves out what was imported before, unless it is asked for', () => {
    expect(only(recognised)).toMatchObject({ include: true, obstacle: null, format: 'native' });
    const before = { ...recognised, alreadyImported: true };
    expect(only(before).include).toBe(false);
    expect(only(before, { include: true }).include).toBe(true);
  });

  it('never decides a tie by itself', () => {
    const tied = { ...recognised, ties: ['tau-bench'] };
    expect(only(tied)).toMatchObject({ format: null, include: true, formats: ['native', 'tau-bench'] });
    expect(chosenItems([only(tied)])).toEqual([]);
    expect(chosenItems([only(tied, { format: 'tau-bench' })])).toMatchObject([{ format: 'tau-bench', mapping: null }]);
  });

  it('does not import what nothing recognised, nor what could not be read', () => {
    expect(only({ ...recognised, format: null })).toMatchObject({ include: false, obstacle: 'No format recognised it.' });
    expect(only({ ...recognised, problem: { code: 'zip-bomb', message: 'Too large.' } }).obstacle).toBe('Too large.');
  });

  it('offers mapping by hand for whatever has columns, and insists on one mapped column', () => {
    const unrecognised = { ...table, format: null, mapping: null };
    expect(only(unrecognised).formats).toEqual(['mapped']);
    expect(only(unrecognised, { format: 'mapped' })).toMatchObject({ obstacle: 'No column is mapped yet.', mapping: { columns: [{ column: 'Id' }, { column: 'When' }] } });
  });

  it('hands the zone both to the item and to its mapping', () => {
    expect(chosenItems([only(table, { zone: 'Europe/Berlin' })])).toMatchObject([{ zone: 'Europe/Berlin', mapping: { zone: 'Europe/Berlin' } }]);
    expect(only(table, { zone: 'Europe/Atlantis' }).obstacle).toBe('“Europe/Atlantis” is not a time zone.');
    expect(only(table, { zone: 'local' }).obstacle).toContain('not a time zone');
  });

  it('drops a mapping when another format is chosen', () => {
    expect(chosenItems([only({ ...table, ties: ['native'] }, { format: 'native' })])).toMatchObject([{ format: 'native', mapping: null }]);
  });
});

describe('a saved mapping', () => {
  it('leaves columns it does not know unmapped and loses none of its own', () => {
    const saved = { name: 's', columns: [{ column: 'Gone', target: 'run.id', type: 'text' }], zone: 'UTC', recordsAt: null } as const;
    expect(applyMapping(saved, ['New']).columns).toEqual([
      { column: 'Gone', target: 'run.id', type: 'text' },
      { column: 'New', target: null, type: 'text' },
    ]);
  });
});
