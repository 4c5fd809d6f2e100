import { FileText, PenLine, Plus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { sectionNumber } from '#shared/model/section-title.ts';
import type { BuiltReport, ReportTemplateInfo } from '#shared/model/report.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { classNames } from '../../parts/class-names.ts';
import { Checkbox } from '../../parts/checkbox.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Menu } from '../../parts/menu.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Select } from '../../parts/select.tsx';
import { Toolbar, ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { useIncidents } from '../../state/incidents-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo, useView } from '../../state/view-state.ts';
import { FieldSheets } from './field-sheets.tsx';
import { addOwnTemplate, exportAs, removeOwnTemplate, useReports } from './report-acts.ts';
import { ReportPage, sectionAnchor } from './report-page.tsx';
import { SignForm } from './sign-form.tsx';
import { SubmissionForm } from './submission-form.tsx';
import { TextForm } from './text-form.tsx';
import styles from './reports.module.css';

/** Sections left, the page as it prints in the middle, the forms right. Everything on it is worked out now. */
export function ReportsView() {
  const about = useView((state) => state.place.about);
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const incidents = useAnswer('incidents.list', {}, revision + acts);
  const own = useReports((state) => state.revision);
  const templates = useAnswer('report.templates', {}, own);
  if (incidents.problem !== null) return <ProblemNote problem={incidents.problem} />;
  const listed = incidents.value?.incidents ?? null;
  if (listed === null || templates.value === null) return <section className={styles.view} aria-label="Reports" />;
  const chosen = listed.find(({ id }) => id === about) ?? listed.at(-1);
  if (chosen === undefined) {
    return (
      <section className={styles.view} aria-label="Reports">
        <ViewHeader title="Reports" />
        <EmptyState icon={FileText} title="There is no incident yet" next="A report is of an incident: choose runs and make one. Then this page fills itself from the evidence, and says what only a person can.">
          <Button look="primary" onClick={() => goTo({ view: 'incidents' })}>
            Go to Incidents
          </Button>
        </EmptyState>
      </section>
    );
  }
  return <ReportDesk key={chosen.id} incident={chosen.id} incidents={listed} templates={templates.value} />;
}

interface DeskProps {
  readonly incident: string;
  readonly incidents: readonly { readonly id: string; readonly title: string }[];
  readonly templates: readonly ReportTemplateInfo[];
}

function ReportDesk({ incident, incidents, templates }: DeskProps) {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const { revision: own, wrote } = useReports();
  const [template, setTemplate] = useState('incident-report');
  const [phase, setPhase] = useState<string | null>(null);
  const [names, setNames] = useState(false);
  const [form, setForm] = useState<'sign' | 'text' | 'submission' | null>(null);
  const asked = { incident, template, phase, pseudonymous: !names };
  const built = useAnswer('report.build', asked, revision + acts + own);
  const report = built.value;
  const choose = (id: string): void => {
    setTemplate(id);
    setPhase(null);
  };
  const phases = templates.find(({ id }) => id === template)?.phases ?? [];
  const shown = report !== null && report.template.id === template ? report : null;
  const exporting = (format: Parameters<typeof exportAs>[0]['format'], extension: string): void => void exportAs({ ...asked, format, suggestedName: `${incident} ${template} ${shown?.phase ?? ''}.${extension}` });
  return (
    <section className={styles.view} aria-label="Reports">
      <ViewHeader title="Reports" detail={shown === null ? 'Building the report…' : <VisibleText text={`${shown.document.title}${shown.document.mark === '' ? '' : ` · ${shown.document.mark}`}`} />}>
        <Button small icon={RefreshCw} disabled={built.pending} onClick={built.reload}>
          Re-run every figure
        </Button>
        <Button small icon={PenLine} disabled={shown === null || shown.template.texts.length === 0} onClick={() => setForm(form === 'text' ? null : 'text')}>
          Write a section…
        </Button>
        <Menu
          label="Export the report"
          align="end"
          trigger={
            <Button small disabled={shown === null}>
              Export…
            </Button>
          }
          items={[
            { id: 'pdf', title: 'PDF', onChoose: () => exporting('pdf', 'pdf') },
            { id: 'docx', title: 'Word (DOCX)', onChoose: () => exporting('docx', 'docx') },
            { id: 'html', title: 'HTML, one file', onChoose: () => exporting('html', 'html') },
            { id: 'markdown', title: 'Markdown', onChoose: () => exporting('markdown', 'md') },
            { id: 'csv', title: 'Fields and figures as CSV', onChoose: () => exporting('csv', 'csv') },
            { id: 'xlsx', title: 'Fields, figures and tables as a workbook (XLSX)', onChoose: () => exporting('xlsx', 'xlsx') },
            { id: 'json', title: 'Fields and figures as JSON', onChoose: () => exporting('json', 'json') },
            null,
            { id: 'key', title: 'Who is behind the pseudonyms…', onChoose: () => exporting('people key', 'people-key.json') },
          ]}
        />
        <Button small disabled={shown === null} onClick={() => setForm(form === 'submission' ? null : 'submission')}>
          Record as submitted…
        </Button>
        <Button small look="primary" disabled={shown === null} onClick={() => setForm(form === 'sign' ? null : 'sign')}>
          Sign…
        </Button>
      </ViewHeader>
      <Toolbar label="Which report">
        <Select label="Incident" groups={[{ title: null, options: incidents.map(({ id, title }) => ({ value: id, title: `${id} ${title}` })) }]} value={incident} onChange={(id) => goTo({ about: id })} />
        <Select label="Template" groups={[{ title: null, options: templates.map(({ id, title }) => ({ value: id, title })) }]} value={template} onChange={choose} />
        <Menu
          label="Own templates"
          trigger={<IconButton small icon={Plus} label="Own templates" />}
          items={[
            { id: 'add', title: 'Add your own template (Markdown)…', onChoose: () => void addOwnTemplate().then((id) => (id === null ? undefined : choose(id))) },
            ...(template.startsWith('own:') ? [null, { id: 'remove', title: `Forget ${template}`, onChoose: () => void removeOwnTemplate(template).then(() => choose('incident-report')) }] : []),
          ]}
        />
        <Select label="Phase" groups={[{ title: null, options: [{ value: '', title: `next: ${shown?.phase ?? '…'}` }, ...phases.map((one) => ({ value: one, title: one }))] }]} value={phase ?? ''} onChange={(one) => setPhase(one === '' ? null : one)} />
        <Checkbox label="Keep names and ids of people as recorded" checked={names} onChange={setNames} />
        <span>names as recorded</span>
      </Toolbar>
      {wrote !== null && (
        <p className={styles.dialog} role="status">
          <VisibleText text={wrote} />
        </p>
      )}
      {built.problem !== null && <ProblemNote problem={built.problem} />}
      {form === 'sign' && shown !== null && <SignForm incident={incident} report={shown} onClose={() => setForm(null)} />}
      {form === 'submission' && shown !== null && <SubmissionForm incident={incident} report={shown} revision={revision + acts + own} onClose={() => setForm(null)} />}
      {form === 'text' && shown !== null && <TextForm key={template} incident={incident} report={shown} onClose={() => setForm(null)} />}
      {shown !== null && <Columns incident={incident} report={shown} />}
    </section>
  );
}

function Columns({ incident, report }: { readonly incident: string; readonly report: BuiltReport }) {
  const same = report.reruns.filter(({ state }) => state === 'same').length;
  /** It brings no form: the page has the room. */
  const formless = report.template.sheets?.length === 0;
  const unknown = report.sheets.flatMap(({ fields }) => fields).filter(({ status, mandatory }) => status === 'unknown yet' && mandatory === 'mandatory').length;
  return (
    <div className={classNames(styles.columns, formless && styles.formless)}>
      <nav className={styles.side} aria-label="Sections">
        <ul className={styles.sections}>
          {report.document.sections.map(({ id, title }) => (
            <li key={id}>
              <button type="button" onClick={() => document.getElementById(sectionAnchor(id))?.scrollIntoView({ block: 'start' })}>
                <span className={styles.number}>{sectionNumber(id)}</span>
                <VisibleText text={title} />
              </button>
            </li>
          ))}
        </ul>
        <div className={styles.before}>
          <p className={styles.title}>Before you sign</p>
          <p>{`${report.snapshot.figures.length} figures worked out now`}</p>
          <p>{report.reruns.length === 0 ? 'no earlier figure to compare with' : `${same} of ${report.reruns.length} submitted figures are the same`}</p>
          <p>{`${unknown} mandatory fields unknown yet`}</p>
          <p>{report.wording.length === 0 ? 'no wording to change' : `${report.wording.length} wordings to change`}</p>
          <p>{report.signOff === null ? 'not signed' : report.signOff.holds ? 'signed' : 'signed for other content'}</p>
          {report.before.map((line) => (
            <p key={line} className={styles.unknown}>
              <VisibleText text={line} />
            </p>
          ))}
        </div>
      </nav>
      <div className={styles.desk} tabIndex={0} role="region" aria-label="Page">
        <ReportPage document={report.document} />
      </div>
      {!formless && (
        <div className={styles.sheets} tabIndex={0} role="region" aria-label="Field sheets">
          <FieldSheets incident={incident} sheets={report.sheets} />
        </div>
      )}
    </div>
  );
}
