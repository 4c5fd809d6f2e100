/** Words in the name of an input that point at special categories of personal data (GDPR Art. 9(1), 10). A hint to look, never a finding; a name without such a word proves nothing. */
const dictionary: readonly (readonly [category: string, words: RegExp])[] = [
  ['health', /health|medical|diagnos|disease|illness|disab|patient|medication|pregnan|sick.?leave/iu],
  ['racial or ethnic origin', /race\b|racial|ethnic|national.?origin/iu],
  ['political opinions', /politic|party.?member/iu],
  ['religious or philosophical beliefs', /religio|belief|church|faith/iu],
  ['trade union membership', /union.?member|trade.?union/iu],
  ['genetic or biometric data', /genetic|genom|biometric|fingerprint|face.?(?:id|print)|iris.?scan/iu],
  ['sex life or sexual orientation', /sexual|orientation|sex.?life/iu],
  ['criminal convictions and offences', /criminal|convict|offence|offense/iu],
];

export function specialCategory(name: string): string | null {
  return dictionary.find(([, words]) => words.test(name))?.[0] ?? null;
}
