/**
 * How far the survey is that follows an import: what findings, free text and details of runs rest on. Whoever shows anything that rests on it
 * says which of these it is; a count of a survey that is not whole is never shown as a result.
 */
export type SurveyState =
  | { readonly kind: 'whole'; readonly runs: number }
  | { readonly kind: 'under way'; readonly runs: number; readonly total: number; readonly jobId: string }
  | { readonly kind: 'not made'; readonly runs: number; readonly total: number; readonly why: string };
