import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The import table of the architecture, as data. A room not listed here may not exist. */
interface Room {
  readonly room: string;
  /** Prefixes of files it may import, besides itself. */
  readonly files: readonly string[];
  /** Packages, and `node:*`. `type:` in front: for types only. */
  readonly packages: readonly string[];
}

const anyNode = ['node:*'] as const;
const engineRooms = ['case', 'acts', 'annotations', 'evidence', 'importers', 'lineage', 'source-clocks', 'findings', 'figures', 'subjects', 'completeness', 'clocks', 'incidents', 'disputes', 'store', 'jobs', 'handlers'] as const;
/** No files, no clock, no database: only hashing of Node. */
const pureRooms: readonly string[] = ['annotations', 'source-clocks', 'lineage', 'importers', 'completeness', 'findings', 'figures', 'clocks', 'incidents', 'disputes', 'subjects'];
const libraries: Readonly<Record<string, readonly string[]>> = {
  case: ['zod'],
  acts: ['zod'],
  annotations: ['zod'],
  'source-clocks': ['zod'],
  figures: ['zod'],
  subjects: ['zod'],
  evidence: ['yauzl', 'fzstd', 'hyparquet', 'hyparquet/*', 'hyparquet-compressors', 'csv-parse', 'csv-parse/sync'],
  importers: ['zod'],
  findings: ['zod'],
  jobs: ['zod'],
  store: ['zod', '@electric-sql/pglite', '@electric-sql/pglite/*'],
  clocks: ['zod'],
  incidents: ['zod'],
  disputes: ['zod'],
  handlers: ['zod'],
};

const rooms: readonly Room[] = [
  { room: 'shared/', files: [], packages: ['zod'] },
  ...engineRooms.map((name, index) => ({
    room: `electron/engine/${name}/`,
    files: ['shared/', ...engineRooms.slice(0, index).map((left) => `electron/engine/${left}/`), ...(name === 'jobs' ? ['electron/engine/network-seal.ts'] : []), ...(name === 'jobs' || name === 'handlers' ? ['electron/engine/integrity/', 'electron/engine/reports/', 'electron/engine/bags/'] : [])],
    packages: [...(pureRooms.includes(name) ? ['node:crypto'] : anyNode), ...(libraries[name] ?? [])],
  })),
  { room: 'electron/engine/integrity/', files: ['shared/', 'electron/engine/case/', 'electron/engine/evidence/'], packages: [...anyNode, 'zod', 'asn1js', 'cborg', '@sigstore/bundle', '@sigstore/verify', '@sigstore/protobuf-specs'] },
  { room: 'electron/engine/reports/', files: ['shared/'], packages: ['node:crypto'] },
  { room: 'electron/engine/bags/', files: ['shared/', 'electron/engine/case/', 'electron/engine/evidence/', 'electron/engine/reports/'], packages: [...anyNode, 'yazl'] },
  // The files that wire the rooms; handlers know the engine's options, and nothing else of it.
  { room: 'electron/engine/', files: ['shared/', 'electron/engine/'], packages: ['node:*', 'zod'] },
  { room: 'electron/main/', files: ['shared/'], packages: ['node:*', 'electron', 'zod', 'type:zod'] },
  { room: 'electron/preload/', files: ['shared/ipc/channels.ts'], packages: ['electron'] },
  { room: 'electron/cli/', files: ['shared/', 'electron/engine/engine.ts', 'electron/engine/reports/', 'electron/chromium/find-browser.ts', 'electron/chromium/print-pdf.ts'], packages: ['node:*', 'zod', 'playwright'] },
  { room: 'electron/chromium/', files: ['shared/', 'electron/engine/engine.ts', 'electron/engine/reports/'], packages: ['node:*', 'playwright', 'type:electron'] },
  {
    room: 'renderer/',
    files: ['shared/'],
    packages: ['react', 'react/*', 'react-dom', 'react-dom/*', 'zustand', 'zustand/*', '@xyflow/react', '@xyflow/react/*', '@base-ui/react', '@base-ui/react/*', '@tanstack/react-virtual', 'cmdk', 'lucide-react', 'react-resizable-panels', 'elkjs', 'elkjs/*', '@dagrejs/dagre', '@fontsource-variable/*'],
  },
];

const networkModules = ['net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns', 'dns/promises', 'inspector', 'inspector/promises', 'child_process', 'cluster'].flatMap((name) => [name, `node:${name}`]);
/** The case lock is a local socket or pipe; the seal must name what it seals. */
const networkExceptions: Readonly<Record<string, readonly string[]>> = {
  'electron/engine/case/lock.ts': ['node:net'],
  'electron/engine/network-seal.ts': ['node:net', 'node:tls', 'node:http', 'node:https', 'node:http2', 'node:dgram', 'node:dns', 'node:inspector'],
};

const root = join(import.meta.dirname, '..');
const files = ['shared', 'electron', 'renderer'].flatMap(sourceFiles);
const imports = files.filter((file) => /\.tsx?$/u.test(file)).flatMap(importsOf);

