/** Ways in which exporters re-spell a time; each is undone on the text before it is hashed. `digits:N` is that many decimals. */
export const timeTransforms = ['z-to-offset', 'offset-to-z', 'space-to-t', 't-to-space', 'digits:3', 'digits:6', 'digits:7', 'trim-zeros'] as const;
export type TimeTransform = (typeof timeTransforms)[number];

export function transformed(text: string, transforms: readonly TimeTransform[]): string {
  return transforms.reduce((result, transform) => apply(result, transform), text);
}

function apply(text: string, transform: TimeTransform): string {
  switch (transform) {
    case 'z-to-offset':
      return text.replace(/Z$/, '+00:00');
    case 'offset-to-z':
      return text.replace(/\+00:00$/, 'Z');
    case 'space-to-t':
      return text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T');
    case 't-to-space':
      return text.replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ');
    case 'trim-zeros':
      return text.replace(/(\.\d*?)0+(?=\D*$|[Z+-])/, '$1').replace(/\.(?=\D|$)/, '');
    default:
      return withDigits(text, Number(transform.slice('digits:'.length)));
  }
}

function withDigits(text: string, digits: number): string {
  return text.replace(/(:\d\d)(?:\.(\d+))?(?=$|Z|[+-]\d)/, (_all, seconds: string, fraction: string | undefined) => `${seconds}.${(fraction ?? '').padEnd(digits, '0').slice(0, digits)}`);
}
