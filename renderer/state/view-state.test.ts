import { beforeEach, describe, expect, it } from 'vitest';
import { adjustPlace, goBack, goForward, goTo, resetPlace, useView } from './view-state.ts';

const place = () => useView.getState().place;

describe('where the person is', () => {
  beforeEach(resetPlace);

  it('can be gone back over, step by step, and forward again', () => {
    goTo({ view: 'runs' });
    goTo({ run: 'a' });
    goBack();
    expect(place()).toMatchObject({ view: 'runs', run: null });
    goBack();
    expect(place().view).toBe('overview');
    goForward();
    goForward();
    expect(place()).toMatchObject({ view: 'runs', run: 'a' });
  });

  it('leaves no step for typing, for staying, or beyond either end', () => {
    adjustPlace({ where: 'action:refund' });
    goTo({ view: 'overview' });
    expect(useView.getState().past).toEqual([]);
    goBack();
    goForward();
    expect(place().where).toBe('action:refund');
  });

  it('is about something until another view is shown, and again after going back', () => {
    goTo({ view: 'runs', about: 'customer:1' });
    goTo({ run: 'a' });
    expect(place().about).toBe('customer:1');
    goTo({ view: 'evidence' });
    expect(place().about).toBeNull();
    goBack();
    expect(place().about).toBe('customer:1');
  });

  it('forgets the way forward once another way is taken', () => {
    goTo({ view: 'runs' });
    goBack();
    goTo({ view: 'evidence' });
    goForward();
    expect(place().view).toBe('evidence');
  });
});
