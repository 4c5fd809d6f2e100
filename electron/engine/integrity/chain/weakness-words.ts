import type { WeaknessCode } from '#shared/model/verdict.ts';

/** What a recipe cannot tell, whatever the file: always printed. */
export const weaknessWords: Readonly<Record<WeaknessCode, string>> = {
  'ambiguous-concat': 'The recipe cannot distinguish field boundaries: text moved from one field to the next leaves the hash as it is.',
  'uncovered-fields': 'The recipe leaves members of the record out: they can be changed unseen.',
  'symmetric-key': 'Whoever can check the MAC could have made it: it proves nothing against a holder of the key.',
  'no-own-hash': 'No record carries its own hash: the last one is unprotected unless it is signed or anchored.',
  'no-domain-separation': 'Leaves and nodes of the tree are hashed alike.',
  'odd-duplicate': 'A tree whose last leaf is repeated has the same root.',
  'weak-hash': 'The hash function is broken: two contents with one hash can be made.',
  'key-in-file': 'The key stands in the file: it shows that one key signed, not whose it is.',
  'resets-on-rotation': 'The chain begins anew in every file: a whole file can vanish unseen.',
  'chain-id-not-covered': 'Which chain a record belongs to is not covered: a record can be moved to another chain.',
  'links-only': 'The hashes cannot be computed again from this export: only whether the records name one another can be checked.',
  'rewrite-by-writer': 'Internally consistent; a full rewrite by anyone able to write the log is not excluded.',
};
