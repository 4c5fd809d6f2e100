/** A name that is one path segment on every system: the page suggests it, and evidence may have named it. */
export function safeFileName(suggested: string): string {
  const name = suggested.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<>:"/\\|?*]/gu, '_').replace(/^[. ]+|[. ]+$/gu, '');
  if (name === '') return 'proofline.txt';
  return reserved.test(name) ? `_${name}` : name.slice(0, 200);
}

/** Device names of Windows, with or without an extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;
