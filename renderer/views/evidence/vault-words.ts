import type { VaultItem } from '#shared/model/case.ts';
import { countedText, countText } from '../../parts/count-text.ts';

interface CheckWords {
  readonly verdict: 'verified' | 'failed' | 'not checked';
  readonly words: string;
}

const words: Readonly<Record<VaultItem['check'], CheckWords>> = {
  unchanged: { verdict: 'verified', words: 'same bytes as at import' },
  changed: { verdict: 'failed', words: 'changed since import' },
  missing: { verdict: 'failed', words: 'the file is gone' },
  'not checked': { verdict: 'not checked', words: 'not in this session' },
};

export function checkWords(check: VaultItem['check']): CheckWords {
  return words[check];
}

/** One sentence on all items; a bad one is never hidden behind good ones. */
export function vaultSummary(items: readonly VaultItem[], hashing: boolean): string {
  if (items.length === 0) return '';
  if (hashing) return `Hashing ${countedText(items.length, 'file')} again…`;
  const count = (check: VaultItem['check']) => items.filter((item) => item.check === check).length;
  const all = countedText(items.length, 'file');
  const parts = [
    ...(count('changed') > 0 ? [`${countText(count('changed'))} changed since import`] : []),
    ...(count('missing') > 0 ? [`${countText(count('missing'))} missing`] : []),
    ...(count('unchanged') > 0 ? [`${countText(count('unchanged'))} with the same bytes as at import`] : []),
    ...(count('not checked') > 0 ? [`${countText(count('not checked'))} not hashed again since the case was opened`] : []),
  ];
  return `${all}: ${parts.join(', ')}`;
}
