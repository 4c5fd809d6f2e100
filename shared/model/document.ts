/** A report as typed blocks: every output format and the window's page are drawn from this and from nothing else. No logic. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'mono'; readonly text: string }
  /** A citation `[E-12]`: the n-th record of the document's evidence list. */
  | { readonly kind: 'cite'; readonly n: number };

export type Words = readonly Inline[];

export interface Column {
  readonly title: string;
  readonly align: 'start' | 'end';
  /** Ids, hashes, times: in the mono face, never hyphenated. */
  readonly mono?: boolean;
}

/** *Later phase*: not asked yet. Only a person makes a field *not applicable*, with a reason. */
export const fieldStatuses = ['complete', 'unknown yet', 'not applicable', 'later phase'] as const;
export type FieldStatus = (typeof fieldStatuses)[number];

/** A: from the evidence. H: proposed from the evidence, a person confirms. M: only a person can say. */
export const fillClasses = ['A', 'H', 'M'] as const;
export type FillClass = (typeof fillClasses)[number];

/** One line of a regime's form. */
export interface FieldRow {
  readonly id: string;
  readonly name: string;
  readonly fill: FillClass;
  readonly status: FieldStatus;
  /** What would be typed into the form; null: nothing yet. */
  readonly value: string | null;
  /** Why it stands so: the basis of a figure, who entered it, the reason of *not applicable*, what is missing. */
  readonly because: Words;
  /** Section of the law or form it comes from. */
  readonly asked: string;
  readonly mandatory: 'mandatory' | 'conditional' | 'not asked';
}

export const figureBases = ['exact', 'lower bound', 'upper bound', 'bounds', 'estimate', 'unknown'] as const;

/** A number as it is printed: never without its basis. */
export interface FigureRow {
  readonly id: string;
  readonly label: string;
  /** As written by the wording rules: `at least 312`, `312 of 48 120`. */
  readonly value: string;
  readonly basis: (typeof figureBases)[number];
  /** Name of the query in the methods appendix; null: no query stands behind it, and `because` says what does. */
  readonly query: string | null;
  readonly sha256: string | null;
  readonly because: Words;
}

/** Marks of a picture. Roles, not colours: each format has its own look for them. */
export const shapeRoles = ['box', 'hollow', 'line', 'dashed', 'bar', 'axis', 'mark', 'text', 'quiet', 'strong'] as const;
export type ShapeRole = (typeof shapeRoles)[number];

export type Shape =
  | { readonly kind: 'rect'; readonly role: ShapeRole; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  | { readonly kind: 'line'; readonly role: ShapeRole; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }
  | { readonly kind: 'text'; readonly role: ShapeRole; readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end'; readonly text: string };

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly words: Words }
  /** Smaller, grey: how to read what stands beside it. */
  | { readonly kind: 'aside'; readonly words: Words }
  | { readonly kind: 'list'; readonly items: readonly Words[] }
  | { readonly kind: 'pairs'; readonly rows: readonly { readonly label: string; readonly words: Words }[] }
  /** `leftOut`: rows there are beyond the listed ones; printed, never silent. */
  | { readonly kind: 'table'; readonly caption: string; readonly columns: readonly Column[]; readonly rows: readonly (readonly Words[])[]; readonly leftOut: number }
  | { readonly kind: 'figures'; readonly caption: string; readonly rows: readonly FigureRow[] }
  | { readonly kind: 'fields'; readonly sheet: string; readonly title: string; readonly rows: readonly FieldRow[] }
  /** Drawn where a format can draw; `list` says the same in words and always follows it. */
  | { readonly kind: 'picture'; readonly title: string; readonly width: number; readonly height: number; readonly shapes: readonly Shape[]; readonly list: readonly Words[] }
  /** Text of a record, as recorded; never ours. */
  | { readonly kind: 'quote'; readonly text: string; readonly from: Words }
  /** A legal line: "candidate, confirm with counsel" and its like. */
  | { readonly kind: 'note'; readonly words: Words }
  /** Here the cited records of the document are listed, under the numbers the text uses. */
  | { readonly kind: 'evidence' }
  /** What a section says when it has nothing: an empty section is never dropped. */
  | { readonly kind: 'nothing'; readonly what: 'nothing recorded' | 'not examined'; readonly why: string };

export interface Section {
  /** `0`–`13`, `E1`–`E8`, or a name; unique in its document. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A record a sentence rests on. */
export interface CitedRecord {
  readonly n: number;
  readonly source: string;
  readonly sourceKey: number;
  readonly offset: number;
  readonly length: number;
  /** SHA-256 of exactly these bytes, as noted at import. */
  readonly sha256: string;
  /** What it is cited for, in a few words. */
  readonly about: string;
}

export interface ReportDocument {
  readonly title: string;
  readonly subtitle: string;
  /** In the running header of a printed page: case or incident. */
  readonly running: string;
  /** `DRAFT` until it is signed off; '' then. */
  readonly mark: string;
  readonly cover: readonly { readonly label: string; readonly words: Words }[];
  readonly sections: readonly Section[];
  readonly evidence: readonly CitedRecord[];
  /** Who is named as the author in a file's properties: from the profile only, never the account; null: nobody. */
  readonly author: string | null;
}
