import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

/** One TypeScript file as a module a plain Node child process can load; its imports must be Node's own. */
export function transpiled(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const out = join(folder, basename(file).replace(/\.ts$/u, '.mjs'));
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 } });
  writeFileSync(out, outputText);
  return out;
}
