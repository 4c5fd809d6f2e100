import type { JsonObject } from '../json.ts';

/**
 * One line of `journal.jsonl`, as written. `hash` is SHA-256 (hex) of the RFC 8785 form of the entry without `hash` and
 * `signature`; `signature` is Ed25519 over those same canonical bytes, base64url; `prev` is the previous entry's `hash`,
 * 64 zeros for the first.
 */
export interface JournalEntry {
  readonly v: 1;
  readonly seq: number;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** Kebab-case verb phrase: `case-created`, `import-finished`. */
  readonly act: string;
  /** Account name on this computer, as the operating system reports it; not an authenticated identity. */
  readonly actor: string;
  readonly build: string;
  readonly data: JsonObject;
  readonly prev: string;
  /** `ed25519:` and the raw 32-byte public key in hex. */
  readonly key: string;
  readonly hash: string;
  readonly signature: string;
}

/** What checking our own journal showed. Same words as every other verdict: it proves order and content, not who typed. */
export interface JournalCheck {
  readonly entries: number;
  readonly headHash: string | null;
  readonly firstFailure: { readonly seq: number; readonly line: number; readonly what: string } | null;
  readonly keys: readonly string[];
}
