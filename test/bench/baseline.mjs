import { createHash } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

/**
 * The baseline: JSON.parse and SHA-256 a line, better-sqlite3, one transaction, three indexes, columns only.
 *   node baseline.mjs FOLDER_WITH_BETTER_SQLITE3 RECORDS.jsonl OUT.db
 */
const [modules = '', path = '', out = ''] = process.argv.slice(2);
const Database = createRequire(`${modules}/`)('better-sqlite3');
rmSync(out, { force: true });
const db = new Database(out);
db.exec(`
  CREATE TABLE run (offset INTEGER, length INTEGER, sha256 TEXT, id TEXT, at TEXT, action TEXT, environment TEXT, agent TEXT, model TEXT, version TEXT, template TEXT,
    prompt TEXT, class TEXT, approver TEXT, rule TEXT, outcome TEXT, amount REAL, currency TEXT, customer TEXT, system TEXT, record TEXT);
  CREATE INDEX run_id ON run (id);
  CREATE INDEX run_at ON run (at);
  CREATE INDEX run_action ON run (action, outcome);
`);
const insert = db.prepare(`INSERT INTO run VALUES (${'?,'.repeat(20)}?)`);
db.exec('BEGIN');
let offset = 0;
let records = 0;
for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 1 << 20 }), crlfDelay: Infinity })) {
  const length = Buffer.byteLength(line);
  const record = JSON.parse(line);
  const sha256 = createHash('sha256').update(line).digest('hex');
  insert.run(
    offset, length, sha256, record.run.id, record.at, record.action.type, record.context.environment, record.agent.name, record.model.name, record.model.version, record.prompt.template,
    record.prompt.version, record.decision.class, record.decision.approver ?? null, record.decision.ruleId ?? null, record.outcome.status, record.action.amount, record.action.currency,
    record.subject.customerId, record.action.system, record.action.recordId,
  );
  offset += length + 1;
  records += 1;
}
db.exec('COMMIT');
db.close();
console.log(records);
