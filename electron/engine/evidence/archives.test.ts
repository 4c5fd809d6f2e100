import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { extractMember, listMembers, openMember, type ArchiveOptions, type Member } from './archives.ts';
import { defaultLimits } from './limits.ts';

const records = Buffer.from('{"a":1}\n{"a":2}\n');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archives-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: Buffer | string): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

async function zip(entries: Readonly<Record<string, Buffer>>, options: { readonly mode?: number; readonly compress?: boolean } = {}): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, bytes] of Object.entries(entries)) archive.addBuffer(bytes, name, options);
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

async function list(path: string, options: ArchiveOptions = {}): Promise<readonly Member[]> {
  const members: Member[] = [];
  for await (const member of listMembers(path, { scratch: folder, ...options })) members.push(member);
  return members;
}

async function outline(path: string, options: ArchiveOptions = {}): Promise<readonly string[]> {
  return (await list(path, options)).map(({ name, bytes, problem }) => `${name} ${bytes ?? '?'}${problem === null ? '' : ` ${problem.code}`}`);
}

async function readBack(path: string, member: string | null): Promise<string> {
  const opened = await openMember(path, member, { scratch: folder });
  if (!opened.ok) return opened.problem.code;
  const chunks: Buffer[] = [];
  for await (const chunk of opened.value) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

describe('looking into what was chosen', () => {
  it('finds a plain file to be itself', async () => {
    const path = await file('a.zip', records);
    expect(await list(path)).toEqual([{ file: path, member: null, place: null, name: 'a.zip', bytes: records.length, problem: null }]);
    expect(await readBack(path, null)).toBe(String(records));
  });

  it('finds the files of a folder in order, with links and pipes reported and not followed', async () => {
    await mkdir(join(folder, 'in/b'), { recursive: true });
    await writeFile(join(folder, 'in/b/2.jsonl'), records);
    await writeFile(join(folder, 'in/a!%.jsonl'), records);
    await symlink('/etc/passwd', join(folder, 'in/c'));
    await symlink('..', join(folder, 'in/d'));
    const members = await list(join(folder, 'in'));
    expect(members.map(({ name, place, member, problem }) => [name, place, member, problem?.code])).toEqual([
      ['a!%.jsonl', 'a%21%25.jsonl', null, undefined],
      ['b/2.jsonl', 'b/2.jsonl', null, undefined],
      ['c', 'c', null, 'link-not-followed'],
      ['d', 'd', null, 'link-not-followed'],
    ]);
    expect(members[1]?.file).toMatch(/in\/b\/2\.jsonl$/);
  });

  it('reports what is not there', async () => {
    expect(await outline(join(folder, 'none'))).toEqual(['none 0 file-unreadable']);
  });

  it('recognises containers by their bytes, under any name', async () => {
    expect(await outline(await file('a.txt', gzipSync(records)))).toEqual(['a.txt!content ?']);
    expect(await outline(await file('b.json', await zip({ 'x/y.jsonl': records })))).toEqual([`b.json!x/y.jsonl ${records.length}`]);
    expect(await outline(await file('log.jsonl.GZ', gzipSync(records)))).toEqual(['log.jsonl.GZ!log.jsonl ?']);
  });

  it('reads every member it lists, through zip and gzip in either order', async () => {
    const path = await file('all.zip', await zip({ 'a.jsonl': records, 'b/c!%21.gz': gzipSync(records), 'd.zip': await zip({ 'e.jsonl': records }), 'ü.jsonl': records }));
    const members = await list(path);
    expect(members.map(({ name }) => name)).toEqual(['all.zip!a.jsonl', 'all.zip!b/c!%21.gz!c!%21', 'all.zip!d.zip!e.jsonl', 'all.zip!ü.jsonl'].map((name) => name.replace('!c!%21', '!%21')));
    for (const { member } of members) expect(await readBack(path, member)).toBe(String(records));
    const packed = await file('zipped.gz', gzipSync(await zip({ 'f.jsonl': records })));
    expect((await list(packed)).map(({ member }) => member)).toEqual(['content!f.jsonl']);
    expect(await readBack(packed, 'content!f.jsonl')).toBe(String(records));
    expect((await readdir(folder)).filter((name) => name.startsWith('nested-'))).toEqual([]);
  });

  it('names members the same when the container is renamed, as the vault does', async () => {
    const bytes = gzipSync(records);
    const [before] = await list(await file('export.jsonl.gz', bytes));
    expect(await readBack(await file('0ab1c2', bytes), before?.member ?? null)).toBe(String(records));
  });

  it('joins the parts of a gzip file written in several goes', async () => {
    expect(await readBack(await file('a.gz', Buffer.concat([gzipSync(records), gzipSync(records)])), 'content')).toBe(`${String(records)}${String(records)}`);
  });

  it('reads a gzip file to the end of its stream and says what stands behind it, with offset and number', async () => {
    const packed = Buffer.concat([gzipSync(records), gzipSync(records)]);
    for (const [after, words] of [
      [Buffer.from('not gzip'), `8 bytes stand after the end of the gzip stream, at byte ${packed.length} of the packed file. They are no gzip`],
      [Buffer.from([0x1f]), `1 byte stands after the end of the gzip stream, at byte ${packed.length} of the packed file. They are no gzip`],
      [Buffer.alloc(600), `600 bytes stand after the end of the gzip stream, at byte ${packed.length} of the packed file: all of them are zero`],
      [Buffer.concat([Buffer.alloc(4), gzipSync(records)]), 'They are no gzip'],
    ] as const) {
      const extracted = await extractMember(await file('a.gz', Buffer.concat([packed, after])), 'content', join(folder, 'out'));
      if (!extracted.ok) throw new Error(extracted.problem.message);
      expect(await readFile(extracted.value.path, 'utf8')).toBe(`${String(records)}${String(records)}`);
      expect(extracted.value.left.map(({ code }) => code)).toEqual(['gzip-trailing']);
      expect(extracted.value.left[0]?.message).toContain(words);
    }
    const clean = await extractMember(await file('b.gz', packed), 'content', join(folder, 'clean'));
    expect(clean.ok && clean.value.left).toEqual([]);
  });

  it('says it also of a gzip file in a gzip file, and of an archive in one', async () => {
    const twice = await extractMember(await file('c.gz', Buffer.concat([gzipSync(Buffer.concat([gzipSync(records), Buffer.from('inner')])), Buffer.from('outer!')])), 'content!content', join(folder, 'out'));
    expect(twice.ok && twice.value.left.map(({ message }) => message.slice(0, 7))).toEqual(['6 bytes', '5 bytes']);
    const path = await file('d.gz', Buffer.concat([gzipSync(await zip({ 'e.jsonl': records })), Buffer.from('after')]));
    expect(await outline(path)).toEqual([`d.gz!d!e.jsonl ${records.length}`, 'd.gz!d!left ? gzip-trailing']);
  });

  it('takes a further gzip member that is damaged or cut for damage, not for what stands behind', async () => {
    const second = gzipSync(records);
    const flipped = Buffer.from(second);
    flipped[second.length - 6] = (flipped[second.length - 6] ?? 0) ^ 1;
    for (const after of [second.subarray(0, 15), second.subarray(0, second.length - 3), flipped]) {
      expect(await extractMember(await file('a.gz', Buffer.concat([gzipSync(records), after])), 'content', join(folder, 'out'))).toMatchObject({ ok: false, problem: { code: 'archive-damaged' } });
    }
  });

  it.each([
    ['Zstandard that is cut', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'archive-damaged'],
    ['7-Zip', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), 'container-not-supported'],
    ['Parquet that is cut', Buffer.from('PAR1....'), 'archive-damaged'],
    ['Parquet that is encrypted', Buffer.from('PARE....'), 'container-not-supported'],
    ['SQLite', Buffer.from('SQLite format 3\0'), 'container-not-supported'],
  ])('says what it cannot read: %s', async (_, bytes, code) => {
    const [member] = await list(await file('a.jsonl', bytes));
    expect(member?.problem?.code).toBe(code);
    const [packed] = await list(await file('a.gz', gzipSync(bytes)));
    expect(packed?.problem?.code).toBe(code);
  });
});

