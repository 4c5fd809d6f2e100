import { describe, expect, it } from 'vitest';
import { plain, type ReportDocument } from './document.ts';
import { reportXlsx } from './to-xlsx.ts';

const document: ReportDocument = {
  title: 'Incident report: Refunds', subtitle: 'INC-2026-001', running: '', mark: 'DRAFT', cover: [], author: null, evidence: [],
  sections: [
    { id: '5', title: 'Scope', blocks: [{ kind: 'table', caption: 'By action: type/kind', leftOut: 3, columns: [{ title: 'Action', align: 'start' }, { title: 'Runs', align: 'end' }], rows: [[plain('=HYPERLINK("http://x","y")'), plain('1\u202f447')], [plain('-12.50 <&> \u202eabc'), plain('at least 3')]] }] },
    { id: '6', title: 'Controls', blocks: [{ kind: 'table', caption: 'By action: type/kind', leftOut: 0, columns: [{ title: 'Sum', align: 'end' }], rows: [[plain('-12.50')], [plain('12345678901234567890.5')]] }] },
  ],
};

/** A part's cells by place, as a reader of the format takes them. */
function cells(xml: string): Readonly<Record<string, string | number>> {
  const found = [...xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*>(?:<v>([^<]*)<\/v>|<is><t xml:space="preserve">([^<]*)<\/t><\/is>)<\/c>/gu)];
  return Object.fromEntries(found.map(([, place = '', value, text]) => [place, value === undefined ? (text ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&') : Number(value)]));
}

describe('a report as a workbook', () => {
  const parts = reportXlsx({ document, phase: 'initial', sheets: [], snapshot: { v: 1, template: 't', phase: 'initial', asOf: '', build: '', sheets: [], figures: [] } });
  const part = (path: string): string => parts.find((one) => one.path === path)?.text ?? '';

  it('guards text that would begin a formula, keeps numbers numbers, and spells out what nobody sees', () => {
    expect(cells(part('xl/worksheets/sheet3.xml'))).toEqual({ A1: 'Action', B1: 'Runs', A2: '\'=HYPERLINK("http://x","y")', B2: 1447, A3: "'-12.50 <&> ⟨U+202E⟩abc", B3: 'at least 3', A4: '3 more rows are left out here' });
    expect(cells(part('xl/worksheets/sheet4.xml'))).toEqual({ A1: 'Sum', A2: -12.5, A3: '12345678901234567890.5' });
    expect(parts.some(({ text }) => /<f[ >]|TargetMode|definedName|http:\/\/x"/u.test(text))).toBe(false);
  });

  it('says in its first sheet what every column is, and names no two sheets alike', () => {
    const about = Object.values(cells(part('xl/worksheets/sheet1.xml')));
    expect(about).toContain('DRAFT');
    const names = [...part('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/gu)].map(([, name = '']) => name);
    expect(names).toEqual(['About', 'Figures', '5 Scope By action type kind', '6 Controls By action type kind']);
    for (const name of names.slice(1)) expect(about).toContain(name);
    expect(part('[Content_Types].xml').match(/worksheet\+xml/gu)).toHaveLength(names.length);
  });
});
