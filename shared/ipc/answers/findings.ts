import type { Finding, FindingRuleInfo } from '../../model/finding.ts';
import type { SuppliedList, SuppliedListKind } from '../../model/supplied-list.ts';
import type { SurveyState } from '../../model/survey.ts';
import type { Page } from '../answers.ts';
import type { FieldValues } from './search.ts';

export interface FindingAnswers {
  'survey.state': SurveyState;
  'survey.start': SurveyState;
  'findings.rules': FindingRules;
  'findings.page': Page<Finding>;
  'findings.ofRun': RunFindings;
  'findings.facet': FieldValues;
  /** The journal entry. */
  'findings.state': { readonly journalSeq: number };
  /** The journal entry; the survey that goes by the list has begun. */
  'findings.supply': { readonly journalSeq: number };
  'findings.supplied': readonly SuppliedList[];
  'findings.withdraw': { readonly journalSeq: number };
}

export interface FindingRules {
  readonly survey: SurveyState;
  readonly rules: readonly CountedRule[];
  /** Version of the gate table the rules go by. */
  readonly gates: string;
}

export interface CountedRule extends FindingRuleInfo {
  /** The list it goes by, where a person can supply one; null: it needs none. */
  readonly goesBy: SuppliedListKind | null;
  /** null: the survey is not whole, or the rule was not checked. */
  readonly counts: { readonly open: number; readonly accepted: number; readonly dismissed: number } | null;
}

export interface RunFindings {
  readonly survey: SurveyState;
  /** Without those the survey has not come to yet, where it is not whole. */
  readonly findings: readonly Finding[];
}
