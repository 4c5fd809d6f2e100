import type { FigureReading } from './figure.ts';

/** As it is written: `312`, `at least 312`, `187 to 201`, `not known from this evidence`. Digits as they are; nothing rounded. */
export function figureText({ value, upper, basis }: FigureReading, digits: (decimal: string) => string = asIs): string {
  if (value === null) return 'not known from this evidence';
  switch (basis) {
    case 'exact':
      return digits(value);
    case 'lower bound':
      return upper === null ? `at least ${digits(value)}` : `${digits(value)} to ${digits(upper)}`;
    case 'upper bound':
      return `at most ${digits(value)}`;
    case 'estimate':
      return `about ${digits(value)}`;
    case 'unknown':
      return 'not known from this evidence';
  }
}

/** `exact`, `lower and upper bound`. */
export function basisText({ upper, basis }: FigureReading): string {
  return basis === 'lower bound' && upper !== null ? 'lower and upper bound' : basis;
}

function asIs(decimal: string): string {
  return decimal;
}
