import type { OwnText, ReportTemplateInfo } from '#shared/model/report.ts';
import { alwaysPrinted } from '../own-template/own-sections.ts';
import type { OwnTemplate } from '../own-template/own-template.ts';
import { sectionOf, sheetOf } from '../own-template/template-fields.ts';

/** Every report of an incident: which sections it has and which forms. A new one is an entry here. */
export interface ReportTemplate extends ReportTemplateInfo {
  readonly sections: readonly string[];
  /** Its runs are those a search finds, not those of the incident. */
  readonly ofPopulation: boolean;
  /** A person's own: the sections above are what it may place. null: one of the program's. */
  readonly own: OwnTemplate | null;
}

const all = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8'] as const;
/** What an authority is sent: no example runs, no controls of the whole case, but every figure, limit and method behind the form. */
const notification = ['1', '2', '3', '5', '7', '8', '9', '10', '11', '12', '13', 'E1', 'E2', 'E3', 'E4', 'E7'] as const;
const behind = ['11', '13', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8'] as const;

const ownTexts: readonly OwnText[] = [
  { section: '4', title: '4 Cause, as you state it', hint: 'What brought it about is yours to say; the report only shows what coincides.' },
  { section: '6', title: '6 Remark on controls', hint: '' },
  { section: '7', title: '7 Consequences and risk', hint: 'For whom, how likely, how severe.' },
  { section: '11', title: '11 Not examined, assumptions', hint: '' },
  { section: 'decision', title: 'Decision to notify, and why', hint: 'Also where nobody is notified: the register keeps the reasoning.' },
  { section: 'lessons', title: 'Lessons', hint: 'What is done differently from now on.' },
  { section: 'population', title: 'Population, as a search', hint: 'One line in the language of the search box, such as has:amount at:2026-03. Empty: every run with an amount.' },
  { section: 'control total', title: 'Control total of the source system', hint: 'One a line: count: 1204, or EUR: 48120.50. Other lines are printed as they are.' },
  { section: 'sample', title: 'Sample', hint: 'Two lines: size: 25 and seed: a text of your choice. The same seed draws the same runs.' },
];

export const reportTemplates: readonly ReportTemplate[] = [
  template('incident-report', 'Incident report', 'The whole report, cover to sign-off with appendices E1 to E8, and the field sheets of every regime chosen.', ['initial', 'follow-up', 'final'], null, all),
  template('gdpr-33', 'GDPR breach notification', 'Article 33(3) with the ICO form: what the authority is told, and what stands behind each figure.', ['initial', 'follow-up', 'final'], ['gdpr-33'], notification),
  template('dora-report', 'DORA major incident report', 'All 76 fields of ITS (EU) 2025/302 Annex I.', ['initial', 'intermediate', 'final'], ['dora-its-2025-302'], notification),
  template('nis2-notification', 'NIS2 incident notification', 'Article 23(4): early warning, notification, final report.', ['early warning', 'notification', 'final'], ['nis2'], notification),
  template('ai-act-73', 'AI Act serious incident report', 'Article 73; fields derived from its text.', ['initial', 'complete'], ['aia-73'], [...notification, '4', '6']),
  template('hipaa-letter', 'HIPAA notice and HHS sheet', 'The five parts of 45 CFR 164.404(c).', ['notice', 'update'], ['hipaa-404'], notification),
  template('sec-8k-105', 'Form 8-K item 1.05 sheet', 'Nature, scope, timing and impact, and what is undetermined.', ['8-K', 'amendment'], ['sec-105'], notification),
  template('register-33-5', 'Register entry, GDPR 33(5)', 'Facts, effects, remedial action and the reasoned decision, also of a breach nobody was notified of.', ['entry'], [], ['register', '2', '5', '9', ...behind]),
  template('post-incident-review', 'Post-incident review', 'For the people inside: timeline, causes, controls, questions with their findings and evidence, measures, lessons.', ['review'], [], ['1', '3', '4', '5', '6', 'questions', '8', 'lessons', ...behind]),
  { ...template('control-evidence', 'Control evidence sheet, SOX', 'Population of actions with amounts, reviewed and automatic, rules in force, exceptions, completeness against a control total, a sample by seed.', ['sheet'], [], ['population', '6', 'exceptions', 'sample', ...behind]), ofPopulation: true },
  template('routing-dispute', 'Routing-dispute pack', 'Every dispute of its runs: who filed, what was decided and when, what the records say of the decision.', ['pack'], [], ['disputes', ...behind]),
];

/** The texts that its sections print. */
function template(id: string, title: string, about: string, phases: readonly string[], sheets: readonly string[] | null, sections: readonly string[]): ReportTemplate {
  const printed = new Set([...sections, ...(sections.includes('population') ? ['control total'] : []), ...(sections.includes('register') ? ['decision', '7'] : [])]);
  return { id, title, about, phases, sheets, sections, ofPopulation: false, own: null, texts: ownTexts.filter(({ section }) => printed.has(section)) };
}

/** A person's own template among the others, under `own:` and its name. */
export function ownReportTemplate(name: string, own: OwnTemplate): ReportTemplate {
  const fields = own.sections.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'block' ? [part.field] : [])));
  const texts = [...own.text.matchAll(/\{\{\s*text:([^{}]+?)\s*\}\}/gu)].flatMap(([, section]) => section ?? []);
  const sections = [...new Set([...fields.flatMap((field) => sectionOf(field) ?? []), ...alwaysPrinted])];
  const made = template(`own:${name}`, own.title.replaceAll(/\{\{[^{}]*\}\}/gu, '…'), 'Your own template.', ['report'], [...new Set(fields.flatMap((field) => sheetOf(field) ?? []))], sections);
  return { ...made, own, texts: ownTexts.filter(({ section }) => texts.includes(section) || made.texts.some((one) => one.section === section)) };
}
