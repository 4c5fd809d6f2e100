import { z } from 'zod';
import { longestNote, longestTag, mostRunsInAct } from '../../model/annotation.ts';
import { cursor, limit, nothing, where } from './parts.ts';

const run = z.guid();
const seq = z.number().int().positive();
const text = z.string().trim().min(1).max(longestNote);
const tag = z.string().trim().min(1).max(longestTag).regex(/^[^\p{Cc}]+$/u);
/** Runs by their ids, or all that a search finds; the engine says no where they are more than one act may name. */
const on = z.union([z.strictObject({ runs: z.array(run).min(1).max(mostRunsInAct) }), z.strictObject({ where })]);

export const annotationRequests = {
  'annotations.star': z.strictObject({ on, starred: z.boolean() }),
  'annotations.tag': z.strictObject({ on, tag, tagged: z.boolean() }),
  /** `of`: the comment this is a new wording of. */
  'annotations.comment': z.strictObject({ run, text, of: seq.nullable() }),
  'annotations.noteEvent': z.strictObject({
    when: z.strictObject({ written: z.string().max(200), zone: z.string().max(100), approximate: z.boolean() }),
    text, subject: z.string().trim().min(1).max(1000).nullable(), runs: z.array(run).max(mostRunsInAct), of: seq.nullable(),
  }),
  'annotations.ofRuns': z.strictObject({ runs: z.array(run).max(500) }),
  'annotations.ofRun': z.strictObject({ run }),
  'annotations.summary': nothing,
  'annotations.history': z.strictObject({ after: cursor, limit }),
  /** `seq`: which act; null: the latest. A comment or event is removed by taking its first wording back. */
  'annotations.undo': z.strictObject({ seq: seq.nullable() }),
  'annotations.redo': z.strictObject({ seq: seq.nullable() }),
  'searches.list': nothing,
  /** What was typed in this case on this computer. */
  'searches.recent': nothing,
  'searches.note': z.strictObject({ where }),
  'searches.save': z.strictObject({ name: z.string().trim().min(1).max(100), where: where.min(1), pinned: z.boolean() }),
  'searches.forget': z.strictObject({ name: z.string().max(100) }),
} as const;
