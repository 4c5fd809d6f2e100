import { z } from 'zod';
import { weaknessCodes } from '#shared/model/verdict.ts';
import { numberModes } from '../json/number-text.ts';
import { timeTransforms } from '../json/time-text.ts';
import { encodings } from '../signatures/encodings.ts';
import { macAlgorithms, signatureAlgorithms } from '../signatures/verify-signature.ts';

/**
 * A chain profile: how a writer hashes, links and signs its records, as data. Nothing in it is code. Published as
 * resources/schemas/chain-profile.schema.json. Pointers are RFC 6901 inside one record (or inside `record.at`).
 */
const pointer = z.string().max(500).regex(/^(?:\/(?:[^~]|~[01])*)?$/).describe('RFC 6901 JSON Pointer');
const scalar = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);
const encoding = z.enum(encodings);
const prefix = z.string().max(40).default('').describe('text that stands before the encoded bytes');

const json = z.strictObject({
  mode: z.literal('json'),
  at: pointer.default('').describe('the value to write; the record itself when empty'),
  order: z.enum(['utf16', 'codepoint', 'file', 'declared']).default('utf16'),
  separators: z.tuple([z.string().max(10), z.string().max(10)]).default([',', ':']),
  ascii: z.boolean().default(false),
  html: z.boolean().default(false),
  numbers: z.enum(numberModes).default('ecmascript'),
  nulls: z.enum(['keep', 'drop']).default('keep'),
  keepNulls: z.array(pointer).max(50).default([]),
  include: z.array(z.string().max(200)).max(200).nullable().default(null),
  absent: z.enum(['skip', 'null']).default('skip'),
  exclude: z.array(pointer).max(50).default([]),
  blank: z.array(pointer).max(50).default([]),
  transforms: z.record(pointer, z.array(z.enum(timeTransforms)).max(5)).default({}),
});
const fields = z.array(pointer).min(1).max(100);
const concat = z.strictObject({
  mode: z.literal('concat'),
  fields,
  by: z.strictObject({ field: pointer, fields: z.record(z.string().max(100), fields) }).optional().describe('a member, and for each of its values, as text, the fields that records with it join in place of `fields`'),
  separator: z.string().max(10),
  transforms: z.record(pointer, z.array(z.enum(timeTransforms)).max(5)).default({}),
});
const lengthPrefixed = z.strictObject({ mode: z.literal('length-prefixed'), fields, length: z.enum(['u32be', 'u64be', 'u32le']) });
const raw = z.strictObject({ mode: z.literal('raw'), at: pointer.default('') }).describe('the bytes as written');

const part = z.union([
  z.strictObject({ canon: z.discriminatedUnion('mode', [json, concat, lengthPrefixed, raw]) }),
  z.strictObject({ prev: z.enum(['text', 'bytes']) }).describe('the stored previous hash, as its text or decoded'),
  z.strictObject({ text: z.string().max(200) }),
  z.strictObject({ hex: z.string().max(200).regex(/^(?:[0-9a-f]{2})*$/) }),
]);
const input = z.array(part).min(1).max(8);

const hashAlgorithms = ['sha256', 'sha384', 'sha512', 'sha3-256', 'sha1', 'md5'] as const;

export const profileSchema = z.strictObject({
  profile: z.string().max(100).regex(/^[a-z0-9][a-z0-9.()-]*$/),
  version: z.literal(1),
  title: z.string().min(1).max(200),
  licence: z.string().max(50),
  source: z.string().max(500).describe('where the recipe was read'),
  recognise: z.strictObject({
    present: z.array(pointer).max(50),
    absent: z.array(pointer).max(50).default([]),
    equals: z.record(pointer, scalar).default({}),
  }),
  record: z
    .strictObject({
      records: z.array(z.string().max(500)).max(10).nullable().default(null).describe('where the records lie in a JSON text, when the format does not say'),
      at: pointer.default('').describe('the layer inside each record this profile speaks of'),
      where: z.record(pointer, scalar).default({}).describe('only records with these values belong to the layer'),
      chain: z.array(pointer).max(5).default([]).describe('members that name the chain; each chain is followed on its own'),
      unchained: z.enum(['inserted', 'outside']).default('inserted').describe('what a record without the chain’s members is'),
      spelling: z.enum(['any', 'jcs']).default('any').describe('jcs: a record spelled in any other way was altered'),
    })
    .prefault({}),
  hash: z
    .strictObject({
      alg: z.enum(hashAlgorithms),
      input: input.nullable().describe('null: the stored hash cannot be recomputed from this export, only linked'),
      field: pointer.nullable().describe('null: no record carries its own hash'),
      encoding: encoding.default('hex'),
      prefix,
    })
    .nullable(),
  prev: z
    .strictObject({
      field: pointer,
      encoding: encoding.default('hex'),
      prefix,
      genesis: z.array(z.union([z.string().max(200), z.null()])).max(10),
      absentIsGenesis: z.boolean().default(false),
      restarts: z.enum(['normal', 'unusual']).default('unusual').describe('normal: the writer begins a new chain when it rotates'),
    })
    .nullable(),
  seq: z.strictObject({ field: pointer, start: z.number().int(), step: z.number().int().min(1).default(1), trusted: z.boolean().default(true) }).nullable().default(null),
  mac: z.strictObject({ alg: z.enum(macAlgorithms), over: z.enum(['hash-text', 'hash-bytes', 'input']), field: pointer, encoding: encoding.default('hex'), prefix, bytes: z.number().int().min(8).max(64).optional() }).nullable().default(null),
  sig: z
    .strictObject({
      alg: z.enum(signatureAlgorithms),
      over: z.enum(['input', 'hash-bytes', 'hash-text']).describe('of `input` below, or of the hash’s own input when there is none'),
      input: input.nullable().default(null),
      field: pointer,
      encoding: encoding.default('hex'),
      prefix,
      requires: z.record(pointer, scalar).default({}).describe('values without which the signature does not count'),
      key: z.strictObject({ field: pointer, encoding, prefix }).nullable().default(null).describe('where the record carries the public key'),
      kid: pointer.nullable().default(null),
      rotation: z.strictObject({ newKey: pointer, encoding, prefix }).nullable().default(null).describe('a record that names the key of those after it, signed by the key before'),
      unsigned: z.enum(['allowed', 'bad']).default('allowed'),
    })
    .nullable()
    .default(null),
  repeats: pointer.nullable().default(null).describe('a member whose repetition is worth a warning, not a failure'),
  end: z.strictObject({ field: pointer, values: z.array(scalar).min(1).max(10) }).nullable().default(null).describe('what the last record of a closed chain says'),
  also: z.array(z.string().max(100)).max(5).default([]).describe('profiles of further layers in the same records'),
  weaknesses: z.array(z.enum(weaknessCodes)).max(20),
  notCovered: z.string().max(500).default('').describe('what the recipe leaves out by design, in words'),
});

export type ChainProfile = z.infer<typeof profileSchema>;
export type InputPart = z.infer<typeof part>;
export type HashAlgorithm = (typeof hashAlgorithms)[number];
export type JsonCanon = z.infer<typeof json>;