describe('the rooms', () => {
  it('cover every source file', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('import only what the table allows', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.filter(({ from, to, typeOnly }) => !isAllowed(from, to, typeOnly)).map(words)).toEqual([]);
  });

  it('keep the network and other processes out of the engine, the lock’s local socket excepted', () => {
    const broken = imports.filter(({ from, to }) => from.startsWith('electron/engine/') && networkModules.includes(to) && !(networkExceptions[from] ?? []).includes(to));
    expect(broken.map(words)).toEqual([]);
  });

  it('keep formats apart: no importer knows another', () => {
    expect(siblings('electron/engine/importers/').map(words)).toEqual([]);
  });

  it('keep views apart: none imports another', () => {
    expect(siblings('renderer/views/').map(words)).toEqual([]);
  });

  it('keep zod, Node and Electron out of the window at run time, and the parsing contract with them', () => {
    const broken = imports.filter(({ from, to, typeOnly }) => from.startsWith('renderer/') && !typeOnly && (/^(node:|zod|electron)/u.test(to) || to === 'shared/ipc/contract.ts'));
    expect(broken.map(words)).toEqual([]);
  });

  it('let only the main process and the preload import electron', () => {
    const broken = imports.filter(({ from, to, typeOnly }) => to === 'electron' && !typeOnly && !/^electron\/(main|preload)\//u.test(from));
    expect(broken.map(words)).toEqual([]);
  });

  it('touch window.bridge in one file', () => {
    const touching = files.filter((file) => file.startsWith('renderer/') && /\b(window|globalThis|self)\s*\.\s*bridge\b/u.test(withoutComments(file)));
    expect(touching).toEqual(['renderer/bridge.ts']);
  });

  it('name colours in tokens.css alone', () => {
    const colour = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\(/iu;
    const naming = files.filter((file) => /^renderer\/.*\.(css|tsx)$/u.test(file) && file !== 'renderer/theme/tokens.css' && colour.test(withoutComments(file)));
    expect(naming).toEqual([]);
  });

  it('never build markup, code or addresses to open from text in the window', () => {
    const forbidden = /dangerouslySetInnerHTML|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(|window\.open\(|target="_blank"/u;
    expect(files.filter((file) => file.startsWith('renderer/') && forbidden.test(withoutComments(file)))).toEqual([]);
  });

  it('seal the network first in every process and thread the engine starts', () => {
    for (const entry of ['electron/engine/process-port.ts', 'electron/engine/jobs/import-worker.ts', 'electron/engine/jobs/check-worker.ts']) {
      const sealing = readFileSync(join(root, entry), 'utf8');
      expect(sealing, entry).toMatch(/^sealNetwork\(\);$/mu);
      const first = imports.find(({ from, to, typeOnly }) => from === entry && !typeOnly && to.startsWith('electron/'));
      expect(first?.to, `${entry} loads it before any other file of ours`).toBe('electron/engine/network-seal.ts');
    }
  });
});

interface Import {
  readonly from: string;
  /** A file of the project from its root, or a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

function isAllowed(from: string, to: string, typeOnly: boolean): boolean {
  const room = roomOf(from);
  if (room === undefined) return false;
  if (isOurs(to)) return to.startsWith(room.room) && roomOf(to) === room ? true : room.files.some((prefix) => to.startsWith(prefix)) || isSessionType(from, to, typeOnly);
  return room.packages.some((allowed) => {
    const forTypes = allowed.startsWith('type:');
    const name = forTypes ? allowed.slice(5) : allowed;
    const matches = name.endsWith('*') ? to.startsWith(name.slice(0, -1)) : to === name;
    return matches && (typeOnly || !forTypes);
  });
}

/** Handlers are typed by the options the engine is made with. */
function isSessionType(from: string, to: string, typeOnly: boolean): boolean {
  return typeOnly && from.startsWith('electron/engine/handlers/') && to === 'electron/engine/engine.ts';
}

function roomOf(file: string): Room | undefined {
  return rooms.find(({ room }) => file.startsWith(room));
}

function isOurs(to: string): boolean {
  return /^(shared|electron|renderer)\//u.test(to);
}

function siblings(parent: string): readonly Import[] {
  const child = (file: string): string | null => (file.startsWith(parent) && file.slice(parent.length).includes('/') ? (file.slice(parent.length).split('/')[0] ?? null) : null);
  return imports.filter(({ from, to }) => child(from) !== null && child(to) !== null && child(from) !== child(to));
}

function words({ from, to }: Import): string {
  return `${from} → ${to}`;
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|css|html)$/u.test(entry.name) && !/\.test\.tsx?$/u.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function importsOf(file: string): readonly Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push({ from: file, to: target(file, specifier.text), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, onlyTypes(node.importClause));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    if (ts.isNewExpression(node) && node.expression.getText(source) === 'URL' && node.arguments?.[1]?.getText(source) === 'import.meta.url') add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  return clause.name === undefined && clause.namedBindings !== undefined && ts.isNamedImports(clause.namedBindings) && clause.namedBindings.elements.length > 0 && clause.namedBindings.elements.every((element) => element.isTypeOnly);
}

/** `?worker&url` and its like are the bundler's, not the file's. */
function target(from: string, specifier: string): string {
  const [path = specifier] = specifier.split('?');
  if (path.startsWith('#shared/')) return path.replace('#', '');
  return path.startsWith('.') ? posix.join(dirname(from), path) : path;
}

function withoutComments(file: string): string {
  return readFileSync(join(root, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//gu, '')
    .replaceAll(/(^|\s)\/\/.*$/gmu, '');
}
