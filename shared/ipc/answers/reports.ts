import type { RerunFigure } from '../../model/figure.ts';
import type { BuiltReport, ReportTemplateInfo } from '../../model/report.ts';

export interface ReportAnswers {
  'report.templates': readonly ReportTemplateInfo[];
  'report.templateFields': readonly { readonly field: string; readonly where: 'in a text' | 'alone on a line'; readonly of: string }[];
  'report.saveTemplate': { readonly id: string };
  'report.removeTemplate': null;
  'report.build': BuiltReport;
  'report.page': { readonly html: string; readonly title: string };
  'report.write': WrittenFile;
  'report.writeKey': { readonly sha256: string; readonly bytes: number };
  'report.note': WrittenFile;
  'report.exportDialog': { readonly path: string; readonly sha256: string; readonly bytes: number } | null;
  'report.setField': { readonly seq: number };
  'report.setText': { readonly seq: number };
  'report.sign': { readonly seq: number };
  'report.rerun': readonly RerunFigure[];
  'report.made': readonly MadeReport[];
}

export interface WrittenFile {
  readonly sha256: string;
  readonly bytes: number;
  /** Journal entry that notes it. */
  readonly seq: number;
}

/** A file made of a report, as the journal has it; newest first. */
export interface MadeReport {
  readonly seq: number;
  readonly at: string;
  readonly template: string;
  readonly phase: string;
  readonly format: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly content: string;
  readonly pseudonymous: boolean;
}
