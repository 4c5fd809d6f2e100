import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assert } from '../assert.ts';
import { parseSearch } from './parse-search.ts';
import { textFields, type Search } from './search.ts';
import { writeTerm } from './write-term.ts';

describe('the search language', () => {
  it('joins terms by AND, weaker by OR, and excludes with a minus', () => {
    expect(outline('refund agent:bot-7 -outcome:failed')).toBe('and(words(refund), agent=bot-7, not(outcome=failed))');
    expect(outline('a b OR c')).toBe('or(and(words(a), words(b)), words(c))');
    expect(outline('a (b OR c) -(d e)')).toBe('and(words(a), or(words(b), words(c)), not(and(words(d), words(e))))');
    expect(outline('a AND b')).toBe('and(words(a), words(b))');
    expect(outline('--a')).toBe('not(not(words(a)))');
  });

  it('asks for runs a check failed at, and for nothing else of integrity', () => {
    expect(outline('-integrity:Failed')).toBe('not(integrity=failed)');
    expect(parseSearch('integrity:verified')).toMatchObject({ ok: false, problem: { start: 10, end: 18 } });
  });

  it('asks for runs that findings are about', () => {
    expect(outline('finding:threshold-breach')).toBe('finding threshold-breach in any state');
    expect(outline('finding:*')).toBe('finding of any rule in any state');
    expect(outline('-finding:dismissed')).toBe('not(finding of any rule dismissed)');
  });

  it('asks for words of the texts, in any order, cut where they are no letters and digits', () => {
    expect(outline('text:"Refund, TWICE!"')).toBe('text(refund twice)');
    expect(outline('text:refun*')).toBe('text(refun*)');
    expect(outline('text:"refun*"')).toBe('text(refun)');
    expect(outline('text:返金確認')).toBe('text(返 金 確 認)');
    expect(problem('text:"--"')).toEqual(['"--"', expect.stringMatching(/no letter or digit/)]);
  });

  it('asks for numbers, times and texts of the survey as it does for those of the row', () => {
    expect(outline('score:>=0.5 proposed:..100')).toBe('and(score [0.5,, proposed ,100])');
    expect(outline('decided:2026-03-17')).toBe('decided 2026-03-17T00:00:00.000Z..2026-03-18T00:00:00.000Z');
    expect(outline('country:de -requester:* variant:tmox*')).toBe('and(country=de, not(requester any), variant~tmox|)');
    expect(problem('confirmed:soon')).toEqual(['soon', expect.stringMatching(/confirmed:2026-03-17/)]);
  });

  it('asks whether anything is recorded of any field', () => {
    expect(outline('missing:agent has:country missing:amount has:decided')).toBe('and(agent nothing, country any, amount unknown, decided known)');
    expect(outline('missing:model has:trigger')).toBe('and(missing model, has trigger)');
  });

  it('asks for what people wrote beside a run', () => {
    expect(outline('is:starred -is:Commented tag:x tag:* comment:phoned comment:"two words" comment:*')).toBe('and(is=starred, not(is=commented), tag=x, tag any, comment~phoned, comment~two words, comment any)');
    expect(problem('is:seen')).toEqual(['seen', expect.stringMatching(/is:starred/)]);
  });

  it('takes quotes literally, and understands a star only outside of them', () => {
    expect(outline('agent:"Refund bot (2)"')).toBe('agent=Refund bot (2)');
    expect(outline('"a \\"b\\" \\\\ c"')).toBe('words(a "b" \\ c)');
    expect(outline('agent:"ref*"')).toBe('agent=ref*');
    expect(outline('agent:ref*bot*')).toBe('agent~ref|bot|');
    expect(outline('agent:*')).toBe('agent any');
    expect(outline('subject:customer:44821')).toBe('subject=customer:44821');
  });

  it('tells what is not recorded from the text that reads so', () => {
    expect(outline('model:not-recorded')).toBe('model nothing');
    expect(outline('model:"not-recorded"')).toBe('model=not-recorded');
    expect(outline('approval:not-recorded')).toBe('approval=not recorded');
  });

  it('knows the classes in any usual spelling', () => {
    for (const spelling of ['named-rule', 'Named_Rule', '"named rule"', 'rule']) expect(outline(`approval:${spelling}`)).toBe('approval=named rule');
    expect(outline('approval:none')).toBe('approval=explicitly none');
    expect(outline('outcome:not-executed')).toBe('outcome=not executed');
    expect(outline('missing:approval has:output')).toBe('and(missing approval, has output)');
  });

  it('names a source by its number', () => {
    expect(outline('source:#3')).toBe('source #3');
    expect(outline('source:"#3"')).toBe('source=#3');
  });

  it('compares amounts as decimal text', () => {
    expect(outline('amount:>500')).toBe('amount (500,');
    expect(outline('amount:<=12.50')).toBe('amount ,12.50]');
    expect(outline('amount:100..200')).toBe('amount [100,200]');
    expect(outline('amount:-3')).toBe('amount [-3,-3]');
    expect(outline('amount:..7')).toBe('amount ,7]');
  });

  it('reads a time as precisely as it is written, in UTC, with both ends of a range whole', () => {
    expect(outline('at:2026-03-17')).toBe('at 2026-03-17T00:00:00.000Z..2026-03-18T00:00:00.000Z');
    expect(outline('at:2026-05-01..2026-05-03')).toBe('at 2026-05-01T00:00:00.000Z..2026-05-04T00:00:00.000Z');
    expect(outline('at:2024-02')).toBe('at 2024-02-01T00:00:00.000Z..2024-03-01T00:00:00.000Z');
    expect(outline('at:2026')).toBe('at 2026-01-01T00:00:00.000Z..2027-01-01T00:00:00.000Z');
    expect(outline('at:2026-03-17T14:38+02:00')).toBe('at 2026-03-17T12:38:00.000Z..2026-03-17T12:39:00.000Z');
    expect(outline('at:>2026-03-17')).toBe('at 2026-03-18T00:00:00.000Z..');
    expect(outline('at:<2026-03-17')).toBe('at ..2026-03-17T00:00:00.000Z');
    expect(outline('at:..2026-03-17')).toBe('at ..2026-03-18T00:00:00.000Z');
  });

  it('keeps nanoseconds', () => {
    const parsed = parseSearch('at:2026-03-17T14:38:22.104000001Z');
    expect(parsed).toMatchObject({ search: { from: 1_773_758_302_104_000_001n, until: 1_773_758_302_104_000_002n } });
  });

  it('says where it did not understand, and never matches everything instead', () => {
    expect(problem('refund agnet:x')).toEqual(['agnet', expect.stringMatching(/no field "agnet"/)]);
    expect(problem('agent:')).toEqual(['agent:', expect.stringMatching(/value is missing/)]);
    expect(problem('a "b c')).toEqual(['"b c', expect.stringMatching(/closing quotation mark/)]);
    expect(problem('(a b')).toEqual(['(', expect.stringMatching(/closing bracket is missing/)]);
    expect(problem('a) b')).toEqual([')', expect.stringMatching(/no opening/)]);
    expect(problem('a OR')).toEqual(['OR', expect.stringMatching(/missing after OR/)]);
    expect(problem('OR a')).toEqual(['OR', expect.stringMatching(/missing before OR/)]);
    expect(problem('()')).toEqual([')', expect.stringMatching(/missing before the closing/)]);
    expect(problem('a - b')).toEqual(['-', expect.stringMatching(/minus sign/)]);
    expect(problem('amount:lots')).toEqual(['lots', expect.stringMatching(/amount:>500/)]);
    expect(problem('at:2026-02-30')).toEqual(['2026-02-30', expect.stringMatching(/UTC/)]);
    expect(problem('at:2026-05-03..2026-05-01')).toEqual(['2026-05-03..2026-05-01', expect.stringMatching(/ends before/)]);
    expect(problem('approval:yes')).toEqual(['yes', expect.stringMatching(/approval:human/)]);
    expect(problem('missing:colour')).toEqual(['colour', expect.stringMatching(/missing:trigger/)]);
    expect(problem('""')).toEqual(['""', expect.stringMatching(/nothing between/)]);
    expect(problem('https://example.org')).toEqual(['https', expect.stringMatching(/quotation marks/)]);
    expect(problem('('.repeat(200))).toEqual(['(', expect.stringMatching(/brackets deep/)]);
  });

  it('matches everything only for an empty text', () => {
    expect(parseSearch(' \t')).toEqual({ ok: true, search: null });
  });

  it('answers any text with a search or a place inside the text', () => {
    const piece = fc.oneof(fc.constantFrom('(', ')', '-', '"', 'OR', 'AND', ' ', 'agent:', 'at:', 'amount:', '>', '..', '*', '\\', '2026-03', '\u0000', '\ud800'), fc.string({ maxLength: 5, unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const parsed = parseSearch(text);
        if (parsed.ok) {
          expect(parsed.search === null).toBe(text.trim() === '');
        } else {
          expect(parsed.problem.message).not.toBe('');
          expect(0 <= parsed.problem.start && parsed.problem.start <= parsed.problem.end && parsed.problem.end <= text.length).toBe(true);
        }
      }),
      { numRuns: 3000, seed: 17 },
    );
  });

  it('reads back every value that writeTerm writes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...textFields), fc.string({ minLength: 1, unit: 'binary' }), fc.boolean(), (field, value, excluded) => {
        const parsed = parseSearch(`x ${writeTerm(field, value, excluded)} y`);
        assert(parsed.ok && parsed.search?.kind === 'and', 'three terms');
        const [, middle] = parsed.search.of;
        const term = middle?.kind === 'not' ? middle.of : middle;
        expect(middle?.kind === 'not').toBe(excluded);
        expect(term).toMatchObject({ kind: 'text', field, match: { how: 'exactly', value } });
      }),
      { numRuns: 2000, seed: 18 },
    );
    expect(outline(writeTerm('agent', null))).toBe('agent nothing');
  });

  it('asks how sure a value is, and what came of an action', () => {
    expect(outline('execution:not-recorded recovery:confirmed -recorded:prompt-version country:DE')).toBe('and(execution=not recorded, recovery=confirmed, not(recorded promptVersion), country=DE)');
    expect(problem('execution:maybe')).toEqual(['maybe', 'There are execution:yes, execution:no and execution:not-recorded.']);
    expect(problem('recorded:agent')[0]).toBe('agent');
    expect(problem('recovery:')[1]).not.toBe('');
  });

  it('marks the place of every term', () => {
    const text = 'a -agent:"b c" (d OR e)';
    const parsed = parseSearch(text);
    assert(parsed.ok && parsed.search?.kind === 'and', 'three terms');
    expect(parsed.search.of.map(({ place }) => text.slice(place.start, place.end))).toEqual(['a', '-agent:"b c"', '(d OR e)']);
  });
});

