import type { FieldCoverage, SourceVerdict } from '../../model/verdict.ts';
import type { Problem } from '../../result.ts';

/** What the channels of the integrity view answer with. */
export interface IntegrityAnswers {
  'integrity.check': { readonly jobId: string };
  /** One verdict for each layer found. */
  'integrity.checkFiles': { readonly verdicts: readonly SourceVerdict[]; readonly notRead: readonly UnreadFile[] };
  'integrity.verdicts': readonly CheckedSourceVerdicts[];
  'integrity.journal': SourceVerdict;
  'integrity.profiles': readonly ProfileInfo[];
  'integrity.schemes': readonly SchemeInfo[];
  'integrity.inputs': readonly RememberedInput[];
  'integrity.withdrawInput': null;
  'integrity.draftProfile': ProfileDraft;
  'integrity.tryProfile': ProfileTrial;
  'integrity.saveProfile': { readonly id: string };
  'integrity.removeProfile': null;
  'integrity.recogniseFiles': readonly RecognisedFile[];
  'integrity.explainRecord': RecordExplanation;
}

/** A file, or a member of a folder or container, that could not be read. */
export interface UnreadFile {
  readonly name: string;
  readonly problem: Problem;
}

/** What a check was given and later checks of the case go by as well, until somebody withdraws it. Never a secret. */
export interface RememberedInput {
  /** A key's fingerprint, a file's SHA-256, or whose anchors. */
  readonly id: string;
  readonly kind: 'key' | 'file' | 'anchors';
  readonly words: string;
  /** RFC 3339, and the entry that keeps it. */
  readonly since: string;
  readonly journalSeq: number;
}

/** A way in which logs protect themselves or are vouched for, and what a check by it can be given. */
export interface SchemeInfo {
  readonly id: string;
  readonly title: string;
  readonly takes: readonly string[];
}

/** The latest check of one source: the journal says that it was made, the case's work folder keeps what it showed. */
export interface CheckedSourceVerdicts {
  readonly sourceKey: number;
  readonly name: string;
  /** RFC 3339; and the journal entry that says so. */
  readonly checkedAt: string;
  readonly journalSeq: number;
  /** SHA-256 of the verdicts, as the journal has it. */
  readonly sha256: string;
  /** Profile, keys and anchors it was made with, in words. */
  readonly inputs: string;
  /** Empty when the work folder no longer has them: check again. */
  readonly verdicts: readonly SourceVerdict[];
}

export interface ProfileInfo {
  readonly id: string;
  readonly title: string;
  /** Where the recipe was read. */
  readonly source: string;
  readonly weaknesses: readonly { readonly code: string; readonly sentence: string }[];
  /** What a person can supply: `public key`, `MAC secret`. */
  readonly keys: readonly string[];
  /** Saved with this installation, not part of the build. */
  readonly saved: boolean;
  /** Why a saved one takes part in no check; null: it does. */
  readonly unusable: string | null;
}

/** A chain profile to start writing from. */
export interface ProfileDraft {
  readonly text: string;
  /** What it is, and how well it fits so far. */
  readonly words: string;
}

/** What a profile being written makes of the first records of a source. */
export interface ProfileTrial {
  /** Null: the text is no profile, and `issues` say why. */
  readonly profile: { readonly id: string; readonly title: string; readonly sha256: string } | null;
  readonly issues: readonly { readonly at: string | null; readonly message: string }[];
  /** What keeps it from being saved though it is a profile; null: nothing. */
  readonly taken: string | null;
  readonly records: readonly TriedRecordRow[];
  /** By its `recognise`, the profile would be tried on this source unasked. */
  readonly recognised: boolean;
  /** A variant that fits more of these records. */
  readonly nearer: { readonly words: string; readonly fits: number; readonly of: number; readonly text: string } | null;
  readonly weaknesses: readonly { readonly code: string; readonly sentence: string }[];
}

export interface TriedRecordRow {
  readonly place: number;
  readonly state: 'chained' | 'outside' | 'other-layer' | 'unreadable';
  readonly content: 'fits' | 'variant' | 'differs' | 'not-checked';
  readonly link: 'first' | 'follows' | 'breaks' | 'missing' | 'none';
  /** As the record states it, hex where it is a hash of the stated form. */
  readonly stored: string | null;
  readonly computed: string | null;
  readonly prev: string | null;
  readonly signature: string;
  readonly mac: string;
  /** The bytes that are hashed, their beginning. Null: the record has none. */
  readonly hashed: { readonly base64: string; readonly bytes: number } | null;
}

/** What a file a person hands in is to a check. */
export interface RecognisedFile {
  readonly name: string;
  readonly sha256: string;
  readonly use: 'key' | 'proof' | 'secret' | 'none';
  /** What it was recognised as, or why it is nothing a check can use. */
  readonly words: string;
}

/** One record of a chain, recomputed now from the vault. */
export interface RecordExplanation {
  readonly recipe: { readonly id: string; readonly title: string; readonly variant: string | null };
  readonly content: 'fits' | 'variant' | 'differs' | 'not-checked';
  readonly stored: string | null;
  readonly computed: string | null;
  readonly prev: string | null;
  readonly hashed: { readonly base64: string; readonly bytes: number } | null;
  readonly members: readonly FieldCoverage[];
  /** What the stored hash was made of, where something at hand gives it. */
  readonly original: {
    /** Completing "The stored hash fits …". */
    readonly words: string;
    readonly hashed: { readonly base64: string; readonly bytes: number };
    /** Offset in both hashed texts at which they part. */
    readonly firstByte: number;
    readonly differences: readonly { readonly pointer: string; readonly was: string | null; readonly is: string | null }[];
  } | null;
  /** What can and cannot be said of which field differs. */
  readonly sentence: string;
}
