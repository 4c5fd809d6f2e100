import { describe, expect, it } from 'vitest';
import { createChosenPaths, withIds, withPaths } from './chosen-paths.ts';

describe('chosen paths', () => {
  it('are named by ids that say nothing and stay the same', () => {
    const paths = createChosenPaths();
    const id = paths.idOf('/evidence/a.jsonl');
    expect(id).not.toContain('evidence');
    expect(paths.idOf('/evidence/a.jsonl')).toBe(id);
    expect(paths.pathOf(id)).toBe('/evidence/a.jsonl');
  });

  it('replace their ids wherever a request carries them', () => {
    const paths = createChosenPaths();
    const [a, b] = [paths.idOf('/a'), paths.idOf('/b')];
    expect(withPaths({ pathId: a, name: 'x' }, paths)).toEqual({ ok: true, value: { pathId: '/a', name: 'x' } });
    expect(withPaths({ pathIds: [a, b] }, paths)).toEqual({ ok: true, value: { pathIds: ['/a', '/b'] } });
    expect(withPaths({ items: [{ pathId: b, member: null }] }, paths)).toEqual({ ok: true, value: { items: [{ pathId: '/b', member: null }] } });
  });

  it('refuse a path written by the page, and an id never handed out', () => {
    const paths = createChosenPaths();
    for (const request of [{ pathId: '/etc/passwd' }, { pathIds: ['path:0'] }, { items: [{ pathId: '' }] }]) expect(withPaths(request, paths)).toMatchObject({ ok: false, problem: { code: 'unknown-path' } });
  });

  it('leave what is no path id alone: a malformed request is the engine’s to refuse', () => {
    const paths = createChosenPaths();
    for (const request of [null, 7, 'x', { pathId: 7 }, { pathIds: 'x' }, { where: 'pathId' }]) expect(withPaths(request, paths)).toEqual({ ok: true, value: request });
  });

  it('hide the paths the engine answers with, row by row', () => {
    const paths = createChosenPaths();
    const answer = withIds([{ pathId: '/cases/x.case', path: '/cases/x.case', name: 'x' }], paths);
    expect(answer).toEqual([{ pathId: paths.idOf('/cases/x.case'), path: '/cases/x.case', name: 'x' }]);
    expect(withIds(null, paths)).toBeNull();
  });
});