function outline(text: string): string {
  const parsed = parseSearch(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.search === null ? 'everything' : outlineOf(parsed.search);
}

function outlineOf(search: Search): string {
  switch (search.kind) {
    case 'and':
    case 'or':
      return `${search.kind}(${search.of.map(outlineOf).join(', ')})`;
    case 'not':
      return `not(${outlineOf(search.of)})`;
    case 'words':
      return `words(${search.text})`;
    case 'text': {
      const { field, match } = search;
      if (match.how === 'exactly') return `${field}=${match.value}`;
      if (match.how === 'like') return `${field}~${match.parts.join('|')}`;
      return match.how === 'key' ? `${field} #${match.key}` : `${field} ${match.how}`;
    }
    case 'approval':
    case 'outcome':
    case 'execution':
    case 'recovery':
      return `${search.kind}=${search.value}`;
    case 'recorded':
      return `recorded ${search.fact}`;
    case 'missing':
    case 'has':
      return `${search.kind} ${search.field}`;
    case 'integrity':
      return `integrity=${search.value}`;
    case 'finding':
      return `finding ${search.rule ?? 'of any rule'} ${search.state ?? 'in any state'}`;
    case 'is':
      return `${search.kind}=${search.value}`;
    case 'comment':
      return search.text === null ? 'comment any' : `comment~${search.text}`;
    case 'free':
      return `text(${search.words.map(({ word, begins }) => `${word}${begins ? '*' : ''}`).join(' ')})`;
    case 'known':
      return `${search.field} ${search.recorded ? 'known' : 'unknown'}`;
    case 'number': {
      const { field, above, below } = search;
      return `${field} ${above ? `${above.included ? '[' : '('}${above.value}` : ''},${below ? `${below.value}${below.included ? ']' : ')'}` : ''}`;
    }
    case 'time':
      return `${search.field} ${instant(search.from)}..${instant(search.until)}`;
  }
}

function instant(nanoseconds: bigint | null): string {
  return nanoseconds === null ? '' : new Date(Number(nanoseconds / 1_000_000n)).toISOString();
}

/** The text the problem points at, and its message. */
function problem(text: string): readonly [string, string] {
  const parsed = parseSearch(text);
  if (parsed.ok) throw new Error(`understood: ${text}`);
  return [text.slice(parsed.problem.start, parsed.problem.end), parsed.problem.message];
}
