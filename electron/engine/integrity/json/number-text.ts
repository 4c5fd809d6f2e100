import { canonicalNumber } from '../../case/canonical-json.ts';

/** How a writer spells numbers: as they stand, as ECMAScript (RFC 8785), as Python's json, as Go's encoding/json. */
export const numberModes = ['lexeme', 'ecmascript', 'python', 'go'] as const;
export type NumberMode = (typeof numberModes)[number];

/** The lexeme as that writer spells the number it reads from it; null when it has none (a double would be infinite). */
export function numberText(lexeme: string, mode: NumberMode): string | null {
  if (mode === 'lexeme') return lexeme;
  const integer = !/[.eE]/.test(lexeme);
  // Python and Go read an integer exactly, whatever its length.
  if (integer && mode === 'python') return lexeme === '-0' ? '0' : lexeme;
  if (integer && mode === 'go') return lexeme;
  const value = Number(lexeme);
  if (!Number.isFinite(value)) return null;
  if (mode === 'python') return pythonFloat(value);
  return mode === 'go' && Object.is(value, -0) ? '-0' : canonicalNumber(value);
}

/** Python's `repr` of a float: the shortest digits that read back, in scientific form below 1e-4 and from 1e16 on. */
function pythonFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  const sign = digits.startsWith('-') ? '-' : '';
  const bare = digits.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${bare}`;
  const whole = bare.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${bare.slice(exponent + 1) || '0'}`;
}
