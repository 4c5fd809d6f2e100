import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variantLetters } from '#shared/model/run-facts.ts';
import { variantMarks, variantRemarks } from './variant-remarks.ts';

const words = (variant: string): readonly string[] => variantRemarks(variant).map((remark) => remark.words);
const drawn = (variant: string): string => variantMarks(variant, 50).marks.map(({ letter, times, kind }) => (letter === null ? `(${kind})` : times > 1 ? `${letter}${times}` : letter)).join(' ');

describe('a sequence of stages in words', () => {
  it('has nothing to remark where every stage is recorded in its place', () => {
    expect(words('tmohxs')).toEqual([]);
    expect(words('tmorxs')).toEqual([]);
  });

  it('tells no approval recorded from an explicit none, and both from a later approval', () => {
    expect(words('tmoxs')).toEqual(['executed, no approval recorded']);
    expect(words('tmonxs')).toEqual(['explicitly without approval']);
    expect(words('tmoxhs')).toEqual(['approved after execution']);
    expect(words('tmorxhs')).toEqual([]);
  });

  it('names a rejection that was followed by an execution, and not one that was overruled', () => {
    expect(words('tmojxs')).toContain('executed after a rejection');
    expect(words('tmojhxs')).not.toContain('executed after a rejection');
    expect(words('tmoxjs')).not.toContain('executed after a rejection');
  });

  it('does not say of a rejected draft that it was executed where its outcome may say that it was not', () => {
    expect(words('tmojxu')).toEqual(['rejected']);
  });

  it('names what no record speaks of', () => {
    expect(words('tmohx')).toEqual(['executed, no outcome recorded']);
    expect(words('tmoh')).toEqual(['approved, no execution recorded']);
    expect(words('')).toEqual(['no stage is recorded']);
  });

  it('says of a sequence cut off at its end that it is cut off, not that something is absent', () => {
    expect(words(`${'mox'.repeat(66)}mo+`)).toEqual(['executed 66 times', 'cut off: more than 200 stages']);
  });
});

describe('a sequence of stages as marks', () => {
  it('draws the place of a stage no record speaks of where that stage would stand', () => {
    expect(drawn('tmohxs')).toBe('t m o h x s');
    expect(drawn('oxs')).toBe('(trigger) (model) o (decision) x s');
    expect(drawn('tmo')).toBe('t m o (decision) (execution) (outcome)');
    expect(drawn('tmoxhs')).toBe('t m o x h s');
  });

  it('counts what follows itself, and what it does not draw', () => {
    expect(drawn('tmooohxxs')).toBe('t m o3 h x2 s');
    expect(variantMarks('tmohxshxs', 4)).toMatchObject({ undrawn: 5 });
  });

  it('never loses a stage', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(variantLetters))), fc.integer({ min: 1, max: 30 }), (letters, most) => {
        const { marks, undrawn } = variantMarks(letters.join(''), most);
        expect(marks.reduce((sum, { times }) => sum + times, undrawn)).toBe(letters.length);
      }),
    );
  });
});
