import { describe, expect, it } from 'vitest';
import type { VaultItem } from '#shared/model/case.ts';
import { checkSentence, dataText, meaningOf } from './journal-words.ts';
import { checkWords, vaultSummary } from './vault-words.ts';

const item = (check: VaultItem['check']): VaultItem => ({ sha256: 'a', name: 'a', bytes: 1, importedAt: '0', readOnly: true, check });

describe('what is said of the vault', () => {
  it('names the bad ones first and does not call unchecked files good', () => {
    expect(vaultSummary([item('unchanged'), item('not checked'), item('changed'), item('missing')], false)).toBe(
      '4 files: 1 changed since import, 1 missing, 1 with the same bytes as at import, 1 not hashed again since the case was opened',
    );
    expect(checkWords('not checked').verdict).toBe('not checked');
    expect(vaultSummary([], false)).toBe('');
  });
});

describe('what is said of the journal', () => {
  it('is what was checked, no more', () => {
    expect(checkSentence({ entries: 214, headHash: 'a', firstFailure: null, keys: ['k'] })).toBe('214 entries: each hash fits its entry, each entry names the one before it, each signature fits the one key below.');
    expect(checkSentence({ entries: 0, headHash: null, firstFailure: null, keys: [] })).toBe('There is nothing to check.');
  });

  it('leads with the first failure', () => {
    expect(checkSentence({ entries: 9, headHash: 'a', firstFailure: { seq: 3, line: 3, what: 'its hash does not fit' }, keys: ['k'] })).toBe('Fails at entry 3, line 3: its hash does not fit');
  });

  it('draws no conclusion from a journal that fails', () => {
    const broken = { entries: 9, headHash: 'a', firstFailure: { seq: 3, line: 3, what: 'x' }, keys: ['k'] };
    expect(meaningOf(broken)).toMatch(/^The entries before 3 still fit together/);
    expect(meaningOf(broken)).not.toContain('It shows that nothing was changed');
    expect(meaningOf({ ...broken, firstFailure: null })).toContain('cannot show');
  });

  it('puts an entry’s data on one line', () => {
    expect(dataText({ name: 'log.jsonl', read: 3, mapping: null, list: [1, 'a'] })).toBe('name log.jsonl · read 3 · mapping null · list [1,"a"]');
  });
});
