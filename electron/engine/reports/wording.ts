import { textsOf, type ReportDocument } from './document.ts';

/** Words a report must not use of its own (investigation.md, section 7), and what to say. Recorded text is never read for them. */
const forbidden: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bcaused by\b/iu, '“coincides with”; a cause is stated by the person who signs'],
  [/\bnot approved\b/iu, '“no human approval recorded”, or “explicitly none”'],
  [/\bdid not happen\b/iu, '“not in this evidence”'],
  [/\brubber[- ]stamp/iu, 'the time between being shown and being decided'],
  [/\btamper-?proof\b/iu, 'what was verified, failed, or could not be checked'],
  [/\bunauthori[sz]ed\b/iu, 'which approval the record shows, and which it does not'],
  [/\byou must (?:notify|report|inform)\b/iu, '“candidate, confirm with counsel”'],
  [/\bthe reason (?:was|is) that the (?:model|ai|agent)\b/iu, '“the model’s stated reason”'],
  [/\bapproximately\b|\babout \d/iu, 'bounds, or an estimate with its method'],
  [/\b(?:is|was|are|were) authentic\b/iu, 'whose key verified what'],
  [/\bobviously\b|\bclearly\b|\bundoubtedly\b/iu, 'the fact and its citation'],
];

export interface WordingProblem {
  readonly where: string;
  readonly word: string;
  readonly instead: string;
}

/** Every forbidden word in what templates and people wrote. A report with any cannot be signed. */
export function wordingProblems(document: ReportDocument): readonly WordingProblem[] {
  return textsOf(document).flatMap(({ where, text }) =>
    forbidden.flatMap(([pattern, instead]) => {
      const found = pattern.exec(text);
      return found === null ? [] : [{ where, word: found[0], instead }];
    }),
  );
}
