import { closeSync, fstatSync, openSync } from 'node:fs';
import type { Layout } from '../../evidence/layout.ts';
import { readBytes } from '../../evidence/file-bytes.ts';
import { shown } from '../statements/shown.ts';
import type { Attestation, CheckTools, Inputs, Subject } from '../scheme.ts';
import { compareLogs } from './compare.ts';
import { findingsOf, type Compared, type Findings } from './findings.ts';
import { identityOf } from './identity.ts';
import { lookAtLog, type LogFile, type LogRecord } from './log-file.ts';
import { createRecordDigester } from './record-digest.ts';
import { attestationOf, noteOn } from './verdict.ts';
import { foundOnce, wholeOne } from './whole-one.ts';

interface Log {
  readonly file: LogFile;
  /** Its first records. */
  readonly head: readonly LogRecord[];
  readonly digests: ReadonlySet<string>;
  /** Null: handed in by a person. */
  readonly subject: Subject | null;
}

const headBytes = 4 << 20;
/** Pairs of one check that are read in full. */
const pairsMost = 64;

/** Logs handed in against the sources of the same log, then the sources among themselves. */
export async function attestExports(subjects: readonly Subject[], inputs: Inputs, tools: CheckTools): Promise<readonly Attestation[]> {
  const supplied = inputs.files.flatMap(({ name, bytes }): readonly Log[] => {
    const log = logIn(bytes.subarray(0, headBytes), bytes.length <= headBytes, null);
    return log === null ? [] : [{ ...log, file: { name, at: { bytes }, layout: log.layout }, subject: null }];
  });
  // One log alone is held against nothing: it is not read again for that.
  if (supplied.length === 0 && subjects.length < 2) return [];
  const sources = subjects.flatMap((subject) => sourceLog(subject));
  const attested: Attestation[] = [];
  let pairs = 0;
  for (const earlier of supplied) {
    const sameBeginning = sources.filter((later) => share(earlier, later));
    let compared = 0;
    for (const later of sameBeginning.length > 0 ? sameBeginning : sources.filter((source) => alike(earlier, source))) {
      if ((pairs += 1) > pairsMost) break;
      const found = await compare(earlier, later, tools);
      if (found === null) continue;
      compared += 1;
      attested.push(...found);
    }
    // Only where it can have been meant: what is handed in for one source of a case says nothing of the others.
    if (compared === 0 && sources.length === 1) attested.push(...sources.flatMap(({ subject }) => (subject === null ? [] : [noteOn(subject, earlier.file.name, `${shown(earlier.file.name)} shares no record with this file: it is no earlier export of the same log, or every record differs. Nothing was compared.`)])));
  }
  for (const [place, one] of sources.entries()) {
    for (const other of sources.slice(place + 1)) {
      if (!share(one, other) || one.subject?.sha256 === other.subject?.sha256 || (pairs += 1) > pairsMost) continue;
      attested.push(...((await compare(one, other, tools)) ?? []));
    }
  }
  return attested;
}

/** Null: nothing shows the two to be of one log. */
async function compare(first: Log, second: Log, { signal }: CheckTools): Promise<readonly Attestation[] | null> {
  const identity = identityOf(first.head, second.head);
  const forward = await compareLogs(first.file, second.file, identity, signal);
  if (forward === null) return null;
  // Of two sources the one that goes on behind what they share is the later one; the other is what it is held against.
  const { alignment } = forward.rest;
  const endsEarlier = alignment.added.some(({ atEnd }) => atEnd);
  const goesOn = alignment.missing.some((run) => run.first + run.count === forward.rest.earlier.count);
  const turned = first.subject !== null && goesOn && !endsEarlier;
  const comparison = turned ? await compareLogs(second.file, first.file, identity, signal) : forward;
  const [earlier, later] = turned ? [second, first] : [first, second];
  if (comparison === null || later.subject === null) return null;
  const label = earlier.subject === null ? `the earlier export ${shown(earlier.file.name)}` : `the export ${shown(earlier.file.name)} beside it`;
  const compared: Compared = { earlier: earlier.file, later: later.file, label, handedIn: earlier.subject === null, comparison };
  const findings = await findingsOf(compared, signal);
  if (earlier.subject === null) return [foundOnce(attestationOf(later.subject, compared, findings), later.subject)];
  const [edit] = findings.failures;
  const whole = edit === undefined ? null : wholeOne(earlier.subject, later.subject);
  if (edit !== undefined && whole === later.subject) {
    const [good, changed] = [shown(later.file.name), shown(earlier.file.name)];
    return [
      noteOn(later.subject, earlier.file.name, `${changed} is another export of this log and differs from it at ${countOf(findings)}. By its own hashes and signatures it is ${changed} that was changed: they fit here and fail there.`),
      noteOn(earlier.subject, later.file.name, `${good} is another export of this log, in which hashes and signatures fit. The two differ at ${countOf(findings)}: ${edit.sentence}`),
    ];
  }
  const said = foundOnce(attestationOf(later.subject, compared, findings), later.subject);
  const differs = edit === undefined ? '' : whole === earlier.subject ? `; the two differ at ${countOf(findings)}, and hashes and signatures fit here and fail there` : ': the two differ, and which of them was changed their bytes do not tell; the differences are listed there';
  return [said, noteOn(earlier.subject, later.file.name, `${shown(later.file.name)} is another export of this log${differs}.`)];
}

function countOf({ failures, more }: Findings): string {
  const all = failures.length + more;
  return all === 1 ? 'one place' : `${all} places`;
}

function sourceLog(subject: Subject): readonly Log[] {
  const { source, judgements } = subject;
  // A proof is no log, and a journal of ours is compared with nothing.
  const ownKind = judgements[0]?.mechanism ?? 'none';
  if (source.bytes === 0 || !(ownKind === 'none' || /chain|record/.test(ownKind))) return [];
  const file = openSync(source.path, 'r');
  try {
    const { size } = fstatSync(file);
    const log = logIn(readBytes(file, 0, Math.min(size, headBytes)), size <= headBytes, source.layout);
    return log === null ? [] : [{ ...log, file: { name: source.name, at: { path: source.path }, layout: log.layout }, subject }];
  } finally {
    closeSync(file);
  }
}

function logIn(bytes: Uint8Array, whole: boolean, chosen: Layout | null): (Pick<Log, 'head' | 'digests'> & { readonly layout: Layout }) | null {
  const seen = lookAtLog(bytes, whole, chosen);
  if (seen === null) return null;
  const digester = createRecordDigester([]);
  return { layout: seen.layout, head: seen.records, digests: new Set(seen.records.map((record) => digester.digest(record.bytes).body.toString('hex'))) };
}

/** One of the first records of each. */
function share({ digests }: Log, other: Log): boolean {
  for (const digest of digests) if (other.digests.has(digest)) return true;
  return false;
}

/** Records of one make: most names of their members are the same. */
function alike(a: Log, b: Log): boolean {
  const [own, others] = [memberNames(a), memberNames(b)];
  const shared = [...own].filter((name) => others.has(name)).length;
  return shared * 2 > Math.max(own.size, others.size);
}

function memberNames({ head }: Log): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { bytes } of head.slice(0, 5)) {
    const value: unknown = attempt(() => JSON.parse(bytes.toString('utf8')));
    if (typeof value === 'object' && value !== null) for (const name of Object.keys(value)) names.add(name);
  }
  return names;
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    // No JSON: it has no members.
    return null;
  }
}
