import { compareDecimals, type Decimal, multiply } from '#shared/decimal.ts';
import type { JsonValue } from '#shared/json.ts';
import { isJsonArray } from '#shared/json.ts';
import type { RuleCondition, RuleOperator } from '#shared/model/version.ts';
import { parseInstant } from '#shared/time.ts';
import type { AssembledRun } from '../lineage/assembled-run.ts';
import { readDecimal } from './decimals.ts';
import { firstWith, inputsOf, plainName, remembering, stagesOf, textOf, type RecordedInput } from './recorded.ts';
import { durationText, quoted } from './wording.ts';

export interface Held {
  readonly holds: boolean | 'unknown';
  /** What the run recorded of it, in words; of *unknown*, why it cannot be told. */
  readonly found: string;
  readonly evidence: string | null;
  /** The condition counts rules that match, and the run says that none did. */
  readonly noneMatched: boolean;
}

/** A quantity lies somewhere from `low` to `high`, both included; null: without end. */
interface Measured {
  readonly low: Decimal;
  readonly high: Decimal | null;
  /** How many of what is measured make one of the condition's unit. */
  readonly factor: bigint;
  readonly found: string;
  readonly evidence: string;
}

/** Whether a condition holds by what the run recorded. Missing, redacted, in another unit or currency: *unknown*, never converted or guessed. */
export function holds(condition: RuleCondition, run: AssembledRun, instant: string): Held {
  const { quantity, operator, value, unit } = condition;
  if (quantity === null || operator === null || value === null) return unknown('the condition is not readable in the registry');
  const words = quantity.toLowerCase();
  const measured = words.endsWith('amount') ? amountOf(run, unit) : words.endsWith('score') ? scaled(run, 'score', unit) : words === 'confidence' ? scaled(run, 'confidence', unit)
    : words.endsWith(' age') ? ageOf(words.slice(0, -4), run, instant, unit) : words === 'territories' || words === 'territory' ? territoriesOf(run) : inputNamed(quantity, run);
  if (typeof measured === 'string') return unknown(measured);
  if ('text' in measured) return asText(measured, operator, value);
  const bound = boundOf(value);
  if (bound === null) return unknown(`"${quoted(value)}" is no number to compare with`);
  const outcome = compareRange(measured, operator, multiply(bound, { digits: measured.factor, scale: 0 }));
  const noneMatched = unit === 'rules' && measured.high !== null && measured.high.digits === 0n;
  return { holds: outcome, found: measured.found, evidence: measured.evidence, noneMatched };
}

const boundOf = remembering(readDecimal);

function unknown(why: string): Held {
  return { holds: 'unknown', found: why, evidence: null, noneMatched: false };
}

function asText({ text, evidence }: { readonly text: string; readonly evidence: string }, operator: RuleOperator, value: string): Held {
  if (operator !== '=' && operator !== '≠') return unknown(`"${quoted(text)}" is no number`);
  return { holds: (text === value) === (operator === '='), found: `"${quoted(text)}"`, evidence, noneMatched: false };
}

function compareRange({ low, high }: Measured, operator: RuleOperator, bound: Decimal): boolean | 'unknown' {
  const lowest = compareDecimals(low, bound);
  const highest = high === null ? 1 : compareDecimals(high, bound);
  switch (operator) {
    case '<':
      return highest < 0 ? true : lowest >= 0 ? false : 'unknown';
    case '≤':
      return highest <= 0 ? true : lowest > 0 ? false : 'unknown';
    case '>':
      return lowest > 0 ? true : highest <= 0 ? false : 'unknown';
    case '≥':
      return lowest >= 0 ? true : highest < 0 ? false : 'unknown';
    case '=':
      return lowest === 0 && highest === 0 && high !== null ? true : lowest > 0 || highest < 0 ? false : 'unknown';
    case '≠':
      return lowest > 0 || highest < 0 ? true : lowest === 0 && highest === 0 && high !== null ? false : 'unknown';
  }
}

/** The proposed amount is what was decided on; only where none is recorded the executed one stands for it. */
function amountOf(run: AssembledRun, unit: string | null): Measured | string {
  const output = firstWith(stagesOf(run, 'output'), 'amount');
  const stage = output ?? firstWith(stagesOf(run, 'execution'), 'amount');
  const text = textOf(stage, 'amount');
  const amount = text === null ? null : readDecimal(text);
  if (stage === undefined || text === null || amount === null) return 'no amount is recorded';
  const currency = textOf(stage, 'currency');
  if (unit === null) return 'the rule states no currency';
  if (currency === null) return `the currency of ${text} is not recorded`;
  if (currency.toUpperCase() !== unit.toUpperCase()) return `${text} ${quoted(currency)} is recorded, and the rule speaks of ${unit}`;
  return { low: amount, high: amount, factor: 1n, found: `${text} ${currency} ${output === undefined ? 'executed (no proposed amount is recorded)' : 'proposed'}`, evidence: `${stage.id}.amount` };
}

