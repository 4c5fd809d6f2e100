import type { JsonObject, JsonValue } from '#shared/json.ts';
import type { JournalCheck } from '#shared/model/journal.ts';
import { countedText, countText } from '../../parts/count-text.ts';

/** What the check found, in one sentence that claims no more than it checked. */
export function checkSentence({ entries, firstFailure, keys }: JournalCheck): string {
  if (firstFailure !== null) return `Fails at entry ${countText(firstFailure.seq)}, line ${countText(firstFailure.line)}: ${firstFailure.what}`;
  if (entries === 0) return 'There is nothing to check.';
  return `${countedText(entries, 'entry', 'entries')}: each hash fits its entry, each entry names the one before it, each signature fits ${keys.length === 1 ? 'the one key' : `one of ${countText(keys.length)} keys`} below.`;
}

/** What follows from the check, and what does not. */
export function meaningOf({ entries, firstFailure }: JournalCheck): string {
  if (firstFailure !== null) return firstFailure.seq <= 1 ? cutLoose : `The entries before ${countText(firstFailure.seq)} still fit together. ${cutLoose}`;
  return entries === 0 ? '' : whatHolds;
}

const cutLoose = 'What stands from there on is shown as it lies on disk and proves nothing about its order or its content. Compare with a copy of the case made earlier.';

const whatHolds =
  'It shows that nothing was changed, moved or left out before the head, by anyone without the key. It cannot show who sat at the computer, nor that entries after the head were cut off: compare the head with one noted elsewhere.';

/** An entry's data on one line: `name value` pairs, nested values as JSON. */
export function dataText(data: JsonObject): string {
  return Object.entries(data)
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(' · ');
}

function valueText(value: JsonValue): string {
  if (Array.isArray(value) && value.length > mostListed) return `${JSON.stringify(value.slice(0, mostListed)).slice(0, -1)}, … ${countText(value.length)} in all]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** An act may name ten thousand runs: the entry itself has them all. */
const mostListed = 6;
