import { createHash } from 'node:crypto';

/** Texts of BagIt 1.0 (RFC 8493): written and read here, nowhere else. */
export const declaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
export const payloadManifest = 'manifest-sha256.txt';
export const tagManifest = 'tagmanifest-sha256.txt';
/** Beside the tag manifest and not in it: made over it. */
export const signatureFile = `${tagManifest}.sig`;
export const timeStampFile = `${tagManifest}.tsr`;
export const keyFile = 'signing-key.pub.pem';
export const journalFile = 'data/case/journal.jsonl';
export const caseFile = 'data/case/case.json';
export const originalsFile = 'data/originals.json';

export interface ManifestLine {
  readonly path: string;
  readonly sha256: string;
}

/** RFC 8493 section 2.1.3; two spaces as `sha256sum` writes and reads them. Paths with a line end or a percent sign are escaped. */
export function manifestText(lines: readonly ManifestLine[]): string {
  return lines.map(({ path, sha256 }) => `${sha256}  ${path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D')}\n`).join('');
}

/** Untrusted: a manifest as somebody handed it in. null: it holds a line that is none. */
export function readManifest(text: string): readonly ManifestLine[] | null {
  const lines: ManifestLine[] = [];
  for (const line of text.split(/\r?\n|\r/u)) {
    if (line === '') continue;
    const match = /^([0-9a-fA-F]{64})[ \t]+\*?(.+)$/su.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) return null;
    lines.push({ sha256: match[1].toLowerCase(), path: match[2].replaceAll(/%0A/giu, '\n').replaceAll(/%0D/giu, '\r').replaceAll('%25', '%') });
  }
  return lines;
}

export type BagInfo = readonly (readonly [label: string, value: string])[];

/** RFC 8493 section 2.2.2: one line a pair; a value's own line ends become spaces. */
export function infoText(info: BagInfo): string {
  return info.map(([label, value]) => `${label}: ${value.replaceAll(/\s*[\r\n]\s*/gu, ' ')}\n`).join('');
}

export function readInfo(text: string): BagInfo {
  const pairs: [string, string][] = [];
  for (const line of text.split(/\r?\n|\r/u)) {
    const match = /^([^:\s][^:]*?)\s*:\s?(.*)$/u.exec(line);
    const last = pairs.at(-1);
    if (/^\s+\S/u.test(line) && last !== undefined) last[1] += ` ${line.trim()}`;
    else if (match?.[1] !== undefined) pairs.push([match[1], match[2] ?? '']);
  }
  return pairs;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
