export interface DiffPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

export interface WordDiff {
  readonly pieces: readonly DiffPiece[];
  readonly same: boolean;
  /** False: too different to compare word by word, shown as one whole replacing the other. */
  readonly wordByWord: boolean;
}

/** Beyond this many edits the comparison says nothing a person can read, and costs the square of it. */
const mostEdits = 1500;

/** Words, runs of white space and single marks: joined again they are the text, byte for byte. */
export function words(text: string): readonly string[] {
  return text.match(/\p{L}[\p{L}\p{M}\p{N}'’]*|\p{N}+(?:[.,]\p{N}+)*|\s+|[^\p{L}\p{N}\s]/gu) ?? [];
}

export function wordDiff(before: string, after: string): WordDiff {
  if (before === after) return { pieces: before === '' ? [] : [{ kind: 'same', text: before }], same: true, wordByWord: true };
  const old = words(before);
  const now = words(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const middle = shortestEdit(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const head = old.slice(0, start).map(same);
  const tail = end === 0 ? [] : old.slice(-end).map(same);
  const replaced: readonly DiffPiece[] = [
    { kind: 'removed', text: old.slice(start, old.length - end).join('') },
    { kind: 'added', text: now.slice(start, now.length - end).join('') },
  ];
  return { pieces: joined([...head, ...(middle ?? replaced), ...tail]), same: false, wordByWord: middle !== null };
}

/** Myers, "An O(ND) Difference Algorithm" (1986), section 2: the greedy walk and the way back through its frontiers. */
function shortestEdit(old: readonly string[], now: readonly string[]): readonly DiffPiece[] | null {
  const most = Math.min(mostEdits, old.length + now.length);
  const offset = most + 1;
  const frontier = new Int32Array(2 * most + 3);
  const history: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    history.push(frontier.slice());
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits || (diagonal !== edits && at(frontier, offset + diagonal - 1) < at(frontier, offset + diagonal + 1));
      let x = down ? at(frontier, offset + diagonal + 1) : at(frontier, offset + diagonal - 1) + 1;
      let y = x - diagonal;
      while (x < old.length && y < now.length && old[x] === now[y]) {
        x += 1;
        y += 1;
      }
      frontier[offset + diagonal] = x;
      if (x >= old.length && y >= now.length) return wayBack(old, now, history, offset);
    }
  }
  return null;
}

function wayBack(old: readonly string[], now: readonly string[], history: readonly Int32Array[], offset: number): readonly DiffPiece[] {
  const pieces: DiffPiece[] = [];
  let x = old.length;
  let y = now.length;
  for (let edits = history.length - 1; edits >= 0; edits -= 1) {
    const frontier = history[edits] ?? new Int32Array();
    const diagonal = x - y;
    const down = diagonal === -edits || (diagonal !== edits && at(frontier, offset + diagonal - 1) < at(frontier, offset + diagonal + 1));
    const previousDiagonal = down ? diagonal + 1 : diagonal - 1;
    const previousX = edits === 0 ? 0 : at(frontier, offset + previousDiagonal);
    const previousY = edits === 0 ? 0 : previousX - previousDiagonal;
    while (x > previousX && y > previousY) {
      x -= 1;
      y -= 1;
      pieces.push(same(old[x] ?? ''));
    }
    if (edits === 0) break;
    if (down) pieces.push({ kind: 'added', text: now[previousY] ?? '' });
    else pieces.push({ kind: 'removed', text: old[previousX] ?? '' });
    x = previousX;
    y = previousY;
  }
  return pieces.reverse();
}

function at(frontier: Int32Array, index: number): number {
  return frontier[index] ?? 0;
}

function same(text: string): DiffPiece {
  return { kind: 'same', text };
}

/** Neighbours of one kind become one piece; between two edits a lone space joins them, removed before added. */
function joined(pieces: readonly DiffPiece[]): readonly DiffPiece[] {
  const result: DiffPiece[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed !== '') result.push({ kind: 'removed', text: removed });
    if (added !== '') result.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  pieces.forEach((piece, index) => {
    if (piece.text === '') return;
    if (piece.kind === 'removed') removed += piece.text;
    else if (piece.kind === 'added') added += piece.text;
    else {
      const next = pieces[index + 1];
      if (removed !== '' && added !== '' && /^ +$/u.test(piece.text) && next !== undefined && next.kind !== 'same') {
        removed += piece.text;
        added += piece.text;
        return;
      }
      flush();
      const last = result.at(-1);
      if (last?.kind === 'same') result[result.length - 1] = same(last.text + piece.text);
      else result.push(piece);
    }
  });
  flush();
  return result;
}