describe('a hostile archive', () => {
  it.each([
    ['a path out of the archive', () => zip({ 'AA/evil.jsonl': records, good: records }).then((bytes) => replaced(bytes, 'AA/evil', '../evil')), ['h.zip!../evil.jsonl 16 archive-path', 'h.zip!good 16']],
    ['an absolute path', () => zip({ 'X/evil.jsonl': records, good: records }).then((bytes) => replaced(bytes, 'X/evil', '//evil')), ['h.zip!//evil.jsonl 16 archive-path', 'h.zip!good 16']],
    ['a Windows path', () => zip({ 'CDevil': records }).then((bytes) => replaced(bytes, 'CDevil', 'C:evil')), ['h.zip!C:evil 16 archive-path']],
    ['a link', () => zip({ link: Buffer.from('/etc/passwd') }, { mode: 0o120777, compress: false }), ['h.zip!link 11 archive-link']],
    ['two entries of one name', () => zip({ aaa: records, bbb: records }).then((bytes) => replaced(bytes, 'bbb', 'aaa')), ['h.zip!aaa 16', 'h.zip!aaa 16 archive-duplicate-name']],
  ])('with %s is refused at that entry, and the rest is read', async (_, make, expected) => {
    const bytes = await make();
    // yazl marks names that are ASCII; "X/evil" and "//evil" have one length, so offsets stay.
    expect(await outline(await file('h.zip', bytes))).toEqual(expected);
  });

  it('with an encrypted entry says so', async () => {
    const bytes = await zip({ a: records });
    const at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8);
    expect(await outline(await file('h.zip', bytes))).toEqual(['h.zip!a 16 archive-encrypted']);
  });

  it('that packs too much into too little is stopped while unpacking, and leaves nothing behind', async () => {
    const limits = { ...defaultLimits, archiveRatioFloorBytes: 1 << 20 };
    const bomb = await file('bomb.gz', gzipSync(Buffer.alloc(4 << 20)));
    expect(await extractMember(bomb, 'content', join(folder, 'out'), { limits })).toMatchObject({ ok: false, problem: { code: 'archive-ratio' } });
    expect((await readdir(folder)).sort()).toEqual(['bomb.gz']);
    expect(await outline(await file('bomb.zip', await zip({ a: Buffer.alloc(4 << 20) })), { limits })).toEqual(['bomb.zip!a 4194304 archive-ratio']);
  });

  it('that unpacks to more than the total limit is stopped', async () => {
    const limits = { ...defaultLimits, archiveTotalBytes: 20 };
    expect(await outline(await file('a.zip', await zip({ a: records, b: records })), { limits })).toEqual(['a.zip!a 16', 'a.zip!b 16 archive-total-size']);
    expect(await extractMember(await file('a.gz', gzipSync(Buffer.alloc(21))), 'content', join(folder, 'out'), { limits })).toMatchObject({ ok: false, problem: { code: 'archive-total-size' } });
  });

  it('with too many entries is refused whole', async () => {
    const limits = { ...defaultLimits, archiveEntries: 2 };
    expect(await outline(await file('a.zip', await zip({ a: records, b: records, c: records })), { limits })).toEqual([expect.stringMatching(/^a\.zip \d+ archive-entries$/)]);
  });

  it('that holds too many members all in all is stopped, however they are spread over archives in it', async () => {
    const limits = { ...defaultLimits, archiveEntries: 4 };
    const inner = await zip({ a: records, b: records });
    const found = await outline(await file('a.zip', await zip({ x: inner, y: inner })), { limits });
    expect(found).toEqual(['a.zip!x!a 16', 'a.zip!x!b 16', expect.stringMatching(/^a\.zip!y \d+ archive-entries$/)]);
  });

  it('nested deeper than the limit is refused there', async () => {
    expect(await outline(await file('a.gz', gzipSync(gzipSync(gzipSync(gzipSync(gzipSync(records)))))))).toEqual(['a.gz!a!content!content!content ? archive-nesting']);
    expect(await readBack(join(folder, 'a.gz'), 'content!content!content!content!content')).toBe('archive-nesting');
  });

  it('with a wrong checksum or a lying size is damaged, not believed', async () => {
    const bytes = await zip({ a: records }, { compress: false });
    const changed = Buffer.from(bytes);
    changed.writeUInt8(0x39, changed.indexOf('{"a":1}') + 5);
    expect(await extractMember(await file('a.zip', changed), 'a', join(folder, 'out'))).toMatchObject({ ok: false, problem: { code: 'archive-damaged' } });
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('cut or damaged anywhere gives members or problems, never a crash, and never wrong bytes', async () => {
    const originals = [await zip({ 'a.jsonl': records, b: Buffer.alloc(300, 'x') }), gzipSync(records)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...originals), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (original, place, change, cut) => {
        const bytes = Buffer.from(original);
        bytes.writeUInt8(bytes.readUInt8(place % bytes.length) ^ change, place % bytes.length);
        const path = await file('fuzz', cut ? original.subarray(0, place % original.length) : bytes);
        for (const { member, problem } of await list(path)) {
          if (member === null || problem !== null) continue;
          const extracted = await extractMember(path, member, join(folder, 'fuzzed'));
          if (extracted.ok) expect([String(records), 'x'.repeat(300)]).toContain(await readFile(extracted.value.path, 'utf8'));
        }
      }),
      { seed: 29, numRuns: 150 },
    );
  });
});

