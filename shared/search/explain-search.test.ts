import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainSearch, surveyedTerms } from './explain-search.ts';
import { parseSearch } from './parse-search.ts';

describe('the words for a search', () => {
  it('say what is matched, and that "not" includes what is not recorded', () => {
    expect(explained('missing:approval amount:>500')).toBe('runs of which nothing is recorded of Approval and whose amount is above 500, any currency');
    expect(explained('approval:not-recorded')).toBe('runs whose approval is not recorded');
    expect(explained('-agent:bot')).toBe('runs whose agent is not “bot”, or is not recorded');
    expect(explained('customer:44821 (is:starred OR tag:x)')).toBe('runs that name customer “44821” and (starred by an analyst or whose tag is “x”)');
    expect(explained('text:"refund twice"')).toBe('runs whose texts hold the word “refund” and the word “twice”, in any order, ignoring case');
    expect(explained('at:2026-03-17')).toBe('runs whose start is at or after 2026-03-17T00:00:00Z and before 2026-03-18T00:00:00Z');
    expect(explained('')).toBe('all runs');
  });

  it('name the terms that only the survey can answer', () => {
    const parsed = parseSearch('agent:x country:de (score:>1 OR -text:a) amount:>3');
    expect(parsed.ok && surveyedTerms(parsed.search)).toEqual(['country', 'score', 'the words of texts']);
  });

  it('exist for every search that can be read', () => {
    const term = fc.constantFrom('a', '-b', 'agent:x', 'missing:score', 'has:agent', 'text:z*', 'is:tagged', 'comment:*', 'amount:1..2', 'decided:<2026', 'variant:*', '(a OR -c)', 'source:#3', '-integrity:failed');
    fc.assert(fc.property(fc.array(term, { minLength: 1, maxLength: 6 }), (terms) => {
        expect(explained(terms.join(' '))).toMatch(/^runs ./);
      }), { numRuns: 300, seed: 5 });
  });
});

function explained(text: string): string {
  const parsed = parseSearch(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return explainSearch(parsed.search);
}
