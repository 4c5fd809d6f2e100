import { spelledOut } from '../hidden-characters.ts';

/** Which bytes say so. */
export interface Cited {
  /** Id of the run in this case. */
  readonly run: string;
  readonly source: string;
  /** Of the record, or of the value inside it. */
  readonly offset: number;
  readonly length: number;
  /** SHA-256 of the whole record; null where the bytes lie in no record listed. */
  readonly sha256: string | null;
  /** Number of the exhibit in a report. */
  readonly exhibit?: number;
}

/**
 * `[run_7f3a9c12 sha256:ab12cd34ef56 refund-agent.jsonl @61227178+412]`: text, never a link. The run by the first eight digits of its id, the
 * record by the first twelve of its hash; source, offset and length find the bytes without either.
 */
export function citation({ run, source, offset, length, sha256, exhibit }: Cited): string {
  return `[${[...(exhibit === undefined ? [] : [`E-${exhibit}`]), `run_${run.slice(0, 8)}`, ...(sha256 === null ? [] : [`sha256:${sha256.slice(0, 12)}`]), spelledOut(source), `@${offset}+${length}`].join(' ')}]`;
}
