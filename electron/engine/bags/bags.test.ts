import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileTexts } from '../../../test/support/report-document.ts';
import { infoText, manifestText, readInfo, readManifest } from './bag-text.ts';
import { keyOf } from './check-manifests.ts';
import { embeddedJson, viewerPage, type ViewerData } from './viewer-page.ts';

const viewer = join(import.meta.dirname, '../../../resources/evidence-viewer');
const parts = { script: readFileSync(join(viewer, 'viewer.js'), 'utf8'), style: readFileSync(join(viewer, 'viewer.css'), 'utf8') };

function dataSaying(text: string): ViewerData {
  return { title: text, subtitle: text, info: [{ label: 'External-Description', value: text }], signer: 'ed25519:ab', manifest: [{ path: 'data/a', sha256: 'ab'.repeat(32) }], originals: [{ path: 'data/a', name: text, sha256: 'ab'.repeat(32), bytes: 1 }], omitted: [{ name: text, sha256: 'cd'.repeat(32), bytes: 2, reason: text }], runs: [], runsTotal: 0, lineages: [], verdicts: [], journal: [], journalTotal: 0 };
}

describe('the texts of a package', () => {
  it('come back as they were written', () => {
    const path = fc.string({ unit: 'binary', minLength: 1 }).map((name) => `data/${name}x`);
    const line = fc.record({ path, sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')) });
    fc.assert(fc.property(fc.array(line), (lines) => void expect(readManifest(manifestText(lines))).toEqual(lines)), { seed: 1, numRuns: 200 });
    expect(readInfo(infoText([['Case', 'a: b\nc'], ['Empty', '']]))).toEqual([['Case', 'a: b c'], ['Empty', '']]);
  });

  it('refuse a manifest with a line that is none, and read the other forms BagIt allows', () => {
    expect(readManifest('no manifest\n')).toBeNull();
    expect(readManifest(`${'AB'.repeat(32)} *data/a b.txt\r\n`)).toEqual([{ path: 'data/a b.txt', sha256: 'ab'.repeat(32) }]);
    expect(readInfo('A: one\n  two\n')).toEqual([['A', 'one two']]);
  });

  it('take a key from its PEM or its text, and nothing else', () => {
    expect(keyOf(Buffer.from(`ed25519:${'ab'.repeat(32)}\n`))).toBe(`ed25519:${'ab'.repeat(32)}`);
    expect(keyOf(Buffer.from('-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----'))).toBeNull();
    expect(keyOf(Buffer.from('x'))).toBeNull();
  });
});

describe('the viewer', () => {
  it('runs the one script and the one style it carries, by hash, and loads nothing', () => {
    const page = viewerPage(dataSaying('x'), parts);
    const source = (code: string): string => `&#39;sha256-${createHash('sha256').update(code).digest('base64')}&#39;`;
    expect(page).toContain(`default-src &#39;none&#39;; script-src ${source(parts.script)}; style-src ${source(parts.style)};`);
    expect(page).not.toMatch(/ (?:src|href)=|@import|url\(| on\w+="/u);
    expect(parts.script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\b|<\/script|<!--|fetch\(|XMLHttp|WebSocket|import\(/u);
  });

  it('keeps hostile text inside its data', () => {
    const shape = (page: string): string => page.replace(/<title>[^<]*<\/title>/u, '').replace(/id="data">[^<]*<\/script>/u, 'id="data"></script>');
    const calm = shape(viewerPage(dataSaying('x'), parts));
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileTexts)), (text) => shape(viewerPage(dataSaying(text), parts)) === calm && JSON.parse(embeddedJson(dataSaying(text))).title === text), { seed: 2, numRuns: 200 });
  });
});
