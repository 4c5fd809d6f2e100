import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const variable = 'PROOFLINE_PREPARED_HOME';

/** Once before all journeys: a home folder in which the sample case was imported and surveyed, as somebody would leave it who looked at it yesterday. Answers how to take it away. */
export default function prepareHome(): () => void {
  const home = mkdtempSync(join(tmpdir(), 'proofline-prepared-'));
  const sample = join(home, 'cases', 'Sample case.case');
  mkdirSync(join(home, 'cases'));
  for (const words of [['sample', sample], ['findings', sample]]) {
    execFileSync(process.execPath, [join(import.meta.dirname, '../../out/main/cli.js'), ...words], { env: { ...process.env, PROOFLINE_HOME: home }, stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 64 << 20 });
  }
  // The start page greets as on the first day.
  rmSync(join(home, 'recent-cases.json'), { force: true });
  process.env[variable] = home;
  return () => rmSync(home, { recursive: true, force: true });
}

/** A copy of it for one journey. */
export function preparedHome(): string {
  const prepared = process.env[variable];
  if (prepared === undefined) throw new Error(`${variable} is not set: playwright.config.ts names this file as its global setup.`);
  const home = mkdtempSync(join(tmpdir(), 'proofline-home-'));
  cpSync(prepared, home, { recursive: true });
  return home;
}
