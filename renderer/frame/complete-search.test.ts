import { describe, expect, it } from 'vitest';
import { accept, fieldOffers, fixedOffers, typingAt, valueOffer } from './complete-search.ts';

describe('completion of a search', () => {
  it('knows whether a field or a value is being typed', () => {
    expect(typingAt('amount:>5 app', 13)).toEqual({ kind: 'field', start: 10, part: 'app', excluded: false });
    expect(typingAt('-agent:ref', 10)).toEqual({ kind: 'value', start: 0, field: 'agent', part: 'ref', excluded: true });
    expect(typingAt('(agent:"Refund b', 16)).toEqual({ kind: 'value', start: 1, field: 'agent', part: 'Refund b', excluded: false });
    expect(typingAt('action:refund missing:app', 25)).toEqual({ kind: 'value', start: 14, field: 'missing', part: 'app', excluded: false });
    expect(typingAt('agent:x ', 8)).toEqual({ kind: 'field', start: 8, part: '', excluded: false });
    expect(typingAt('"some app', 9)).toBeNull();
    expect(typingAt('colour:re', 9)).toBeNull();
  });

  it('puts what is chosen in the place of what was typed', () => {
    const typing = typingAt('missing:app x', 11);
    if (typing?.kind !== 'value') throw new Error('a value');
    const [offer] = fixedOffers(typing) ?? [];
    expect(offer?.label).toBe('approval');
    if (offer !== undefined) expect(accept('missing:app x', 11, typing.start, offer)).toEqual({ text: 'missing:approval x', caret: 17 });
  });

  it('offers fields by their beginning and writes values so that they read back', () => {
    expect(fieldOffers({ kind: 'field', start: 0, part: 'app', excluded: true }).map(({ text }) => text)).toEqual(['-approver:', '-approval:']);
    expect(valueOffer('agent', false, { value: 'Refund bot', label: 'Refund bot', count: 3 }).text).toBe('agent:"Refund bot"');
    expect(valueOffer('source', true, { value: '#2', label: 'log.jsonl', count: 3 }).text).toBe('-source:#2');
    expect(valueOffer('agent', false, { value: 'not-recorded', label: 'not recorded', count: 3 }).text).toBe('agent:not-recorded');
  });
});
