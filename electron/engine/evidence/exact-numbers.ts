import type { JsonValue } from '#shared/json.ts';

/**
 * `JSON.parse`, but a number whose digits a double cannot hold becomes the text of those digits: two ids that differ in
 * their twentieth digit stay two, and 1e400 is not infinity. undefined: not JSON.
 */
export function parseJson(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    if (!(hasLongRun(text) || longExponent.test(text)) || !mayLoseDigits.test(text)) return value;
    const exact: JsonValue = JSON.parse(quoteInexact(text));
    return exact;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A table's cell as a number where it is one that a double holds; else the text as it stands. */
export function numberOrText(text: string): number | string {
  const trimmed = text.trim();
  return decimalForm.test(trimmed) && !losesDigits(trimmed) ? Number(trimmed) : text;
}

/** 0x10 and Infinity are numbers to JavaScript, not to whoever wrote a table. */
const decimalForm = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Sixteen digits or a three-digit exponent where JSON may have a number. Also met inside strings. */
const mayLoseDigits = /(?:^|[:,[\s])-?\d(?:[\d.]{15}|[\d.]*[eE][+-]?\d{3}\d*\s*(?:[,\]}]|$))/;

/** Necessary for the second half of `mayLoseDigits`, and quick because so little matches. */
const longExponent = /\d[eE][+-]?\d{3}\d*\s*(?:[,\]}]|$)/;

const run = 16;

/**
 * Necessary for the first half: sixteen digits or points in a row. Such a run covers a place in every sixteen, so only
 * those are looked at; once a record, at a tenth of the pattern's price.
 */
function hasLongRun(text: string): boolean {
  for (let at = run - 1; at < text.length; at += run) {
    if (!isDigitOrPoint(text.charCodeAt(at))) continue;
    let from = at;
    while (from > 0 && isDigitOrPoint(text.charCodeAt(from - 1))) from -= 1;
    let to = at + 1;
    while (to < text.length && to - from < run && isDigitOrPoint(text.charCodeAt(to))) to += 1;
    if (to - from >= run) return true;
  }
  return false;
}

function isDigitOrPoint(code: number): boolean {
  return code === 0x2e || (code >= 0x30 && code <= 0x39);
}

/** Valid JSON in, valid JSON out. */
function quoteInexact(text: string): string {
  let out = '';
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = afterString(text, at);
    } else if (code === minus || isDigit(code)) {
      const end = afterNumber(text, at);
      const lexeme = text.slice(at, end);
      if (losesDigits(lexeme)) {
        out += `${text.slice(copied, at)}"${lexeme}"`;
        copied = end;
      }
      at = end;
    } else {
      at += 1;
    }
  }
  return out + text.slice(copied);
}

/**
 * Seventeen digits are what a program may print of a double it holds, so a fraction is inexact only beyond them; an integer
 * is as soon as a digit differs.
 */
function losesDigits(lexeme: string): boolean {
  const number = Number(lexeme);
  if (!Number.isFinite(number)) return true;
  const digits = significant(lexeme);
  if (number === 0) return digits !== '';
  if (digits.length < 16 || digits === significant(String(number))) return false;
  return /^[+-]?\d+$/.test(lexeme) || digits.length > 17;
}

function significant(number: string): string {
  const exponent = number.search(/e/i);
  return (exponent < 0 ? number : number.slice(0, exponent)).replaceAll(/[-+.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
}

const quote = 34;
const minus = 45;
const backslash = 92;

function afterString(text: string, quoteAt: number): number {
  for (let at = quoteAt + 1; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === backslash) at += 1;
  }
}

function afterNumber(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && isNumberPart(text.charCodeAt(at))) at += 1;
  return at;
}

function isNumberPart(code: number): boolean {
  return isDigit(code) || code === 46 || code === 43 || code === minus || code === 69 || code === 101;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
