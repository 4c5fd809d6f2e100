import { createHash } from 'node:crypto';
import type { JsonObject } from '#shared/json.ts';
import type { OmittedOriginal } from '#shared/model/bag.ts';

/** What a package says of itself in the terms of CASE and UCO. */
export interface CaseUcoFacts {
  readonly caseId: string;
  readonly caseName: string;
  readonly build: string;
  /** RFC 3339 UTC. */
  readonly madeAt: string;
  readonly journalEntries: number;
  readonly journalHead: string;
  readonly incident: string | null;
  readonly originals: readonly { readonly path: string; readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly omitted: readonly OmittedOriginal[];
}

/**
 * The custody of the originals as JSON-LD, for tools that read CASE: one investigation, each original as a file with its hash, a provenance record
 * for each, and the act that put them together. Every term is one of `caseUcoTerms`. It names nobody and repeats no record.
 */
export function caseUcoGraph({ caseId, caseName, build, madeAt, journalEntries, journalHead, incident, originals, omitted }: CaseUcoFacts): JsonObject {
  const files = [...originals.map(({ path, ...one }) => ({ ...one, exhibit: path, left: null })), ...omitted.map(({ name, sha256, bytes, reason }) => ({ name, sha256, bytes, exhibit: null, left: reason }))];
  const id = (kind: string, of: string): string => `kb:${kind}-${uuidOf(caseId, `${kind} ${of}`)}`;
  const ref = (kind: string, of: string): JsonObject => ({ '@id': id(kind, of) });
  return {
    '@context': { ...namespaces, kb: `urn:proofline:case:${caseId}:` },
    '@graph': [
      { '@id': id('investigation', ''), '@type': 'case-investigation:Investigation', 'uco-core:name': caseName, 'uco-core:description': incident === null ? 'Evidence package of a case' : `Evidence package made for incident ${incident}`, 'uco-core:object': [ref('action', madeAt), ref('tool', build), ...files.flatMap(({ sha256, name }) => [ref('file', `${sha256} ${name}`), ref('provenance', `${sha256} ${name}`)])] },
      { '@id': id('tool', build), '@type': 'uco-tool:Tool', 'uco-core:name': 'Proofline', 'uco-tool:version': build },
      {
        '@id': id('action', madeAt), '@type': 'case-investigation:InvestigativeAction', 'uco-core:name': 'package made',
        'uco-core:description': `Every original was hashed again on the way into this package. Custody journal: ${journalEntries} entries, head SHA-256 ${journalHead}.`,
        'uco-action:endTime': typed('xsd:dateTime', madeAt), 'uco-action:instrument': ref('tool', build),
        'uco-action:object': files.map(({ sha256, name }) => ref('file', `${sha256} ${name}`)), 'uco-action:result': files.map(({ sha256, name }) => ref('provenance', `${sha256} ${name}`)),
      },
      ...files.flatMap(({ name, sha256, bytes, exhibit, left }): readonly JsonObject[] => [
        {
          '@id': id('file', `${sha256} ${name}`), '@type': 'uco-observable:File',
          'uco-core:hasFacet': [
            { '@id': id('file-facet', `${sha256} ${name}`), '@type': 'uco-observable:FileFacet', 'uco-observable:fileName': name, 'uco-observable:sizeInBytes': typed('xsd:integer', String(bytes)) },
            { '@id': id('content-facet', `${sha256} ${name}`), '@type': 'uco-observable:ContentDataFacet', 'uco-observable:hash': [{ '@id': id('hash', `${sha256} ${name}`), '@type': 'uco-types:Hash', 'uco-types:hashMethod': typed('uco-vocabulary:HashNameVocab', 'SHA256'), 'uco-types:hashValue': typed('xsd:hexBinary', sha256) }] },
          ],
        },
        { '@id': id('provenance', `${sha256} ${name}`), '@type': 'case-investigation:ProvenanceRecord', 'uco-core:description': left === null ? `In this package as ${exhibit ?? ''}` : `Left out of this package: ${left}`, ...(exhibit === null ? {} : { 'case-investigation:exhibitNumber': exhibit }), 'uco-core:object': [ref('file', `${sha256} ${name}`)] },
      ]),
    ],
  };
}

const namespaces = {
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  'uco-vocabulary': 'https://ontology.unifiedcyberontology.org/uco/vocabulary/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** What the graph may use: classes and properties of CASE and UCO 1.x, as in casework/CASE `ontology/investigation/investigation.ttl`, ucoProject/UCO `ontology/uco` and the CASE examples. */
export const caseUcoTerms: ReadonlySet<string> = new Set([
  'case-investigation:Investigation', 'case-investigation:InvestigativeAction', 'case-investigation:ProvenanceRecord', 'case-investigation:exhibitNumber',
  'uco-action:endTime', 'uco-action:instrument', 'uco-action:object', 'uco-action:result',
  'uco-core:description', 'uco-core:hasFacet', 'uco-core:name', 'uco-core:object',
  'uco-observable:ContentDataFacet', 'uco-observable:File', 'uco-observable:FileFacet', 'uco-observable:fileName', 'uco-observable:hash', 'uco-observable:sizeInBytes',
  'uco-tool:Tool', 'uco-tool:version', 'uco-types:Hash', 'uco-types:hashMethod', 'uco-types:hashValue', 'uco-vocabulary:HashNameVocab',
  'xsd:dateTime', 'xsd:hexBinary', 'xsd:integer',
]);

function typed(type: string, value: string): JsonObject {
  return { '@type': type, '@value': value };
}

/** RFC 9562, version 8: the same thing has the same id in every package of a case. UCO asks that ids end in a UUID. */
function uuidOf(caseId: string, of: string): string {
  const hex = createHash('sha256').update(`${caseId}\n${of}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
