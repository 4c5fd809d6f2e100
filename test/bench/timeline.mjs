import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runnerImport } from 'vite';

/**
 * Runs over time at the size of the index, statement by statement: the roll-up, a search over its columns, a word that only the runs can answer,
 * and the same GROUP BY in SQLite over the same rows.
 */
export async function benchTimeline({ root, work, counts }) {
  const load = async (path) => (await runnerImport(join(root, path))).module;
  const { openStore } = await load('electron/engine/store/open-store.ts');
  const { buildTimelineRollup, timelineGrain } = await load('electron/engine/store/timeline-rollup.ts');
  const { timelineFilter } = await load('electron/engine/store/queries/timeline-filter.ts');
  const { timelineBins } = await load('electron/engine/store/queries/timeline-bins.ts');
  const { timelineLanes } = await load('electron/engine/store/queries/timeline-lanes.ts');
  const { timelineAxis, unplacedRuns } = await load('electron/engine/store/queries/timeline-axis.ts');
  const { stageLanes } = await load('electron/engine/store/queries/stage-lanes.ts');
  const { binEdges, unitFor } = await load('shared/time-bins.ts');
  for (const count of counts) {
    const folder = join(work, `timeline-${count}`);
    rmSync(folder, { recursive: true, force: true });
    const opened = await openStore(folder);
    if (!opened.ok) throw new Error(opened.problem.message);
    const { store } = opened.value;
    await fill(store, count);
    const built = performance.now();
    let longest = 0;
    let last = built;
    const whole = await buildTimelineRollup(store, 1, () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      return true;
    });
    const [kinds] = await store.query('SELECT (SELECT count(*) FROM timeline_kind), (SELECT count(*) FROM timeline_slot)');
    console.log(`\n${count.toLocaleString('en')} runs: roll-up ${whole ? 'whole' : 'not kept'} in ${Math.round(performance.now() - built)} ms, longest pause ${Math.round(longest)} ms, slots of ${Number(await timelineGrain(store, 1)) / 6e10} min, ${kinds?.join(' kinds, ')} rows`);
    const axis = await timelineAxis(store, 1);
    const edges = binEdges(axis, unitFor(axis, 160), 'utc');
    const third = (BigInt(axis.until) - BigInt(axis.from)) / 3n;
    const middle = { from: String(BigInt(axis.from) + third), until: String(BigInt(axis.from) + third + 21_600_000_000_000n) };
    const close = binEdges(middle, '1 min', 'utc');
    const ask = (where, some) => async () => timelineBins(store, 1, await timelineFilter(store, 1, where), some, () => undefined);
    const questions = {
      'axis': () => timelineAxis(store, 1),
      'whole axis, no search': ask('', edges),
      'whole axis, approval and action': ask('approval:not-recorded action:refund', edges),
      'whole axis, one agent': ask('agent:agent-3', edges),
      'whole axis, a word': ask('"customer:77"', edges),
      'six hours by the minute': ask('', close),
      'six hours by the minute, a word': ask('"customer:77"', close),
      'unknown time, no search': async () => unplacedRuns(store, 1, await timelineFilter(store, 1, '')),
      'lanes by agent': async () => timelineLanes(store, 1, await timelineFilter(store, 1, ''), 'agent', edges, 8),
      'lanes by source, a word': async () => timelineLanes(store, 1, await timelineFilter(store, 1, '"customer:77"'), 'source', edges, 8),
      'lanes by stage': async () => stageLanes(store, await timelineFilter(store, 1, ''), edges),
    };
    const ours = {};
    for (const [name, question] of Object.entries(questions)) ours[name] = await timed(question, name.includes('stage') || name.includes('a word') ? 5 : 20);
    await store.close();
    const theirs = sqliteTimes(work, count, axis, edges);
    for (const [name, { p50, p95 }] of Object.entries(ours)) {
      const beside = theirs[name];
      console.log(`${name.padEnd(34)} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms${beside === undefined ? '' : `   SQLite p50 ${beside.p50.toFixed(1)} ms, p95 ${beside.p95.toFixed(1)} ms, ratio ${(beside.p50 / p50).toFixed(2)}`}`);
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

const start = 1_767_225_600_000_000_000n;
const step = 5_184_000_000n;

/** Sixty days for a million: one run every 5.184 s; agents, models and approvals change at their own pace. */
async function fill(store, count) {
  await store.query(
    `INSERT INTO source VALUES (1, 1, 1, 'a.jsonl', 'v', NULL, 'a', 1, 'native', '{}', NULL, '', NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1800000000000000000, '', '{}', '[]'),
                               (1, 2, 1, 'b.jsonl', 'v', NULL, 'b', 1, 'native', '{}', NULL, '', NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1800000000000000000, '', '{}', '[]')`,
  );
  for (let from = 0; from < count; from += 100_000) {
    await store.query(
      `INSERT INTO run (case_key, id, started_at, source_key, records, sources, contradictions, recorded_fields, approval_class, outcome, fields, external_id, action_type, environment, agent, model, model_version, prompt_template, prompt_version, amount, currency, subject, system, target_record, words)
       SELECT 1, ('00000000-0000-8000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1::bigint + n * $2::bigint, 1 + (n / 7) % 2, 1, 1, 0, 6, (n * 7) % 4, (n * 11) % 20 / 5, CASE WHEN n % 9 = 0 THEN 'rrrrrrp' ELSE 'rrrrrrr' END, 'run-' || n,
              (ARRAY['refund', 'lead_route', 'email_draft', 'credit', 'cancel', 'charge'])[1 + n % 6], 'production', 'agent-' || (n / 13) % 12, 'model-' || n % 3, '2.' || n / 400000, 'prompt-' || n % 3, 'v' || n / 300000,
              (n % 50000) / 100.0, 'EUR', 'customer:' || n % 40000, 'payments', 'INV-' || n, 'run-' || n || E'\\ncustomer:' || n % 40000 || E'\\ninv-' || n || E'\\nagent-' || (n / 13) % 12
         FROM generate_series($3::bigint, $4::bigint) AS n`,
      [String(start), String(step), from, Math.min(count, from + 100_000) - 1],
    );
    await store.query(
      `INSERT INTO run_detail (case_key, run_id, triggered_at, proposed_at, decided_at, executed_at, confirmed_at, executions, variant)
       SELECT case_key, id, started_at, started_at + 1000000000, started_at + 2000000000, started_at + 3000000000, started_at + 4000000000, 1, 'tohxs' FROM run WHERE started_at >= $1::bigint`,
      [String(start + BigInt(from) * step)],
    );
  }
  await store.query('VACUUM (ANALYZE) run, run_detail');
}

function sqliteTimes(work, count, axis, edges) {
  const modules = join(work, 'baseline');
  if (!existsSync(join(modules, 'node_modules/better-sqlite3'))) {
    mkdirSync(modules, { recursive: true });
    execFileSync('npm', ['install', '--prefix', modules, '--no-audit', '--no-fund', 'better-sqlite3@12'], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const Database = createRequire(`${modules}/`)('better-sqlite3');
  const path = join(work, `timeline-${count}.db`);
  rmSync(path, { force: true });
  const db = new Database(path);
  db.exec('CREATE TABLE run (at INTEGER, action TEXT, approval INTEGER, agent TEXT, words TEXT)');
  const insert = db.prepare('INSERT INTO run VALUES (?, ?, ?, ?, ?)');
  const actions = ['refund', 'lead_route', 'email_draft', 'credit', 'cancel', 'charge'];
  db.exec('BEGIN');
  for (let n = 0; n < count; n += 1) insert.run(start + BigInt(n) * step, actions[n % 6], (n * 7) % 4, `agent-${Math.floor(n / 13) % 12}`, `run-${n}\ncustomer:${n % 40_000}\ninv-${n}\nagent-${Math.floor(n / 13) % 12}`);
  db.exec('COMMIT');
  db.exec('CREATE INDEX run_at ON run (at)');
  const width = BigInt(edges[1]) - BigInt(edges[0]);
  const bins = (condition) => db.prepare(`SELECT (at - ?) / ? AS bin, count(*) FROM run WHERE at >= ? AND at < ?${condition} GROUP BY bin`);
  const run = (statement) => () => statement.all(BigInt(edges[0]), width, BigInt(axis.from), BigInt(axis.until));
  const times = {
    'whole axis, no search': timedNow(run(bins(''))),
    'whole axis, approval and action': timedNow(run(bins(" AND approval = 3 AND action = 'refund'"))),
    'whole axis, one agent': timedNow(run(bins(" AND agent = 'agent-3'"))),
    'whole axis, a word': timedNow(run(bins(" AND instr(words, 'customer:77') > 0"))),
  };
  db.close();
  rmSync(path, { force: true });
  return times;
}

async function timed(ask, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return spread(times);
}

function timedNow(ask) {
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    ask();
    times.push(performance.now() - began);
  }
  return spread(times);
}

function spread(times) {
  const sorted = times.sort((a, b) => a - b);
  return { p50: sorted[Math.floor(sorted.length / 2)], p95: sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] };
}
