/** What the command line may touch of the world: tests hand in their own. */
export interface Terminal {
  readonly version: string;
  /** The installation's own folder, see shared/app-home.ts. */
  readonly home: string;
  readonly resources: string;
  readonly workers: 'threads' | 'inline';
  /** Results only: with `--json` exactly one JSON document. */
  readonly out: (text: string) => void;
  /** Progress and problems. */
  readonly err: (text: string) => void;
  /** A person is watching `err`: progress may rewrite its line. */
  readonly live: boolean;
}

export const exitCodes = {
  fine: 0,
  /** Something could not be done: a source not imported, a case locked, a write refused. */
  failed: 1,
  /** What was asked for does not exist or cannot be understood. */
  unusable: 2,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
