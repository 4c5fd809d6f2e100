import { isJsonArray, isJsonObject, pointerTokens, type JsonObject, type JsonValue } from '#shared/json.ts';
import { ruleOperators, type RuleCondition, type RuleOperator, type VersionEntry, type VersionKind } from '#shared/model/version.ts';
import { parseInstant } from '#shared/time.ts';
import { idOf, textOf } from '../event-values.ts';

/** The lists of a registry and what their entries are versions of. */
export const registryLists: ReadonlyMap<string, VersionKind> = new Map([
  ['models', 'model'], ['prompts', 'prompt'], ['rules', 'rule'], ['policies', 'policy'], ['tools', 'tool'], ['configurations', 'configuration'],
]);

/** An entry as its registry states it; what follows from other entries is not known here. */
export type RegistryEntry = Pick<VersionEntry, 'kind' | 'name' | 'version' | 'provider' | 'from' | 'until' | 'changelog' | 'approvedBy' | 'text' | 'conditions' | 'effect' | 'owner' | 'review'> & { readonly end: Exclude<VersionEntry['end'], 'inferred'> };

export type EntryRead = { readonly ok: true; readonly entry: RegistryEntry } | { readonly ok: false; readonly reason: string };

/** Untrusted: one entry at `/models/3` and the like. resources/schemas/version-registry.schema.json. */
export function readEntry(pointer: string, value: JsonValue, zone: string | null): EntryRead {
  const kind = registryLists.get(pointerTokens(pointer)[0] ?? '');
  if (kind === undefined) return unreadable(`it stands in no list of a registry (${[...registryLists.keys()].join(', ')})`);
  if (!isJsonObject(value)) return unreadable('it is no object');
  const [name, version] = [nameOf(value), idOf(value['version'])];
  if (name === null) return unreadable('it names nothing: name, template or id is missing');
  if (version === null) return unreadable('its version is missing');
  const from = parseInstant(value['deployedAt'] ?? value['validFrom'] ?? null, zone);
  if (!from.ok) return unreadable(`deployedAt (or validFrom) is no usable time. ${from.reason}`);
  const ends = value['retiredAt'] === undefined ? value['validTo'] : value['retiredAt'];
  const until = ends === undefined || ends === null ? null : parseInstant(ends, zone);
  if (until !== null && !until.ok) return unreadable(`retiredAt (or validTo) is no usable time. ${until.reason}`);
  if (until !== null && BigInt(until.ns) < BigInt(from.ns)) return unreadable('it is retired before it is deployed');
  return {
    ok: true,
    entry: {
      kind, name, version, provider: textOf(value['provider']), from: from.ns, until: until?.ns ?? null, end: until !== null ? 'recorded' : ends === null ? 'open' : 'not recorded',
      changelog: textOf(value['changelog']), approvedBy: textOf(value['approvedBy']), text: textOf(value['text']),
      conditions: conditionsOf(value['conditions']), effect: textOf(value['effect']), owner: textOf(value['owner']), review: textOf(value['review']),
    },
  };
}

export function nameOf(value: JsonObject): string | null {
  return idOf(value['name']) ?? idOf(value['template']) ?? idOf(value['id']);
}

/** A condition that cannot be read stays in the list, so that nobody takes the rule to hold without it. */
function conditionsOf(value: JsonValue | undefined): readonly RuleCondition[] | null {
  if (value === undefined || !isJsonArray(value) || value.length === 0) return null;
  return value.map((condition) => {
    if (!isJsonObject(condition)) return { quantity: null, operator: null, value: null, unit: null };
    return { quantity: textOf(condition['quantity']), operator: operatorOf(textOf(condition['operator'])), value: idOf(condition['value']), unit: textOf(condition['unit']) };
  });
}

function operatorOf(written: string | null): RuleOperator | null {
  if (written === null) return null;
  return ruleOperators.find((operator) => operator === written) ?? otherSpellings.get(written) ?? null;
}

const otherSpellings: ReadonlyMap<string, RuleOperator> = new Map([['<=', '≤'], ['>=', '≥'], ['==', '='], ['!=', '≠'], ['<>', '≠']] as const);

function unreadable(why: string): EntryRead {
  return { ok: false, reason: `The entry cannot be read: ${why}.` };
}
