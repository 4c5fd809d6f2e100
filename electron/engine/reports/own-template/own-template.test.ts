import { describe, expect, it } from 'vitest';
import { defined } from '#shared/assert.ts';
import { readOwnTemplate } from './own-template.ts';

describe('an own template', () => {
  it('names the line of a field that there is none of, and the one that was meant', () => {
    expect(readOwnTemplate('# Note\n\n## What\n\nOn {{incident.titel}} we know')).toMatchObject({ ok: false, problem: { code: 'template-field-unknown', message: 'Line 5: there is no field "incident.titel". Did you mean incident.title?' } });
    const two = readOwnTemplate('# Note\n## A\n{{fact:nothing-such}}\n{{section:99}}\ntext {{section:5}} text {{unclosed\n');
    expect(two).toMatchObject({ ok: false, problem: { code: 'template-field-unknown', message: expect.stringMatching(/^Line 3: there is no field "fact:nothing-such"\. fact: takes one of .* And 3 more\.$/u), nextStep: expect.stringContaining('Line 5: "section:5" stands alone on its line') } });
    for (const field of ['constructor', 'toString', '__proto__:x', 'figure:', '']) expect(readOwnTemplate(`# T\n## A\nx {{${field}}} y`)).toMatchObject({ ok: false });
  });

  it('needs a title and something below it', () => {
    expect(readOwnTemplate('## A\ntext')).toMatchObject({ ok: false, problem: { code: 'template-without-title' } });
    expect(readOwnTemplate('# Only a title\n\n')).toMatchObject({ ok: false, problem: { code: 'template-empty' } });
  });

  it('reads headings, paragraphs, lists, notes, tables and blocks, and takes all else for text', () => {
    const read = readOwnTemplate('\uFEFF# Note of {{incident.id}}\r\nbefore\r\n## A\r\n### b\r\none\r\ntwo\r\n\r\n- x\r\n- {{figure:runs}}\r\n> note\r\n| a | b |\r\n|---|:-:|\r\n| 1 | {{as-of}} |\r\n\r\n{{section:5}}\r\n<script>alert(1)</script>\r\n## B');
    expect(defined(read.ok ? read.value : null, 'a template')).toMatchObject({
      title: 'Note of {{incident.id}}',
      sections: [
        { title: 'Report', parts: [{ kind: 'paragraph', text: 'before' }] },
        { title: 'A', parts: [{ kind: 'heading', text: 'b' }, { kind: 'paragraph', text: 'one two' }, { kind: 'list', items: ['x', '{{figure:runs}}'] }, { kind: 'note', text: 'note' }, { kind: 'table', head: ['a', 'b'], rows: [['1', '{{as-of}}']] }, { kind: 'block', field: 'section:5' }, { kind: 'paragraph', text: '<script>alert(1)</script>' }] },
        { title: 'B', parts: [] },
      ],
    });
  });
});
