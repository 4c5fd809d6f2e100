import { bytesText, countedText } from './count-text.ts';

/** A size at a glance; exact to the byte on hover. */
export function Bytes({ of: bytes }: { readonly of: number }) {
  return <span className="figures" title={countedText(bytes, 'byte')}>{bytesText(bytes)}</span>;
}
