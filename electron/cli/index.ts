#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { appHome } from '#shared/app-home.ts';
import { sealNetwork } from '../engine/engine.ts';
import { runProgram } from './program.ts';

sealNetwork();

const root = join(import.meta.dirname, '../..');
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

// A reader that closes its end early (`| head`) is no failure: the command goes on, so that the case is closed properly.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!('code' in error && error.code === 'EPIPE')) throw error;
  });
}

process.exitCode = await runProgram(process.argv.slice(2), {
  version,
  home: appHome({ platform: process.platform, env: process.env, userHome: homedir() }),
  resources: join(root, 'resources'),
  workers: 'threads',
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  live: process.stderr.isTTY === true,
});
