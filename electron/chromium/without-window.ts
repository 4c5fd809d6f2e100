import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerOf } from '#shared/ipc/answers.ts';

export interface WithoutWindow {
  readonly home: string;
  readonly resources: string;
  readonly version: string;
  readonly say: (line: string) => void;
}

export async function showSampleWithoutWindow({ home, say }: WithoutWindow): Promise<number> {
  say(`not yet (${home})`);
  return 1;
}
