import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEngine } from './engine-client.mjs';
import { generateRecords } from './generate-records.mjs';
import { median } from './measure.mjs';

/**
 * The survey of a case: every run read again, all finding rules, the words of its texts. Beside it the import of the same bytes in the
 * same run, and what a run costs against the smallest size: above 1 it grows faster than the case. Then what rests on it is asked.
 */
export async function benchSurvey({ root, work, counts }) {
  let smallest = null;
  for (const count of counts) {
    const home = join(work, 'home');
    const records = join(work, `records-${count}.jsonl`);
    if (!existsSync(records)) generateRecords(records, count);
    const casePath = join(work, `survey-${count}.case`);
    rmSync(casePath, { recursive: true, force: true });
    const began = performance.now();
    execFileSync(process.execPath, [join(root, 'out/main/cli.js'), 'import', casePath, records, '--json'], { env: { ...process.env, PROOFLINE_HOME: home }, stdio: ['ignore', 'ignore', 'ignore'] });
    const importing = performance.now() - began;

    const engine = startEngine(root, home);
    await engine.ask('app.info', {});
    const opened = performance.now();
    await engine.ask('case.open', { pathId: casePath });
    let worst = 0;
    let surveying = true;
    const waits = (async () => {
      while (surveying) {
        const asked = performance.now();
        await engine.ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 200 });
        worst = Math.max(worst, performance.now() - asked);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    })();
    const state = await engine.ask('survey.state', { wait: true });
    surveying = false;
    const took = performance.now() - opened;
    await waits;
    if (state.kind !== 'whole' || state.runs !== count) throw new Error(`Surveyed ${JSON.stringify(state)} of ${count}`);
    const perRun = took / count;
    smallest ??= perRun;
    console.log(`\n${count.toLocaleString('en')} runs`);
    console.log(`survey      ${(took / 1000).toFixed(1)} s, ${Math.round(count / (took / 1000))} runs/s; ${(took / importing).toFixed(2)} times their import; a run costs ${(perRun / smallest).toFixed(2)} times that of the smallest size; engine's CPU ${cpuSeconds(engine.pid)} s; a page of runs waited ${Math.round(worst)} ms at most`);
    await benchAnswers(engine);
    await engine.close();
    rmSync(casePath, { recursive: true, force: true });
  }
}

/** What needs the survey, each with a search of its own every time: kept answers do not count. */
async function benchAnswers(engine) {
  const words = ['charge', 'captures', 'ledger', 'invoice', 'minute', 'policy'];
  const byTime = { key: 'startedAt', descending: false };
  const questions = {
    'findings by rule': () => engine.ask('findings.rules', {}),
    'runs with two words, first page': (at) => engine.ask('runs.page', { where: `text:${words[at % words.length]} customer:C${10_000 + at}`, sort: byTime, after: null, limit: 200 }),
    'runs with a word, count': (at) => engine.ask('runs.count', { where: `text:${words[at % words.length]}` }),
    'blast radius of one person’s approvals': (at) => engine.ask('blast.figures', { cause: [], where: `approver:person-${at}`, environment: null, window: null, at: null }),
    'histogram, one person’s approvals': (at) => engine.ask('timeline.histogram', { where: `approver:person-${at}`, window: null, unit: null, most: 160, zone: 'utc' }),
    'variants': (at) => engine.ask('variants.list', { where: `approver:person-${at}`, most: 100 }),
  };
  for (const [name, ask] of Object.entries(questions)) {
    const times = [];
    for (let round = 0; round < 5; round += 1) {
      const began = performance.now();
      await ask(round);
      times.push(performance.now() - began);
    }
    console.log(`${name.padEnd(40)} p50 ${median(times).toFixed(1)} ms, slowest ${Math.max(...times).toFixed(1)} ms`);
  }
}

/** User and system time of a process and its threads (proc(5): /proc/pid/stat, fields 14 and 15); a dash where there is none. */
function cpuSeconds(pid) {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return '–';
  const fields = readFileSync(path, 'utf8').replace(/^.*\) /su, '').split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / 100).toFixed(1);
}