function scaled(run: AssembledRun, name: 'score' | 'confidence', unit: string | null): Measured | string {
  const stage = firstWith(stagesOf(run, 'output'), name);
  const text = textOf(stage, name);
  const value = text === null ? null : readDecimal(text);
  if (stage === undefined || text === null || value === null) return `no ${name} is recorded`;
  const scale = textOf(stage, 'scale');
  if (unit !== null && scale === null) return `the scale of the ${name} ${text} is not recorded`;
  if (unit !== null && scale !== null && scaleOf(scale) !== scaleOf(unit)) return `${text} is recorded on the scale ${quoted(scale)}, and the rule speaks of ${unit}`;
  return { low: value, high: value, factor: 1n, found: `${name} ${text}`, evidence: `${stage.id}.${name}` };
}

/** `0-100`, `0–100`, `0..100` and `0 to 100` are one scale. */
export const scaleOf = remembering((text) => text.replaceAll(/\s*(?:[-–—]|\.\.+|to|bis)\s*/g, '-').trim());

const perDay = 86_400_000_000_000n;

/** From the recorded date to the decision, else the age as recorded then; never from today's data. */
function ageOf(subject: string, run: AssembledRun, instant: string, unit: string | null): Measured | string {
  if (unit !== 'days') return `an age in ${unit ?? 'an unstated unit'} is not replayed`;
  const plain = plainName(subject);
  const inputs = inputsOf(run);
  const since = inputs.find(({ name }) => openings.some((word) => plainName(name) === `${plain}${word}`));
  if (since !== undefined) return ageSince(since, instant);
  const stated = inputs.find(({ name }) => [`${plain}agedays`, `${plain}ageindays`, `${plain}age`, `${plain}daysold`].includes(plainName(name)));
  const days = stated === undefined ? null : readDecimal(scalar(stated.value));
  if (stated === undefined || days === null) return `neither the age of the ${quoted(subject)} nor since when it exists is recorded`;
  return { low: days, high: days, factor: 1n, found: `${scalar(stated.value)} days as recorded then`, evidence: stated.evidence };
}

const openings = ['openedat', 'createdat', 'openedon', 'createdon', 'since', 'opened', 'created', 'opendate', 'creationdate'] as const;

function ageSince({ name, value, evidence }: RecordedInput, instant: string): Measured | string {
  const read = parseInstant(value, 'UTC');
  if (!read.ok) return `${quoted(name)} "${quoted(scalar(value))}" is no usable date`;
  const age = BigInt(instant) - BigInt(read.ns);
  // A date alone, or a time without a zone, may have begun up to a day and 14 hours away from its instant in UTC.
  const low = read.precision === 'day' || read.zoneless ? age - perDay - 12n * 3_600_000_000_000n : age;
  const high = read.precision === 'day' || read.zoneless ? age + 14n * 3_600_000_000_000n : age;
  return { low: { digits: low, scale: 0 }, high: { digits: high, scale: 0 }, factor: perDay, found: `${durationText(age)} from ${quoted(scalar(value))} to the decision`, evidence };
}

/** How many territory rules matched: a number, a list of them, or the words one, shared, none. */
function territoriesOf(run: AssembledRun): Measured | string {
  const input = inputsOf(run).find(({ name }) => ['territory', 'territories', 'matchingterritories', 'territoryrules'].includes(plainName(name)));
  if (input === undefined) return 'no territory is recorded';
  const { value, evidence } = input;
  const found = `territory ${isJsonArray(value) ? `list of ${value.length}` : `"${quoted(scalar(value))}"`}`;
  const exact = (count: bigint): Measured => ({ low: { digits: count, scale: 0 }, high: { digits: count, scale: 0 }, factor: 1n, found, evidence });
  if (isJsonArray(value)) return exact(BigInt(value.length));
  const word = scalar(value).toLowerCase();
  if (word === 'none') return exact(0n);
  if (word === 'one' || word === 'single' || word === 'clear') return exact(1n);
  if (word === 'shared' || word === 'several' || word === 'multiple') return { ...exact(2n), high: null };
  return /^\d{1,6}$/.test(word) ? exact(BigInt(word)) : `${found} says not how many territory rules matched`;
}

function inputNamed(quantity: string, run: AssembledRun): Measured | { readonly text: string; readonly evidence: string } | string {
  const plain = plainName(quantity);
  const input = inputsOf(run).find(({ name }) => plainName(name) === plain);
  if (input === undefined || input.value === null || typeof input.value === 'object') return `no ${quoted(quantity)} is recorded`;
  const text = scalar(input.value);
  const number = readDecimal(text);
  return number === null ? { text, evidence: input.evidence } : { low: number, high: number, factor: 1n, found: `${quoted(quantity)} ${text}`, evidence: input.evidence };
}

function scalar(value: JsonValue): string {
  return value === null || typeof value === 'object' ? '' : String(value);
}
