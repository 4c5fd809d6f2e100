import { ok, type Result } from '#shared/result.ts';
import { createCaseFolder, readCaseFolder, type CaseFolder, type NewCase } from './case-folder.ts';
import { openJournal, type Journal, type JournalOptions } from './journal.ts';
import { acquireLock } from './lock.ts';
import { readOnlyJournal } from './read-only-journal.ts';
import { openVault, type Vault } from './vault.ts';

export interface OpenCase {
  readonly folder: CaseFolder;
  readonly vault: Vault;
  readonly journal: Journal;
  /** What the person must know about this opening, in sentences. */
  readonly notices: readonly string[];
  /** Close the index first. */
  close(): Promise<void>;
}

export interface CaseOptions extends JournalOptions {
  /** Which shell opens it, in words: it stands in the lock. */
  readonly shell: string;
}

/** Folder, then lock, then journal and vault. The index is opened by the caller, after this: the lock must come first. */
export async function openCase(path: string, options: CaseOptions): Promise<Result<OpenCase>> {
  const folder = readCaseFolder(path);
  if (!folder.ok) return folder;
  const locked = await acquireLock(folder.value.path, options.shell, options.now);
  if (!locked.ok) return locked;
  const lock = locked.value;
  const opened = openJournal(folder.value.journal, options);
  if (!opened.ok) {
    await lock.release();
    return opened;
  }
  const { received } = folder.value;
  const journal = received === null ? opened.value.journal : readOnlyJournal(opened.value.journal);
  const notices = [...opened.value.notices];
  if (received !== null) notices.push(`This case was received as the evidence package ${received.package}, signed by ${received.signer}, and is read-only: it can be looked at, checked and exported.`);
  const vault = openVault(folder.value.vault);
  const close = async (): Promise<void> => {
    journal.close();
    await lock.release();
  };

  if (lock.tookOverFrom !== null) {
    const { pid, user, host, since } = lock.tookOverFrom;
    notices.push(`The case was not closed properly: process ${pid} of ${user}, which had it open since ${since}, ended without releasing it.`);
    const noted = journal.append('lock-taken-over', { pid, user, host, since });
    if (!noted.ok) {
      await close();
      return noted;
    }
  }
  const leftovers = vault.clean();
  if (leftovers.length > 0) {
    const bytes = leftovers.reduce((sum, item) => sum + item.bytes, 0);
    notices.push(`An import was interrupted: ${leftovers.length === 1 ? 'an unfinished copy' : `${leftovers.length} unfinished copies`} (${bytes} bytes) had not become part of the vault and ${leftovers.length === 1 ? 'was' : 'were'} removed. Import the file again.`);
    const noted = journal.append('unfinished-copies-removed', { copies: leftovers.length, bytes });
    if (!noted.ok) {
      await close();
      return noted;
    }
  }
  return ok({ folder: folder.value, vault, journal, notices, close });
}

/** A new case, opened, with the journal's first entry written. */
export async function createCase(path: string, about: Pick<NewCase, 'name'>, options: CaseOptions): Promise<Result<OpenCase>> {
  const created = createCaseFolder(path, { name: about.name, build: options.build, now: options.now });
  if (!created.ok) return created;
  const opened = await openCase(created.value.path, options);
  if (!opened.ok) return opened;
  const { id, name, createdAt } = created.value;
  const first = opened.value.journal.append('case-created', { id, name, createdAt });
  if (first.ok) return opened;
  await opened.value.close();
  return first;
}
