import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as standIn from '../electron/chromium/electron-stand-in.ts';
import { appOrigin, pageOrigin, toAppUrl } from '../electron/chromium/page-host.ts';
import { isolatedWorldScript, mainWorldScript } from '../electron/chromium/world-scripts.ts';
import { bundleOrigin } from '../electron/main/app-protocol.ts';

const root = join(import.meta.dirname, '..');

describe('the stand-in for electron', () => {
  it('has every name the main process imports to run with', () => {
    const wanted = new Set(readdirSync(join(root, 'electron/main'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).flatMap((file) => valuesImported(join(root, 'electron/main', file))));
    expect([...wanted].sort()).toEqual(['BrowserWindow', 'Menu', 'app', 'clipboard', 'dialog', 'ipcMain', 'nativeTheme', 'protocol', 'safeStorage', 'session', 'utilityProcess']);
    expect(Object.keys(standIn)).toEqual(expect.arrayContaining([...wanted]));
  });

  it('stands for the origin the main process trusts, and for no other', () => {
    expect(appOrigin).toBe(bundleOrigin);
    expect(new URL(pageOrigin).hostname.endsWith('.invalid')).toBe(true);
    expect(toAppUrl(`${pageOrigin}/index.html`)).toBe('app://bundle/index.html');
    expect(toAppUrl(pageOrigin)).toBe('app://bundle');
    for (const url of [`${pageOrigin}.evil.example/x`, `${pageOrigin}:444/x`, 'http://bundle.proofline.invalid/', 'https://example.com/']) expect(toAppUrl(url)).toBe(url);
  });

  it('cancels every request until the main process has said which it answers', async () => {
    const fresh = standIn.session.fromPartition('never locked');
    expect(await fresh.answer({ url: 'app://bundle/index.html', method: 'GET', resourceType: 'document' })).toBeNull();
  });

  it('claims no key store', () => {
    expect(standIn.safeStorage.isEncryptionAvailable()).toBe(false);
    expect(() => standIn.safeStorage.encryptString('x')).toThrow();
  });
});

describe('the page scripts', () => {
  const names = { origin: pageOrigin, token: 'proofline-t-', binding: 'prooflineB' };

  it('are programs, whatever the preload holds', () => {
    for (const script of [mainWorldScript(names), isolatedWorldScript(names, 'const text = "`${x}`"; // comment at the end')]) expect(() => new Function(script)).not.toThrow();
  });

  it('give the page’s own world neither the binding nor Node', () => {
    expect(mainWorldScript(names)).not.toContain(names.binding);
    expect(mainWorldScript(names)).not.toMatch(/\brequire\b|\bprocess\b/u);
  });
});

function valuesImported(path: string): readonly string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || statement.moduleSpecifier.text !== 'electron') return [];
    const bindings = statement.importClause?.isTypeOnly === true ? undefined : statement.importClause?.namedBindings;
    return bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements.flatMap((element) => (element.isTypeOnly ? [] : [element.name.text])) : [];
  });
}
