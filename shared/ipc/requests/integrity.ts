import { z } from 'zod';
import { nothing, pathId } from './parts.ts';

const suppliedFile = z.strictObject({ name: z.string().max(1000), base64: z.string().max(90_000_000) });

/** A chain profile as a person writes it: JSON, perhaps not yet valid. */
const profileText = z.string().max(1 << 20);

/** What a person supplies for a check from outside the evidence. */
const checkInputs = {
  /** A built-in profile's name, or a profile itself (resources/schemas/chain-profile.schema.json). None: found out. */
  profile: z.union([z.string().max(100), z.looseObject({ profile: z.string() })]).optional(),
  keys: z.array(suppliedFile).max(50).optional(),
  anchors: z.strictObject({ count: z.number().int().min(0).nullable(), head: z.string().max(500).nullable(), endTime: z.string().max(100).nullable().optional() }).optional(),
  /** Proofs and what they are judged with: tokens, checkpoints, bundles, trusted roots, an earlier export. */
  files: z.array(suppliedFile).max(200).optional(),
};

export const integrityRequests = {
  /** `sourceKey`: null for every source of the case. */
  'integrity.check': z.strictObject({ sourceKey: z.number().int().nullable(), ...checkInputs }),
  /** Files and folders outside any case, as one set. */
  'integrity.checkFiles': z.strictObject({ pathIds: z.array(pathId).min(1).max(1000), ...checkInputs }),
  'integrity.verdicts': nothing,
  'integrity.journal': nothing,
  'integrity.profiles': nothing,
  'integrity.schemes': nothing,
  'integrity.inputs': nothing,
  /** `what`: an id of `integrity.inputs`, or `all`. */
  'integrity.withdrawInput': z.strictObject({ what: z.string().min(1).max(200), reason: z.string().max(2000) }),
  'integrity.draftProfile': z.strictObject({ sourceKey: z.number().int(), from: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('search') }), z.strictObject({ kind: z.literal('empty') }), z.strictObject({ kind: z.literal('profile'), id: z.string().max(100) })]) }),
  'integrity.tryProfile': z.strictObject({ sourceKey: z.number().int(), text: profileText, keys: z.array(suppliedFile).max(50).optional() }),
  'integrity.saveProfile': z.strictObject({ text: profileText }),
  'integrity.removeProfile': z.strictObject({ id: z.string().max(100) }),
  'integrity.recogniseFiles': z.strictObject({ files: z.array(suppliedFile).min(1).max(200) }),
  /** `profile`: the id of the recipe the verdict names. */
  'integrity.explainRecord': z.strictObject({ sourceKey: z.number().int(), offset: z.number().int().min(0), length: z.number().int().min(1).max(16 * 1024 * 1024), profile: z.string().max(100) }),
} as const;
