import type { ReportTemplateInfo } from '#shared/model/report.ts';

/** Every report of an incident: which sections it has and which forms. A new one is an entry here. */
export interface ReportTemplate extends ReportTemplateInfo {
  readonly sections: readonly string[];
}

const all = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8'] as const;
/** What an authority is sent: no example runs, no controls of the whole case, but every figure, limit and method behind the form. */
const notification = ['1', '2', '3', '5', '7', '8', '9', '10', '11', '12', '13', 'E1', 'E2', 'E3', 'E4', 'E7'] as const;

export const reportTemplates: readonly ReportTemplate[] = [
  { id: 'incident-report', title: 'Incident report', about: 'The whole report, cover to sign-off with appendices E1 to E8, and the field sheets of every regime chosen.', phases: ['initial', 'follow-up', 'final'], sheets: null, sections: all },
  { id: 'gdpr-33', title: 'GDPR breach notification', about: 'Article 33(3) with the ICO form: what the authority is told, and what stands behind each figure.', phases: ['initial', 'follow-up', 'final'], sheets: ['gdpr-33'], sections: notification },
  { id: 'dora-report', title: 'DORA major incident report', about: 'All 76 fields of ITS (EU) 2025/302 Annex I.', phases: ['initial', 'intermediate', 'final'], sheets: ['dora-its-2025-302'], sections: notification },
  { id: 'nis2-notification', title: 'NIS2 incident notification', about: 'Article 23(4): early warning, notification, final report.', phases: ['early warning', 'notification', 'final'], sheets: ['nis2'], sections: notification },
  { id: 'ai-act-73', title: 'AI Act serious incident report', about: 'Article 73; fields derived from its text.', phases: ['initial', 'complete'], sheets: ['aia-73'], sections: [...notification, '4', '6'] },
  { id: 'hipaa-letter', title: 'HIPAA notice and HHS sheet', about: 'The five parts of 45 CFR 164.404(c).', phases: ['notice', 'update'], sheets: ['hipaa-404'], sections: notification },
  { id: 'sec-8k-105', title: 'Form 8-K item 1.05 sheet', about: 'Nature, scope, timing and impact, and what is undetermined.', phases: ['8-K', 'amendment'], sheets: ['sec-105'], sections: notification },
];
