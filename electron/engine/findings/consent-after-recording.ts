import { parseInstant } from '#shared/time.ts';
import type { AssembledRun } from '../lineage/assembled-run.ts';
import type { FindingRule } from './finding-rule.ts';
import { inputsOf, instantIn, isSurelyAfter, plainName, stagesOf, type RecordedInstant } from './recorded.ts';
import { at, between } from './wording.ts';

export const consentAfterRecording: FindingRule = {
  id: 'consent-after-recording',
  title: 'Consent given after the recording began',
  definition:
    'The records state when consent was given and when the recording began (an input named startedAt, recordingStartedAt or the like, else the time of the source data), and the consent is later. Where no beginning is recorded, only a consent later than the output is found, and the sentence says so. Equal instants, and those no further apart than their precision, raise nothing.',
  basis: '4-Pattern Audit Log Standard, pattern 2: consent before the recording',
  severity: 'high',
  family: 'patterns',
  ofRun: () => ({ run }) => {
    const [consent] = stagesOf(run, 'consent');
    const given = instantIn(consent, 'at');
    if (consent === undefined || given === null) return null;
    const began = beginning(run);
    const output = stagesOf(run, 'output')[0];
    const reference = began ?? withEvidence(instantIn(output, 'at'), `${output?.id ?? 'output'}.at`);
    if (reference === null || !isSurelyAfter(given, reference)) return null;
    const what = began === null ? 'the output was put out (when the recording began is not recorded)' : 'the recording began';
    return { sentence: `Consent is recorded for ${at(given.at)}, ${between(reference.at, given.at)} after ${what} at ${at(reference.at)}.`, evidence: [`${consent.id}.at`, reference.evidence] };
  },
};

const names: ReadonlySet<string> = new Set(['startedat', 'recordingstartedat', 'recordingstart', 'recordedfrom', 'recordingat', 'recordingtimestamp', 'startedtime', 'starttime', 'start']);
const units = { day: 86_400_000_000_000n, minute: 60_000_000_000n, second: 1_000_000_000n, millisecond: 1_000_000n, microsecond: 1000n, nanosecond: 1n } as const;

function beginning(run: AssembledRun): (RecordedInstant & { readonly evidence: string }) | null {
  for (const { name, value, evidence } of inputsOf(run)) {
    if (!names.has(plainName(name))) continue;
    const read = parseInstant(value, null);
    if (read.ok) return { at: read.ns, unit: units[read.precision], evidence };
  }
  const [data] = stagesOf(run, 'source-data');
  return withEvidence(instantIn(data, 'at'), `${data?.id ?? 'source-data'}.at`);
}

function withEvidence(instant: RecordedInstant | null, evidence: string): (RecordedInstant & { readonly evidence: string }) | null {
  return instant === null ? null : { ...instant, evidence };
}
