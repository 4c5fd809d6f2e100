import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { isProblem, parseRecord } from '../../electron/engine/evidence/parse-record.ts';
import { createRecordReader } from '../../electron/engine/evidence/record-reader.ts';

/** Reads the elements of one JSON array as an import does, in a process of its own, and says what that took. */
const [path = ''] = process.argv.slice(2);
const layout = { kind: 'json', records: ['/*'] } as const;
let records = 0;
let problems = 0;
const reader = createRecordReader(layout, {
  record(bytes, span) {
    if (isProblem(parseRecord(bytes, span, layout))) problems += 1;
    else records += 1;
  },
  problem: () => void (problems += 1),
});
const file = openSync(path, 'r');
const chunk = Buffer.allocUnsafeSlow(4 << 20);
for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) reader.push(chunk.subarray(0, length));
closeSync(file);
reader.end();
process.stdout.write(JSON.stringify({ records, problems, mostMebibytes: mostKibibytes() / 1024 }));

/** Linux tells a process the peak of its parent as its own (getrusage(2), across execve); what `/proc` says is this program's alone (proc(5), VmHWM). */
function mostKibibytes(): number {
  if (!existsSync('/proc/self/status')) return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