describe('unpacking a member', () => {
  const sha256 = createHash('sha256').update(records).digest('hex');

  it('writes it whole under its name and says its hash', async () => {
    const path = await file('a.gz', gzipSync(records));
    expect(await extractMember(path, 'content', join(folder, 'out'))).toEqual({ ok: true, value: { path: join(folder, 'out'), bytes: records.length, sha256, words: '', left: [] } });
    expect(await readFile(join(folder, 'out'))).toEqual(records);
  });

  it('can name it by its hash', async () => {
    const path = await file('a.zip', await zip({ a: records }));
    const extracted = await extractMember(path, 'a', folder, { nameOf: (hash) => join(folder, `member-${hash}`) });
    expect(extracted).toMatchObject({ ok: true, value: { path: join(folder, `member-${sha256}`) } });
    expect((await readdir(folder)).sort()).toEqual(['a.zip', `member-${sha256}`]);
  });

  it.each([['no such entry', 'zz'], ['a step into a plain file', 'a!b'], ['a path', '../a.zip']])('refuses %s', async (_, member) => {
    const path = await file('a.zip', await zip({ a: records }));
    expect(await extractMember(path, member, join(folder, 'out'))).toMatchObject({ ok: false, problem: { code: 'no-such-member' } });
  });

  it('stops when told to and leaves nothing', async () => {
    const path = await file('a.gz', gzipSync(records));
    await expect(extractMember(path, 'content', join(folder, 'out'), { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['a.gz']);
  });

  it('says so when there is nowhere to write', async () => {
    const path = await file('a.gz', gzipSync(records));
    expect(await extractMember(path, 'content', join(folder, 'no/such/out'))).toMatchObject({ ok: false, problem: { code: 'cannot-unpack' } });
  });
});
