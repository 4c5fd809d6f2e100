import { z } from 'zod';
import type { JsonObject } from '#shared/json.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import { failed, type Result } from '#shared/result.ts';
import type { Journal } from '../case/journal.ts';
import type { ActKind } from './act-kind.ts';

/** One act of a kind, as a person did it. */
export interface Act<T> {
  /** Number of its journal entry: what later acts and citations refer to. */
  readonly seq: number;
  /** RFC 3339 UTC, by this computer's clock. */
  readonly at: string;
  readonly actor: string;
  readonly data: T;
}

export interface ActsOfKind<T> {
  /** In the order they were done, without those taken back. */
  readonly acts: readonly Act<T>[];
  /** Entries of this name whose data this build does not understand. They stay in the journal; say so where the acts are shown. */
  readonly unread: readonly JournalEntry[];
}

export interface UndoStep {
  readonly seq: number;
  readonly act: string;
}

/** The acts of an open case. One writer: the case lock is held. */
export interface ActLog {
  /** On disk, synced, when this returns. */
  record<T extends JsonObject>(kind: ActKind<T>, data: NoInfer<T>): Result<JournalEntry>;
  of<T extends JsonObject>(kind: ActKind<T>): ActsOfKind<T>;
  isStanding(seq: number): boolean;
  /** Takes an act back, or brings it back. Refused for what is none of these kinds, or already is so: a submission made cannot be unmade. */
  undo(seq: number, kinds: readonly string[]): Result<JournalEntry>;
  redo(seq: number, kinds: readonly string[]): Result<JournalEntry>;
  /** The latest acts of these kinds that stand, newest first: what "undo" would take back next is the first. */
  undoable(kinds: readonly string[]): readonly UndoStep[];
  /** Acts taken back, the one taken back last first; none once a new act of these kinds followed. */
  redoable(kinds: readonly string[]): readonly UndoStep[];
  /** Grows with every entry: what is derived from the acts is stale when it changed. */
  readonly revision: number;
}

const undone = 'act-undone';
const redone = 'act-redone';
const reference = z.object({ seq: z.number().int().positive() });

export function createActLog(journal: Journal): ActLog {
  let known = 0;
  const byAct = new Map<string, JournalEntry[]>();
  const takenBack = new Map<number, number>();

  /** Reads what the journal gained since. */
  function refresh(): void {
    if (journal.entries === known) return;
    const added = journal.all(known);
    known += added.length;
    for (const entry of added) {
      if (entry.act === undone) takenBack.set(reference.parse(entry.data).seq, entry.seq);
      else if (entry.act === redone) takenBack.delete(reference.parse(entry.data).seq);
      else byAct.set(entry.act, [...(byAct.get(entry.act) ?? []), entry]);
    }
  }

  function turn(seq: number, to: typeof undone | typeof redone, kinds: readonly string[]): Result<JournalEntry> {
    refresh();
    if (!entriesOf(kinds).some((entry) => entry.seq === seq)) return failed('no-such-act', `The journal has no entry ${seq} that can be taken back or brought back here.`, 'Choose one from the list of acts.');
    if (takenBack.has(seq) === (to === undone)) return failed('nothing-to-undo', to === undone ? `Act ${seq} is already taken back.` : `Act ${seq} stands already.`);
    return journal.append(to, { seq });
  }

  const entriesOf = (kinds: readonly string[]): readonly JournalEntry[] => kinds.flatMap((kind) => byAct.get(kind) ?? []).toSorted((a, b) => b.seq - a.seq);
  const step = ({ seq, act }: JournalEntry): UndoStep => ({ seq, act });

  return {
    record: ({ act, data: schema }, data) => {
      const parsed = schema.safeParse(data);
      if (!parsed.success) return failed('bad-act', `${act}: ${parsed.error.issues[0]?.message ?? 'the data do not fit'}`);
      return journal.append(act, parsed.data);
    },
    of: ({ act, data }) => {
      refresh();
      const acts = [];
      const unread: JournalEntry[] = [];
      for (const entry of byAct.get(act) ?? []) {
        if (takenBack.has(entry.seq)) continue;
        const parsed = data.safeParse(entry.data);
        if (parsed.success) acts.push({ seq: entry.seq, at: entry.at, actor: entry.actor, data: parsed.data });
        else unread.push(entry);
      }
      return { acts, unread };
    },
    isStanding: (seq) => {
      refresh();
      return !takenBack.has(seq);
    },
    undo: (seq, kinds) => turn(seq, undone, kinds),
    redo: (seq, kinds) => turn(seq, redone, kinds),
    undoable: (kinds) => {
      refresh();
      return entriesOf(kinds).filter(({ seq }) => !takenBack.has(seq)).map(step);
    },
    redoable: (kinds) => {
      refresh();
      const newest = entriesOf(kinds).find(({ seq }) => !takenBack.has(seq))?.seq ?? 0;
      const back = entriesOf(kinds).flatMap((entry) => {
        const by = takenBack.get(entry.seq);
        return by === undefined || by < newest ? [] : [{ entry, by }];
      });
      return back.toSorted((a, b) => b.by - a.by).map(({ entry }) => step(entry));
    },
    get revision() {
      return journal.entries;
    },
  };
}
