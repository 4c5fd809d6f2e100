import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt-of.ts';

describe('an excerpt', () => {
  it('cuts at the value, and drops characters that the ends cut in half', () => {
    const bytes = Buffer.from('äb{"x":"öü"}ß!');
    const base64 = bytes.subarray(1, bytes.length - 2).toString('base64');
    expect(excerptOf({ base64, offset: 101, encoding: 'utf-8' }, 100 + bytes.indexOf('"ö'), Buffer.byteLength('"öü"'))).toEqual({ before: 'b{"x":', value: '"öü"', after: '}' });
  });

  it('reads two-byte characters as such', () => {
    const bytes = Buffer.from('ab"x"c', 'utf16le');
    expect(excerptOf({ base64: bytes.toString('base64'), offset: 0, encoding: 'utf-16le' }, 4, 6)).toEqual({ before: 'ab', value: '"x"', after: 'c' });
  });
});
