import { failed } from '#shared/result.ts';
import type { Journal } from './journal.ts';

/** Acts that say what happened to a received case on this computer; they add nothing to what was received. */
const custody: ReadonlySet<string> = new Set(['case-opened', 'case-received', 'lock-taken-over', 'unfinished-copies-removed', 'source-verified', 'vault-rehashed', 'index-rebuilt', 'bundle-made']);

/** The journal of a case that came as a package: it goes on under this installation's key, with custody acts alone. */
export function readOnlyJournal(journal: Journal): Journal {
  return {
    path: journal.path,
    get entries() {
      return journal.entries;
    },
    get head() {
      return journal.head;
    },
    append: (act, data) => (custody.has(act) ? journal.append(act, data) : failed('case-read-only', `This case was received as an evidence package and is read-only: ${JSON.stringify(act)} was not recorded.`, 'Import the originals into a case of your own to work on them. Checking, hashing again and exporting work here.')),
    page: (after, limit) => journal.page(after, limit),
    all: (from) => journal.all(from),
    check: () => journal.check(),
    close: () => journal.close(),
  };
}
