import { assertNever } from '#shared/assert.ts';
import type { ChainFailure } from '#shared/model/verdict.ts';
import type { Anchors } from '../scheme.ts';
import type { Edit } from './edit.ts';
import type { Judged } from './judge.ts';
import type { ChainTable } from './table.ts';

/** A record read again, to say what exactly it states. */
export type Recall = (index: number) => Judged;

export function failureOf(edit: Edit, table: ChainTable, recall: Recall, anchor: Anchors & { readonly lastTime: string | null }): ChainFailure {
  const { kind, at, count, because } = edit;
  const n = table.ordinals[at] ?? 0;
  const other = edit.other === null ? null : (table.ordinals[edit.other] ?? 0);
  const own = recall(at);
  const rival = edit.other === null ? null : recall(edit.other);
  const place = { kind, record: n, offset: table.offsets[at] ?? 0, length: table.lengths[at] ?? 0, count };
  const says = (expected: string | null, found: string | null, sentence: string): ChainFailure => ({ ...place, expected: shown(expected), found: shown(found), sentence });
  switch (because) {
    case 'content':
      if (own.computed === own.identity || own.identity.startsWith('?')) return says(null, own.identity, `Record ${n} was altered: its content, its hash or its spelling is not what its writer leaves.`);
      return says(own.identity, own.computed, `The content of record ${n} was altered: it gives ${short(own.computed)}, the record states ${short(own.identity)}.`);
    case 'own-hash':
      return says(own.computed, own.identity, `The hash that record ${n} states was altered: its content gives ${short(own.computed)}, which the record after it names as its predecessor.`);
    case 'unreadable':
      return says(null, null, `Record ${n} was altered: its bytes cannot be read as a record of this log, and the record after it names a predecessor that is not in the file.`);
    case 'signed-content':
      return says(null, own.computed, `Record ${n} was altered: its signature does not fit its content, and the record after it names another hash.`);
    case 'rehashed':
      return says(rival === null ? null : rival.prev, own.identity, `Record ${n} was altered and its hash made anew: ${other === null ? 'its neighbour' : `record ${other}`} names ${short(rival?.prev ?? null)}, the record now gives ${short(own.identity)}.`);
    case 'link':
      return says(rival?.identity ?? null, own.prev, `The link of record ${n} was altered: it names ${short(own.prev)}, the record before it has ${short(rival?.identity ?? null)}, and no number is missing between them.`);
    case 'either':
      return says(rival?.prev ?? null, own.identity, `Record ${n} was altered, or the link of record ${other ?? n + 1} to it: the record gives ${short(own.identity)}, the link names ${short(rival?.prev ?? null)}. Records of this scheme carry no hash of their own; a signature would tell which.`);
    case 'closed-around':
      return says(rival?.prev ?? null, own.identity, `Record ${n} was inserted: the records before and after it follow one another without it.`);
    case 'no-chain-members':
      return says(null, null, `Record ${n} was inserted: it carries neither hash nor link, between records that follow one another without it.`);
    case 'not-a-record':
      return says(null, null, `What stands at record ${n} was inserted: it is no record, and those before and after it follow one another without it.`);
    case 'after-end':
      return says(null, null, `Record ${n} was added: record ${other ?? n - 1} closes the chain, ${counted(count, 'record follows', 'records follow')} it.`);
    case 'beyond-count':
      return says(String(anchor.count), null, `Record ${n} was added after the count was taken: ${anchor.count ?? 0} records were expected, ${counted(count, 'more is', 'more are')} in the file.`);
    case 'gap':
      return says(rival?.identity ?? null, own.prev, count === null ? `At least one record is missing before record ${n}; the number is unknown: it names ${short(own.prev)}, which is in this file nowhere.` : `${counted(count, 'record is', 'records are')} missing before record ${n}: it names ${short(own.prev)}, which is in this file nowhere, and the numbers leave room for ${count}.`);
    case 'moved':
      return says(null, null, `Records were reordered from record ${n} on: by their links record ${other ?? n} belongs there, and at least ${counted(count, 'record stands', 'records stand')} out of place.`);
    case 'same-predecessor':
      return says(null, own.identity, `Records ${n} and ${other ?? n} name the same predecessor: a branch of ${counted(count, 'record', 'records')} was inserted at record ${n}, or two writers wrote at once.`);
    case 'same-record':
      return says(null, own.identity, `${count === 1 ? `Record ${n} stands` : `${count ?? 0} records from record ${n} on stand`} in the file already, at record ${other ?? 0}.`);
    case 'other-chain':
      return says(rival?.identity ?? null, own.prev, `${count === 1 ? `Record ${n} belongs to another chain: the predecessor it names` : `${counted(count, 'record', 'records')} from record ${n} on belong to another chain: the predecessor they name`}, ${short(own.prev)}, is in this file nowhere.`);
    case 'restart':
      return says(rival?.identity ?? null, own.prev, `Another chain begins at record ${n}, in the middle of the one before; this writer begins only one.`);
    case 'number':
      return says(null, String(own.seq), count === null ? `The numbers do not go on at record ${n}: it is number ${own.seq ?? '?'}, though its link to the record before holds. Whoever can make hashes linked it anew, or the writer miscounted.` : `${counted(count, 'number is', 'numbers are')} missing before record ${n}, which is number ${own.seq ?? '?'}, though the links hold: a gap was linked over by somebody who can make hashes, or the writer miscounted.`);
    case 'signed-link':
      return says(rival?.identity ?? null, own.prev, `Record ${n} does not follow record ${other ?? n - 1}: it names ${short(own.prev)}, that record gives ${short(rival?.identity ?? null)}. Both signatures fit, so the signer wrote the link as it stands.`);
    case 'signature':
      return says(null, null, `The signature of record ${n} does not fit: its content, its signature or both are not what the key's holder signed.`);
    case 'no-signature-fits':
      return says(null, null, `None of ${count ?? 0} signatures fits a key that was supplied or stands in the file, from record ${n} on: another key signed them, or all of them were made anew.`);
    case 'other-key':
      return says(null, own.keyFingerprint, `Record ${n} is signed by a key that was not supplied (${own.keyFingerprint ?? 'unknown'}), and so are ${counted(count, 'record', 'records')} in all.`);
    case 'count':
      return says(String(anchor.count), String((anchor.count ?? 0) - (count ?? 0)), `The log was cut: ${anchor.count ?? 0} records were expected, ${counted(count, 'is', 'are')} missing after record ${n}.`);
    case 'head':
      return says(anchor.head, own.identity, `The log was cut or made anew: the hash ${short(anchor.head)} was noted as its head and no record of this file has it; the last present is record ${n}.`);
    case 'end-time':
      return says(anchor.endTime, anchor.lastTime, `The log ends before the time it should reach: record ${n}, the last, states ${anchor.lastTime ?? 'none'} by its writer’s own word, expected was ${anchor.endTime ?? 'a later one'}. Records after it are missing, or none was written in between.`);
    default:
      return assertNever(because);
  }
}

/** `?` marks what is no hash of the stated form. */
function shown(hash: string | null): string | null {
  return hash === null || hash === '' ? null : hash.replace(/^\?/, '');
}

function short(hash: string | null): string {
  const text = shown(hash);
  return text === null ? 'nothing' : text.length > 20 ? `${text.slice(0, 16)}…` : `“${text}”`;
}

function counted(count: number | null, one: string, many: string): string {
  return `${count ?? 'an unknown number of'} ${count === 1 ? one : many}`;
}
