import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type Property, type PropertyVerdict, type SourceVerdict } from '#shared/model/verdict.ts';
import { canonicalJson } from '../case/canonical-json.ts';
import { checkRange } from './chain/check-range.ts';
import { custodyOf } from './custody.ts';
import { schemes } from './index.ts';
import type { CheckedSource, CheckPool, CheckTools, Inputs } from './scheme.ts';

/** The source's bytes are hashed here, so that a verdict always says of which bytes it speaks. */
export async function checkSource(source: Omit<CheckedSource, 'sha256'>, inputs: Inputs, tools: CheckTools): Promise<readonly SourceVerdict[]> {
  const known = { ...source, sha256: await sha256Of(source.path) };
  for (const scheme of schemes) {
    const verdicts = await scheme.check(known, inputs, tools);
    if (verdicts.length > 0) return verdicts;
  }
  return [noMechanism(known)];
}

/** The verdict's own hash: what the journal keeps of it. */
export function verdictHash(verdicts: readonly SourceVerdict[]): string {
  return createHash('sha256').update(canonicalJson(JSON.parse(JSON.stringify(verdicts)))).digest('hex');
}

/** The same code in this thread: for small files, and for tests run from source. */
export function createInlineCheckPool(): CheckPool {
  return {
    size: 1,
    async *check(task) {
      for (const batch of checkRange(task)) {
        yield batch;
        // Lets progress and cancellation through between batches.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    close: async () => undefined,
  };
}

function noMechanism(source: CheckedSource): SourceVerdict {
  const nothing: PropertyVerdict = { verdict: 'not-applicable', sentence: source.bytes === 0 ? 'No records, nothing verified.' : 'No integrity mechanism in this file; only the hash taken at import.', records: [], missing: null };
  const table: Record<Property, PropertyVerdict> = { recipe: nothing, content: nothing, order: nothing, start: nothing, end: nothing, authorship: nothing, time: nothing, coverage: nothing, strength: nothing, custody: custodyOf(source) };
  return {
    sourceKey: source.sourceKey, name: source.name, sha256: source.sha256, bytes: source.bytes, mechanism: 'none', profile: null, inferred: false, records: 0, chains: 0, outside: 0,
    headline: nothing.sentence, properties: table, failures: [], moreFailures: 0, uncoveredFields: [], weaknesses: [], notes: [], segments: [], head: null,
  };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 4 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}
