import { countText } from './count-text.ts';
import { mono, paragraph, plain, say, type ReportDocument } from './document.ts';

export interface CertifiedOriginal {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  /** RFC 3339 UTC, of the import. */
  readonly importedAt: string;
}

export interface CertificationFacts {
  readonly caseName: string;
  readonly caseId: string;
  readonly build: string;
  readonly madeAt: string;
  readonly journalEntries: number;
  readonly journalHead: string;
  readonly signer: string;
  readonly originals: readonly CertifiedOriginal[];
  readonly omitted: readonly { readonly name: string; readonly sha256: string; readonly reason: string }[];
}

const blank = '______________________________';

/** A draft after US Federal Rules of Evidence 902(14): what a qualified person would certify. The program fills what it did; it certifies nothing and signs nothing. */
export function certificationDraft({ caseName, caseId, build, madeAt, journalEntries, journalHead, signer, originals, omitted }: CertificationFacts): ReportDocument {
  const names = 120;
  return {
    title: 'Certification of data copied from electronic files (draft)',
    subtitle: 'In the form of US Federal Rules of Evidence 902(14) and 902(11). For a qualified person to complete, correct and sign.',
    running: `Certification draft · ${caseName}`,
    mark: 'DRAFT, not signed',
    author: null,
    cover: [
      { label: 'Case', words: say`${mono(caseName)}` },
      { label: 'Case id', words: say`${mono(caseId)}` },
      { label: 'Drawn up', words: say`${mono(madeAt)} by Proofline ${mono(build)}` },
      { label: 'Standing', words: plain('Candidate, confirm with counsel. Until a person has signed it this text certifies nothing.') },
    ],
    evidence: [],
    sections: [
      {
        id: '1', title: 'The person', blocks: [
          { kind: 'pairs', rows: ['Name', 'Position and employer', 'Qualification (training, experience with hash verification)', 'Address for notice'].map((label) => ({ label, words: plain(blank) })) },
        ],
      },
      {
        id: '2', title: 'What I state', blocks: [
          { kind: 'list', items: [
            say`I am qualified to make this certification by the training and experience named above.`,
            say`The files listed in section 3 are copies of electronic files. How they were obtained, from which system, by whom and when: ${blank}`,
            say`Each file was copied into the case byte for byte. The program computed its SHA-256 while reading, before any of it was interpreted, read the copy back and compared the two. A difference would have stopped the import.`,
            say`Each file was hashed again while this package was written, and had the same SHA-256 as at import. A difference would have stopped the package.`,
            say`SHA-256 is a process of digital identification: two files with the same value are, for every practical purpose, the same file.`,
            say`The acts on the case from its creation to this package are entries of a hash-chained, signed journal: ${countText(journalEntries)} entries, the last with hash ${mono(journalHead)}, signed by ${mono(signer)}.`,
          ] },
          paragraph`I did not examine, and do not certify: whether the files were complete or true when they were handed in; whether the system that wrote them worked as intended; who sat before the computer.`,
        ],
      },
      {
        id: '3', title: 'The files', blocks: [
          { kind: 'table', caption: 'Originals in the package', leftOut: Math.max(0, originals.length - names), columns: [{ title: 'Name at import', align: 'start' }, { title: 'Imported', align: 'start', mono: true }, { title: 'Bytes', align: 'end' }, { title: 'SHA-256', align: 'start', mono: true }], rows: originals.slice(0, names).map(({ name, importedAt, bytes, sha256 }) => [say`${mono(name)}`, say`${mono(importedAt)}`, plain(countText(bytes)), say`${mono(sha256)}`]) },
          omitted.length === 0 ? paragraph`No original of the case was left out.` : { kind: 'table', caption: 'Originals left out on purpose', leftOut: 0, columns: [{ title: 'Name at import', align: 'start' }, { title: 'SHA-256', align: 'start', mono: true }, { title: 'Reason stated', align: 'start' }], rows: omitted.map(({ name, sha256, reason }) => [say`${mono(name)}`, say`${mono(sha256)}`, say`${mono(reason)}`]) },
        ],
      },
      {
        id: '4', title: 'Signature', blocks: [
          paragraph`I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct. (28 U.S.C. 1746; adapt where another law governs.)`,
          { kind: 'pairs', rows: ['Signature', 'Date', 'Place'].map((label) => ({ label, words: plain(blank) })) },
        ],
      },
    ],
  };
}
