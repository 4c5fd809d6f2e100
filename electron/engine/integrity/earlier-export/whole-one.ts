import type { Attestation, Subject } from '../scheme.ts';

/** Of two that differ the one whose own hashes and signatures fit while the other's do not; null: they do not tell. */
export function wholeOne(one: Subject, other: Subject): Subject | null {
  if (isWhole(one) && hasFailed(other)) return one;
  return isWhole(other) && hasFailed(one) ? other : null;
}

function isWhole({ judgements }: Subject): boolean {
  return judgements[0]?.properties.content.verdict === 'verified' && !hasFailed({ judgements });
}

function hasFailed({ judgements }: Pick<Subject, 'judgements'>): boolean {
  return judgements.some(({ failures, properties: table }) => failures.length > 0 || Object.values(table).some(({ verdict }) => verdict === 'failed'));
}

/** One edit, one finding: what the records' own hashes show already becomes a remark. */
export function foundOnce(said: Attestation, { judgements }: Subject): Attestation {
  const own = new Set((judgements[0]?.failures ?? []).map(({ kind, record }) => `${kind} ${record}`));
  const again = said.failures.filter(({ kind, record }) => own.has(`${kind} ${record}`));
  if (again.length === 0) return said;
  return { ...said, failures: said.failures.filter((failure) => !again.includes(failure)), notes: [...again.slice(0, 100).map(({ record, sentence }) => ({ record, sentence })), ...said.notes] };
}
