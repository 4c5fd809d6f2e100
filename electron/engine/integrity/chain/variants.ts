import type { TimeTransform } from '../json/time-text.ts';
import type { ChainProfile, InputPart, JsonCanon } from './profile.ts';

/** A recipe as another writer or exporter would have followed it, and what differs, in words. */
export interface Variant {
  readonly input: readonly InputPart[];
  readonly words: string;
}

/** The bounded lattice: separators × ASCII × numbers × nulls × time spelling, the profile's own choice first everywhere. */
export function variantsOf(profile: ChainProfile, timeMembers: readonly string[]): readonly Variant[] {
  const input = profile.hash?.input ?? null;
  const index = input?.findIndex((part) => 'canon' in part && part.canon.mode === 'json') ?? -1;
  const part = input?.[index];
  if (input === null || part === undefined || !('canon' in part) || part.canon.mode !== 'json') return concatVariants(input, timeMembers);
  const { canon } = part;
  const found: Variant[] = [];
  for (const times of timeChoices) {
    for (const numbers of own(canon.numbers, ['python', 'ecmascript', 'lexeme'] as const)) {
      for (const separators of ownPair(canon.separators)) {
        for (const ascii of [canon.ascii, !canon.ascii]) {
          for (const nulls of [canon.nulls, canon.nulls === 'keep' ? 'drop' : 'keep'] as const) {
            for (const absent of canon.include === null ? [canon.absent] : ([canon.absent, canon.absent === 'skip' ? 'null' : 'skip'] as const)) {
              const changed: JsonCanon = { ...canon, numbers, separators, ascii, nulls, absent, transforms: withTimes(canon.transforms, timeMembers, times) };
              const words = changes(canon, changed, times);
              if (words !== '') found.push({ input: input.map((other, at) => (at === index ? { canon: changed } : other)), words });
            }
          }
        }
      }
    }
  }
  return found.toSorted((a, b) => a.words.split(', ').length - b.words.split(', ').length);
}

/** What a single record may differ in from its neighbours: how an exporter re-spelled its numbers and times. */
export function rowVariantsOf(input: readonly InputPart[] | null, timeMembers: readonly string[]): readonly Variant[] {
  const index = input?.findIndex((part) => 'canon' in part && part.canon.mode === 'json') ?? -1;
  const part = input?.[index];
  if (input === null || part === undefined || !('canon' in part) || part.canon.mode !== 'json') return concatVariants(input, timeMembers);
  const { canon } = part;
  return timeChoices.flatMap((times) =>
    own(canon.numbers, ['python', 'ecmascript', 'lexeme'] as const).flatMap((numbers) => {
      const changed: JsonCanon = { ...canon, numbers, transforms: withTimes(canon.transforms, timeMembers, times) };
      const words = changes(canon, changed, times);
      return words === '' ? [] : [{ input: input.map((other, at) => (at === index ? { canon: changed } : other)), words }];
    }),
  );
}

function concatVariants(input: readonly InputPart[] | null, timeMembers: readonly string[]): readonly Variant[] {
  if (input === null) return [];
  return timeChoices.flatMap((times) => {
    if (times.length === 0) return [];
    const changed = input.map((part) => ('canon' in part && part.canon.mode === 'concat' ? { canon: { ...part.canon, transforms: withTimes(part.canon.transforms, timeMembers, times) } } : part));
    return JSON.stringify(changed) === JSON.stringify(input) ? [] : [{ input: changed, words: `times re-spelled (${times.join(', ')})` }];
  });
}

const timeChoices: readonly (readonly TimeTransform[])[] = [[], ['z-to-offset'], ['space-to-t'], ['space-to-t', 'z-to-offset'], ['offset-to-z'], ['digits:3'], ['digits:6', 'z-to-offset'], ['digits:7'], ['trim-zeros']];

function withTimes(before: JsonCanon['transforms'], members: readonly string[], times: readonly TimeTransform[]): JsonCanon['transforms'] {
  return times.length === 0 ? before : { ...before, ...Object.fromEntries(members.map((pointer) => [pointer, [...times]])) };
}

function own<T>(first: T, all: readonly T[]): readonly T[] {
  return [first, ...all.filter((other) => other !== first)];
}

const pairs: readonly JsonCanon['separators'][] = [[',', ':'], [', ', ': ']];

function ownPair(first: JsonCanon['separators']): readonly JsonCanon['separators'][] {
  return [first, ...pairs.filter((pair) => pair.join() !== first.join())];
}

function changes(from: JsonCanon, to: JsonCanon, times: readonly TimeTransform[]): string {
  return [
    to.separators.join() === from.separators.join() ? '' : to.separators[0] === ',' ? 'no white space' : 'white space after separators',
    to.ascii === from.ascii ? '' : to.ascii ? 'characters beyond ASCII escaped' : 'characters beyond ASCII as they are',
    to.numbers === from.numbers ? '' : to.numbers === 'lexeme' ? 'numbers as written' : `numbers as ${to.numbers === 'python' ? 'Python' : 'ECMAScript'} writes them`,
    to.nulls === from.nulls ? '' : to.nulls === 'drop' ? 'null members left out' : 'null members kept',
    to.absent === from.absent ? '' : to.absent === 'null' ? 'absent members taken for null' : 'absent members left out',
    times.length === 0 ? '' : `times re-spelled (${times.join(', ')})`,
  ]
    .filter((word) => word !== '')
    .join(', ');
}
