import type { CuratedEntry, RecordPlace } from '#shared/model/incident.ts';
import type { Stage } from '#shared/model/lineage.ts';
import type { ReportSnapshot } from '#shared/model/report.ts';
import type { RerunFigure } from '#shared/model/figure.ts';
import { instantText } from '#shared/time.ts';
import { citations, mono, plain, say, strong, type Block, type Citations, type ReportDocument, type Section, type Words } from '../document.ts';
import { ownSections, templateTitle } from '../own-template/own-sections.ts';
import { changesSince } from './changes.ts';
import { lineagePicture, timelinePicture } from './pictures.ts';
import type { ReportInput } from './report-facts.ts';
import { appendices, changesSection, limitsSection, sheetsSection, signOffSection } from './sections/closing.ts';
import { exceptionsSection, populationSection, sampleSection } from './sections/control-evidence.ts';
import { disputesSection, lessonsSection, questionsSection, registerSection } from './sections/inside.ts';
import { clockSection, factsSection, summarySection } from './sections/opening.ts';
import { assessmentSections, causeSection, controlsSection, scopeSection } from './sections/substance.ts';
import type { ReportTemplate } from './templates.ts';
import { localText } from './words.ts';

/** The report of an incident at a phase, as blocks. The same facts give the same document. */
export function incidentDocument(input: ReportInput, template: ReportTemplate, snapshot: ReportSnapshot, reruns: readonly RerunFigure[]): ReportDocument {
  const { incident: { incident }, phase, examples, previous, signOff } = input;
  const cited = citations();
  const changes = previous === null ? [] : changesSince(previous.snapshot, snapshot);
  const lines = incident.timeline.map(({ recordedAt, asserted, title, kind }) => ({ at: recordedAt ?? asserted?.at.ns ?? null, title, entered: kind === 'entered' }));
  const sections: readonly (Section | null)[] = [
    registerSection(input),
    populationSection(input),
    template.sections.includes('disputes') ? disputesSection(input, new Map(examples.map((lineage) => [lineage.run.id, exampleBlocks([lineage], cited)]))) : null,
    summarySection(input),
    clockSection(input),
    !template.sections.includes('3') ? null : factsSection(input, (entry) => entryEvidence(entry, input, cited), timelinePicture(lines)),
    template.sections.includes('4') ? causeSection(input, exampleBlocks(examples, cited)) : null,
    scopeSection(input),
    controlsSection(input),
    exceptionsSection(input),
    sampleSection(input),
    questionsSection(input),
    ...assessmentSections(input),
    lessonsSection(input),
    sheetsSection(input),
    limitsSection(input),
    changesSection(input, changes),
    signOffSection(input),
    ...appendices(input, reruns),
  ];
  const generated = sections.flatMap((section) => (section !== null && template.sections.includes(section.id) ? [section] : []));
  const mark = signOff?.holds === true ? '' : 'DRAFT';
  return {
    title: template.own === null ? `${template.title}: ${incident.title}` : templateTitle(template.own, input),
    subtitle: `${incident.id}, ${phase}${previous === null ? '' : `, following the submission of ${previous.at}`}`,
    running: `${incident.id} · ${template.title} · ${phase}`,
    mark,
    author: signOff?.holds === true ? signOff.name : null,
    cover: cover(input, template, mark),
    sections: template.own === null ? generated : ownSections(template.own, input, generated),
    evidence: cited.records,
  };
}

function cover({ caseName, caseId, incident: { incident }, phase, asOf, journal, signOff, pseudonymous, sheets, build }: ReportInput, template: ReportTemplate, mark: string): ReportDocument['cover'] {
  return [
    { label: 'Incident', words: say`${strong(incident.id)}, ${incident.title}` },
    { label: 'Phase', words: say`${strong(phase)}${mark === '' ? '' : ', draft: not signed'}` },
    { label: 'Case', words: say`${caseName} (${mono(caseId)})` },
    { label: 'As of', words: say`${mono(instantText(asOf))}${incident.zone === 'UTC' ? '' : say` (${mono(localText(asOf, incident.zone))}, ${incident.zone})`}` },
    { label: 'Prepared by', words: signOff?.holds === true ? say`${signOff.name}, ${signOff.role}` : plain('nobody has signed') },
    { label: 'Owner', words: plain(incident.owner === '' ? 'nobody named' : incident.owner) },
    { label: 'Regimes', words: plain(incident.regimes.length === 0 ? 'none chosen' : incident.regimes.map(({ title }) => title).join('; ')) },
    { label: 'Field sheets', words: plain(sheets.length === 0 ? 'none' : sheets.map(({ title, phase: of }) => `${title} (${of})`).join('; ')) },
    { label: 'People', words: plain(pseudonymous ? 'pseudonymous: names and ids from records are replaced, the key is kept apart' : 'as recorded') },
    { label: 'Custody journal', words: say`${journal.entries} entries, head ${mono(journal.head)}` },
    { label: 'Made with', words: say`Proofline ${mono(build)}, template ${mono(template.id)}` },
    { label: 'Standing', words: plain('Candidate, confirm with counsel. This program prepares; people decide and submit.') },
  ];
}

function entryEvidence({ evidence, version, reference, seq }: CuratedEntry, { sources }: ReportInput, cited: Citations): Words {
  if (version !== null) {
    const words = say`${version.kind} ${mono(`${version.name} ${version.version}`)}`;
    const place = placeOf(version, sources, `deployment of ${version.name} ${version.version}`);
    return place === null ? say`${words}; no registry states it: its time is that of the first run that used it` : say`${cited.cite(place)} ${words}`;
  }
  if (evidence === null) return say`journal ${seq}${reference === '' ? '' : say`, ${reference}`}`;
  const { runName, stage } = evidence;
  const place = placeOf(evidence, sources, `${stage} of run ${runName}`);
  return place === null ? say`run ${mono(runName)}, ${stage}; no single record says so` : say`${cited.cite(place)} run ${mono(runName)}`;
}

/** null: no single record says so, or its source is not in the case any more. */
function placeOf({ source, sourceSha256, offset, length, recordSha256 }: RecordPlace, sources: ReportInput['sources'], about: string): Parameters<Citations['cite']>[0] | null {
  const known = sources.find(({ sha256 }) => sha256 === sourceSha256);
  return source === null || offset === null || length === null || recordSha256 === null || known === undefined ? null : { source, sourceKey: known.sourceKey, offset, length, sha256: recordSha256, about };
}

function exampleBlocks(examples: ReportInput['examples'], cited: Citations): readonly Block[] {
  return examples.flatMap((lineage): readonly Block[] => {
    const record = (stage: Stage): Words => {
      const keys = Object.values(stage.values).flatMap(({ sourceKey, offset }) => (sourceKey === null || offset === null ? [] : [{ sourceKey, offset }]));
      const behind = lineage.records.filter((one) => keys.some(({ sourceKey, offset }) => one.sourceKey === sourceKey && offset >= one.offset && offset < one.offset + one.length));
      return behind.slice(0, 3).flatMap(({ sourceKey, source, offset, length, sha256, event }) => say` ${cited.cite({ source, sourceKey, offset, length, sha256, about: `${event} of run ${lineage.run.externalId}` })}`);
    };
    return [{ kind: 'heading', text: `What the records say of run ${lineage.run.externalId}` }, lineagePicture(lineage, record)];
  });
}
