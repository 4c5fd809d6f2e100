import { describe, expect, it } from 'vitest';
import type { VersionEntry } from '#shared/model/version.ts';
import type { VersionRates } from '#shared/model/version-review.ts';
import { reviewSheet, type ReviewSheetFacts } from './review-sheet.ts';
import { documentMarkdown } from './to-markdown.ts';

const ns = (text: string): string => `${Date.parse(text)}000000`;
const entry: VersionEntry = {
  kind: 'rule', name: 'T-1', version: '1', provider: null, from: ns('2026-01-01T00:00:00Z'), until: null, end: 'open', changelog: null, approvedBy: null, text: null,
  conditions: [{ quantity: 'refund amount', operator: '<', value: '100', unit: 'EUR' }], effect: 'approve automatically', owner: 'finance operations', review: 'quarterly', basis: 'registry', rule: null, stated: [], use: null,
};
const side = (k: number, n: number) => ({ k, n, interval: [0.1, 0.2] as const });
const rates: VersionRates = { kind: 'rule', name: 'T-1', version: '1', runs: 12, term: null, rates: { failed: side(1, 12), 'no-approval': side(0, 12), override: side(0, 12), dispute: side(0, 12), 'no-outcome': side(2, 12) } };
const facts: ReviewSheetFacts = {
  caseName: 'a', kind: 'rule', name: 'T-1', quarter: '2026-01..2026-03', from: ns('2026-01-01T00:00:00Z'), until: ns('2026-04-01T00:00:00Z'), population: { runs: 12, all: 400, withoutTime: 3 },
  entries: [entry], contradictions: [], rates: [rates], findings: [{ rule: 'T-1', finding: 'threshold-breach', title: 'Allowed by a rule whose conditions do not hold', runs: 4 }], notChecked: [{ title: 'A rule not adopted', why: 'No registry.' }], madeAt: '2026-04-02T08:00:00Z',
};

describe('the review sheet of an owner', () => {
  it('names owner, population with its denominator, shares with their numbers, exceptions with the search that lists them, and what was not checked', () => {
    const text = documentMarkdown(reviewSheet(facts));
    for (const said of ['finance operations', '12 of 400 runs that began in the quarter name this rule.', '3 further runs name it and record no start', '1 of 12: 8.3 % (10.0–20.0)', 'small numbers', 'Not checked: A rule not adopted. No registry.', 'DRAFT']) expect(text).toContain(said);
    expect(text).toContain('finding:threshold-breach');
  });

  it('says that nothing is recorded where nothing is, and leaves no section out', () => {
    const { sections } = reviewSheet({ ...facts, entries: [], rates: [], findings: [], notChecked: [], population: { runs: 0, all: 0, withoutTime: 0 } });
    expect(sections.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(sections.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === 'nothing')).toHaveLength(3);
  });

  it('does not count exceptions of threshold rules for a model', () => {
    const exceptions = reviewSheet({ ...facts, kind: 'model' }).sections.find(({ id }) => id === '4');
    expect(exceptions?.blocks).toMatchObject([{ kind: 'nothing', what: 'not examined' }]);
  });
});
