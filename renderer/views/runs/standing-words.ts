import type { SearchStanding } from '#shared/ipc/answers.ts';
import { countText } from '../../parts/count-text.ts';

/** What of the search is not looked at yet, exactly; null: it rests on all there is. `reading`: the vault is being read now. */
export function standingWords({ needs, whole, surveyed, total, texts }: SearchStanding, reading: boolean): string | null {
  const cut = texts?.cut ?? 0;
  const parts: string[] = [];
  if (!whole) {
    const rest = total - surveyed;
    parts.push(`At least these. ${capital(needs.join(', '))} ${needs.length === 1 && !(needs[0] ?? '').startsWith('the words') ? 'is' : 'are'} read from the vault for ${countText(surveyed)} of ${countText(total)} runs; ${countText(rest)} ${rest === 1 ? 'is' : 'are'} not searched ${reading ? 'yet, and the list grows as they are read' : rest === 1 ? 'until it is read' : 'until they are read'}.`);
  }
  if (cut > 0) parts.push(`${countText(cut)} ${cut === 1 ? 'run has' : 'runs have'} more words than the index holds and may be missed.`);
  return parts.length === 0 ? null : parts.join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
