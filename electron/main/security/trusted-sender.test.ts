import { describe, expect, it } from 'vitest';
import { isTrusted, requestLimits, withinBounds } from './trusted-sender.ts';

const ours = new Set([1]);
const frame = { main: true, origin: 'app://bundle' };

describe('the sender of a call', () => {
  it('is trusted as the main frame of our window on our own page', () => {
    expect(isTrusted({ contentsId: 1, frame }, ours)).toBe(true);
  });

  it('is refused otherwise', () => {
    expect(isTrusted({ contentsId: 2, frame }, ours)).toBe(false);
    expect(isTrusted({ contentsId: 1, frame: null }, ours)).toBe(false);
    expect(isTrusted({ contentsId: 1, frame: { ...frame, main: false } }, ours)).toBe(false);
    for (const origin of ['https://bundle', 'app://bundle.evil', 'app://other', 'null', '', 'file://']) expect(isTrusted({ contentsId: 1, frame: { main: true, origin } }, ours), origin).toBe(false);
  });
});

describe('the size of a request', () => {
  const small = { characters: 10, members: 10, depth: 3 };

  it('is bounded in characters, members and depth, keys included', () => {
    expect(withinBounds({ a: ['b', 1, true, null] }, small)).toBe(true);
    expect(withinBounds({ a: 'x'.repeat(10) }, small)).toBe(false);
    expect(withinBounds({ ['k'.repeat(11)]: 1 }, small)).toBe(false);
    expect(withinBounds(Array.from({ length: 10 }, () => 0), small)).toBe(false);
    expect(withinBounds([[[[0]]]], small)).toBe(false);
  });

  it('survives a request nested without end', () => {
    const endless: { self?: unknown } = {};
    endless.self = endless;
    expect(withinBounds(endless, requestLimits)).toBe(false);
  });

  it('lets nothing through that is not JSON', () => {
    for (const value of [new Map(), new Uint8Array(4), new Date(0), 1n, () => 0, Symbol('x')]) expect(withinBounds({ value })).toBe(false);
    expect(withinBounds(undefined)).toBe(true);
  });

  it('admits the largest text the contract allows to be saved', () => {
    expect(requestLimits.characters).toBeGreaterThan(50_000_000);
  });
});
