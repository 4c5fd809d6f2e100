import type { StageKind } from '#shared/model/lineage.ts';
import { variantLetters, type VariantLetter } from '#shared/model/run-facts.ts';
import type { VariantMark, VariantRemark } from '#shared/model/variant.ts';

const kinds: Readonly<Record<VariantLetter, StageKind>> = {
  t: 'trigger', m: 'model', o: 'output', h: 'decision', r: 'decision', n: 'decision', j: 'decision', d: 'decision',
  x: 'execution', s: 'outcome', f: 'outcome', p: 'outcome', u: 'outcome', c: 'recovery', i: 'dispute', a: 'consent',
};
/** Stages a whole process has, in the order of the standard. */
const standard = ['trigger', 'model', 'output', 'decision', 'execution', 'outcome'] as const satisfies readonly StageKind[];

/** The sequence as marks: a stage that follows itself once with its number, a stage of the standard that no record speaks of as an empty place. At most `most` of them. */
export function variantMarks(variant: string, most: number): { readonly marks: readonly VariantMark[]; readonly undrawn: number } {
  const letters = lettersOf(variant);
  const marks: VariantMark[] = [];
  for (const letter of letters) {
    const last = marks.at(-1);
    if (last?.letter === letter) marks.splice(-1, 1, { ...last, times: last.times + 1 });
    else marks.push({ kind: kinds[letter], letter, times: 1 });
  }
  const absent = standard.filter((kind) => !marks.some((mark) => mark.kind === kind));
  for (const kind of absent) marks.splice(placeOf(kind, marks), 0, { kind, letter: null, times: 0 });
  return { marks: marks.slice(0, most), undrawn: marks.slice(most).reduce((sum, { times }) => sum + times, 0) };
}

/** Behind the last stage that comes before it in the standard, so that an empty place stands where its stage would. */
function placeOf(kind: StageKind, marks: readonly VariantMark[]): number {
  const rank = (one: StageKind): number => standard.findIndex((known) => known === one);
  return marks.findLastIndex((mark) => rank(mark.kind) >= 0 && rank(mark.kind) < rank(kind)) + 1;
}

/** What the sequence says and what it leaves out. Of a sequence cut off at its end nothing is said to be absent. */
export function variantRemarks(variant: string): readonly VariantRemark[] {
  const letters = lettersOf(variant);
  const cut = variant.endsWith('+');
  const has = (of: string): boolean => letters.some((letter) => of.includes(letter));
  const times = (of: string): number => letters.filter((letter) => of.includes(letter)).length;
  const first = (of: string): number => letters.findIndex((letter) => of.includes(letter));
  const executed = has('x');
  const [firstExecution, lastExecution] = [first('x'), letters.lastIndexOf('x')];
  const allowedBefore = letters.slice(0, Math.max(0, firstExecution)).some((letter) => 'hrn'.includes(letter));
  const rejected = letters.lastIndexOf('j');
  const remarks: VariantRemark[] = [];
  const say = (kind: VariantRemark['kind'], words: string): void => void remarks.push({ kind, words });

  if (letters.length === 0) return [{ kind: 'gap', words: 'no stage is recorded' }];
  if (executed && !allowedBefore && first('hrn') > firstExecution) say('order', 'approved after execution');
  // An outcome in other words may well say that it was not carried out: then the stage is no evidence that it was.
  if (rejected >= 0 && lastExecution > rejected && !letters.slice(rejected, lastExecution).some((letter) => 'hrn'.includes(letter)) && !letters.slice(lastExecution).includes('u')) say('order', 'executed after a rejection');
  if (executed && has('o') && first('o') > firstExecution) say('order', 'output recorded after execution');
  if (executed && has('sfpu') && first('sfpu') < firstExecution) say('order', 'outcome recorded before execution');
  if (!cut) {
    if (executed && !has('hrnjd')) say('gap', 'executed, no approval recorded');
    if (executed && has('n') && !has('hr')) say('fact', 'explicitly without approval');
    if (executed && !has('o')) say('gap', 'executed, no output recorded');
    if (executed && !has('sfpu')) say('gap', 'executed, no outcome recorded');
    if (!executed && has('sfpu')) say('gap', 'outcome recorded, no execution recorded');
    if (!executed && has('hr')) say('gap', 'approved, no execution recorded');
    if (!executed && has('o') && !has('hrsfpu')) say('fact', 'proposed, no execution recorded');
  }
  if (has('d')) say('gap', 'a decision without a class');
  if (times('x') > 1) say('fact', `executed ${times('x')} times`);
  if (has('f')) say('fact', letters.slice(first('f')).includes('x') ? 'failed, executed again' : 'failed');
  if (has('j')) say('fact', 'rejected');
  if (has('c')) say('fact', 'recovery recorded');
  if (has('i')) say('fact', 'disputed');
  if (cut) say('fact', 'cut off: more than 200 stages');
  return remarks;
}

function lettersOf(variant: string): readonly VariantLetter[] {
  return [...variant].filter(isLetter);
}

function isLetter(char: string): char is VariantLetter {
  return Object.hasOwn(variantLetters, char);
}
