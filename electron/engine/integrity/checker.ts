import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { PropertyVerdict, SourceVerdict } from '#shared/model/verdict.ts';
import { ProblemError } from '#shared/result.ts';
import { canonicalJson } from '../case/canonical-json.ts';
import { checkRange } from './chain/check-range.ts';
import { custodyOf } from './custody.ts';
import { schemes } from './index.ts';
import type { CheckedSource, CheckPool, CheckTools, Inputs, Judgement } from './scheme.ts';

/** The source's bytes are hashed here, so that a verdict always says of which bytes it speaks. */
export async function checkSource(source: CheckedSource, inputs: Inputs, tools: CheckTools): Promise<readonly SourceVerdict[]> {
  const hashing = sha256Of(source.path, tools.signal);
  // The check may fail first; the hash's own failure is met where it is awaited.
  hashing.catch(() => undefined);
  const judged = await judge(source, inputs, tools);
  const sha256 = await hashing;
  return judged.map((judgement) => ({ ...judgement, sha256, properties: { ...judgement.properties, custody: custodyOf(source, sha256) } }));
}

async function judge(source: CheckedSource, inputs: Inputs, tools: CheckTools): Promise<readonly Judgement[]> {
  for (const scheme of schemes) {
    const judged = await scheme.check(source, inputs, tools);
    if (judged.length > 0) return judged;
  }
  return [noMechanism(source)];
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

function noMechanism(source: CheckedSource): Judgement {
  const sentence = source.bytes === 0 ? 'No records, nothing verified.' : 'No integrity mechanism in this file; only the hash taken at import.';
  const nothing: PropertyVerdict = { verdict: 'not-applicable', sentence, records: [], missing: null };
  return {
    sourceKey: source.sourceKey, name: source.name, bytes: source.bytes, mechanism: 'none', profile: null, inferred: false, records: 0, chains: 0, outside: 0, headline: sentence,
    properties: { recipe: nothing, content: nothing, order: nothing, start: nothing, end: nothing, authorship: nothing, time: nothing, coverage: nothing, strength: nothing },
    failures: [], moreFailures: 0, uncoveredFields: [], weaknesses: [], notes: [], segments: [], head: null,
  };
}

async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 4 << 20 })) {
    if (signal.aborted) throw new ProblemError('cancelled', 'Cancelled. Nothing was kept.');
    hash.update(chunk);
  }
  return hash.digest('hex');
}
