import type { BlastWindow, CausePart } from '#shared/model/blast.ts';
import type { SearchField } from '#shared/search/search.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { instantText } from '#shared/time.ts';

/** One thing asked of a run, as search text. What matches none of `holds` and `open` contradicts it: that run is out. */
export interface AskedPart {
  /** What is missing where it is open: `prompt version`. */
  readonly what: string;
  readonly fact: 'modelVersion' | 'promptVersion' | 'ruleId' | 'environment' | null;
  /** Recorded, and so. */
  readonly holds: string;
  /** Nothing recorded decides it. */
  readonly open: string;
  /** Met by every run that `holds` or `open` meets, and told from the row alone; empty: by all runs. */
  readonly loose: string;
}

/** The texts say exactly what is counted: the index reads its conditions from them, and the person lists the runs with them. */
export interface CohortSearches {
  readonly parts: readonly AskedPart[];
  readonly certain: string;
  readonly possible: string;
  /** Certain or possible. */
  readonly either: string;
  readonly loose: string;
}

export function cohortSearches(parts: readonly AskedPart[], where: string): CohortSearches {
  const rest = where.trim() === '' ? [] : [`(${where.trim()})`];
  const holds = parts.map((part) => part.holds);
  const either = parts.map((part) => `(${part.holds} OR ${part.open})`);
  return {
    parts,
    certain: together([...holds, ...rest]),
    // Without parts nothing can be open.
    possible: holds.length === 0 ? nothing : together([...either, ...rest, `-(${holds.join(' ')})`]),
    either: together([...either, ...rest]),
    loose: together([...parts.flatMap(({ loose }) => (loose === '' ? [] : [`(${loose})`])), ...rest]),
  };
}

/** Before the first instant the index can hold. */
const nothing = 'at:<1678';

export function together(terms: readonly string[]): string {
  return terms.filter((term) => term !== '').join(' ');
}

export function causePart({ kind, name, version }: CausePart): AskedPart {
  switch (kind) {
    case 'model':
    case 'prompt': {
      const fact = kind === 'model' ? ('modelVersion' as const) : ('promptVersion' as const);
      const recorded = `recorded:${kind}-version`;
      const sameName = `(${writeTerm(kind, name)} OR ${kind}:@*)`;
      return {
        what: `${kind} version`, fact,
        holds: `${writeTerm(kind, `${name}@${version ?? ''}`)} ${recorded}`,
        open: `(-${recorded} ${sameName} OR ${writeTerm(kind, `@${version ?? ''}`)} ${recorded})`,
        loose: sameName,
      };
    }
    case 'rule':
      return { what: 'rule', fact: 'ruleId', holds: `${writeTerm('rule', name)} recorded:rule`, open: '(-recorded:rule (approval:not-recorded OR approval:named-rule))', loose: `${writeTerm('rule', name)} OR approval:not-recorded OR approval:named-rule` };
    case 'approver':
      return plainPart('approver', 'approver', name, '(approver:not-recorded (approval:not-recorded OR approval:human))');
    case 'action':
      return plainPart('action', 'action type', name);
    case 'agent':
      return plainPart('agent', 'agent', name);
    case 'system':
      return plainPart('system', 'target system', name);
  }
}

function plainPart(field: SearchField, what: string, name: string, open = `${field}:not-recorded`): AskedPart {
  return { what, fact: null, holds: writeTerm(field, name), open, loose: `${writeTerm(field, name)} OR ${field}:not-recorded` };
}

export function environmentPart(environment: string): AskedPart {
  return { what: 'environment', fact: 'environment', holds: `${writeTerm('environment', environment)} recorded:environment`, open: '-recorded:environment', loose: '' };
}

export function windowPart({ from, until }: BlastWindow): AskedPart | null {
  const bounds = [...(from === null ? [] : [`at:>=${instantText(from)}`]), ...(until === null ? [] : [`at:<${instantText(until)}`])];
  const edge = from ?? until;
  if (edge === null) return null;
  // A run without a time is neither before an instant nor after it.
  const open = `(-at:>=${instantText(edge)} -at:<${instantText(edge)})`;
  return { what: 'start', fact: null, holds: bounds.join(' '), open, loose: `${bounds.join(' ')} OR ${open}` };
}
