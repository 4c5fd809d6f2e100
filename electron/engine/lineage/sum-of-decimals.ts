/** The exact sum of decimal texts (`-12.50`, `1e-2`), with as many places as the one that has most. At least one. */
export function sumOfDecimals(amounts: readonly string[]): string {
  const [only] = amounts;
  if (only !== undefined && amounts.length === 1) return only;
  const parts = amounts.map(scaled);
  const places = parts.reduce((most, part) => Math.max(most, part.places), 0);
  const total = parts.reduce((sum, part) => sum + part.units * 10n ** BigInt(places - part.places), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${total < 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(digits.length - places)}`}`;
}

function scaled(text: string): { readonly units: bigint; readonly places: number } {
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const units = BigInt(`${whole === '' || whole === '-' || whole === '+' ? `${whole}0` : whole}${fraction}`.replace('+', ''));
  const places = fraction.length - Number(exponent);
  return places >= 0 ? { units, places } : { units: units * 10n ** BigInt(-places), places: 0 };
}
