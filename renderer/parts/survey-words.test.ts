import { describe, expect, it } from 'vitest';
import { surveyWords } from './survey-words.ts';

describe('the words for a survey', () => {
  it('say how far it is and why, and nothing once it is whole', () => {
    expect(surveyWords({ kind: 'whole', runs: 3 })).toBeNull();
    expect(surveyWords({ kind: 'under way', runs: 300, total: 2348, jobId: 'j' })).toBe('The survey is under way: 300 of 2 348 runs.'.replace('2 348', '2\u202f348'));
    expect(surveyWords({ kind: 'not made', runs: 0, total: 3, why: 'it was cancelled' })).toBe('The runs are not surveyed (0 of 3): it was cancelled.');
  });
});
