import type { Request } from '#shared/ipc/contract.ts';
import type { SettleInputs } from '../../state/integrity-state.ts';

export interface SettleRequest {
  readonly request: Request<'integrity.check'>;
  /** What keeps it from being asked, by field. */
  readonly wrong: { readonly count: string | null; readonly head: string | null };
}

/** Blanks that came along with a copied number or hash mean nothing; anything else written wrong is said, not dropped. */
export function settleRequest(sourceKey: number | null, { count, head, keyText, keyFile, profile }: SettleInputs): SettleRequest {
  const digits = count.replace(/[\s\u202f\u00a0]/gu, '');
  const wrongCount = digits === '' || (/^\d{1,15}$/u.test(digits) && Number.isSafeInteger(Number(digits))) ? null : 'A whole number of records, in digits.';
  const hash = head.trim();
  const wrongHead = hash.length > 500 ? 'Longer than any hash.' : null;
  const keys = [...(keyFile === null ? [] : [keyFile]), ...(keyText.trim() === '' ? [] : [{ name: 'pasted key', base64: base64OfText(keyText.trim()) }])];
  const anchored = (digits !== '' && wrongCount === null) || (hash !== '' && wrongHead === null);
  return {
    request: {
      sourceKey,
      ...(profile === '' ? {} : { profile }),
      ...(keys.length === 0 ? {} : { keys }),
      ...(anchored ? { anchors: { count: digits === '' || wrongCount !== null ? null : Number(digits), head: hash === '' || wrongHead !== null ? null : hash } } : {}),
    },
    wrong: { count: wrongCount, head: wrongHead },
  };
}

export function isSupplied({ count, head, keyText, keyFile, profile }: SettleInputs): boolean {
  return [count, head, keyText, profile].some((text) => text.trim() !== '') || keyFile !== null;
}

function base64OfText(text: string): string {
  return base64OfBytes(new TextEncoder().encode(text));
}

export function base64OfBytes(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
