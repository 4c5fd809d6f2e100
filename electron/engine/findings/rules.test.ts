import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingFamilies } from '#shared/model/finding.ts';
import { plainContext } from '../../../test/support/surveyed-run.ts';
import { findingRules } from './index.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

describe('the rules', () => {
  it('have an id each, and stand together by family', () => {
    const ids = findingRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    const families = findingRules.map(({ family }) => findingFamilies.indexOf(family));
    expect(families).toEqual(families.toSorted((a, b) => a - b));
  });

  it.each(findingRules)('$id looks at one run or at many, and says exactly when', (rule) => {
    expect([rule.ofRun, rule.overRuns].filter((one) => one !== undefined)).toHaveLength(1);
    expect(rule.definition.length).toBeGreaterThan(60);
    expect(rule.basis).not.toBe('');
    expect(`${rule.title}${rule.definition}`).not.toMatch(/caused by|not approved|rubber/i);
    expect(readme).toContain(`- \`${rule.id}\`${rule.overRuns === undefined ? '' : ' *'} (${rule.severity}): ${rule.title}`);
    const missing = rule.needs?.(plainContext) ?? null;
    expect(missing === null || missing.length > 10).toBe(true);
  });
});
