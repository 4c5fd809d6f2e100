import type { SourceVerdict, VerdictWord } from './verdict.ts';

/** The vocabulary of evidence packages (BagIt 1.0, RFC 8493). No logic. */

/** An original the person left out of a package: its name and hash stay. */
export interface OmittedOriginal {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly reason: string;
}

/** A package made from the open case, as its journal has it. */
export interface MadeBag {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  /** File name only: a path of this computer is not evidence. */
  readonly file: string;
  /** Of the zip file as it was written. */
  readonly sha256: string;
  readonly bytes: number;
  readonly files: number;
  readonly originals: number;
  readonly omitted: readonly OmittedOriginal[];
  readonly incident: string | null;
  readonly tagManifestSha256: string;
}

export const bagParts = ['declaration', 'payload', 'tag files', 'signature', 'journal', 'originals', 'time stamp'] as const;
export type BagPart = (typeof bagParts)[number];

export interface BagFinding {
  readonly part: BagPart;
  readonly verdict: VerdictWord;
  readonly sentence: string;
  /** The files it speaks of, the first hundred. */
  readonly files: readonly BagFile[];
  readonly moreFiles: number;
}

export interface BagFile {
  readonly path: string;
  readonly what: 'altered' | 'missing' | 'not listed' | 'unreadable' | 'omitted';
  readonly expected: string | null;
  readonly found: string | null;
}

export interface BagCheck {
  readonly name: string;
  /** What `bag-info.txt` states, in its order: asserted by whoever made the package. */
  readonly info: readonly { readonly label: string; readonly value: string }[];
  readonly payloadFiles: number;
  readonly payloadBytes: number;
  readonly findings: readonly BagFinding[];
  /** The key that signed, as the package names it. */
  readonly signer: string | null;
  readonly journal: SourceVerdict | null;
  readonly omitted: readonly OmittedOriginal[];
}
