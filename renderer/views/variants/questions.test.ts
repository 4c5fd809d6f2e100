import { describe, expect, it } from 'vitest';
import { parseSearch } from '#shared/search/parse-search.ts';
import { isAsked, readyQuestions, toggleQuestion } from './questions.ts';

describe('ready questions', () => {
  it('are searches that are understood', () => {
    for (const { terms } of readyQuestions) expect(parseSearch(terms.join(' '))).toMatchObject({ ok: true });
  });

  it('are added to what was asked, and taken out again without touching it', () => {
    for (const question of readyQuestions) {
      const asked = toggleQuestion('agent:"bot 7" (action:a OR action:b)', question);
      expect(isAsked(asked, question)).toBe(true);
      expect(toggleQuestion(asked, question)).toBe('agent:"bot 7" (action:a OR action:b)');
    }
  });

  it('narrow alternatives as a whole', () => {
    expect(toggleQuestion('agent:a OR agent:b', { title: 'x', terms: ['variant:*i*'] })).toBe('(agent:a OR agent:b) variant:*i*');
  });
});
