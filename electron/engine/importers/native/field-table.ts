import { pointerToken } from '#shared/json.ts';
import type { StageKind } from '#shared/model/lineage.ts';
import { flatFields, nestedFields, recordMembers, repeatableGroups, type CellType } from './fields.ts';
import { flatReaders, type FlatReader } from './flat-names.ts';

/** `fields.ts` made ready for one lookup a member: constant pointers, no strings built per record. */
export interface Field {
  readonly stage: StageKind | 'context';
  readonly name: string;
  readonly pointer: string;
  readonly cell: CellType;
}

export interface Member {
  /** The member states one value itself. */
  readonly field: Field | null;
  /** The member is an object of these; names not in it are kept under `stage`. */
  readonly members: ReadonlyMap<string, Field> | null;
  readonly stage: StageKind | 'context';
  readonly repeatable: boolean;
  readonly read: FlatReader | null;
  /** Identifies the record or chains it; states no value. */
  readonly aboutRecord: boolean;
  readonly pointer: string;
}

export const jsonMembers: ReadonlyMap<string, Member> = buildJsonMembers();

/** By CSV header: dotted for nested members, plain for flat names. */
export const csvHeaders: ReadonlyMap<string, Member> = buildCsvHeaders();

/** First tokens of dotted headers: a header below one of them that no field names is kept under its stage. */
export const groupStages: ReadonlyMap<string, StageKind | 'context'> = new Map(
  nestedFields.flatMap(({ path, stage }) => (path.includes('.') ? [[headOf(path), stage] as const] : [])),
);

function buildJsonMembers(): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (const [head, stage] of groupsOf(nestedFields.map(({ path, stage }) => ({ path, stage })))) {
    const inside = nestedFields.filter(({ path }) => path.startsWith(`${head}.`));
    const pointer = `/${pointerToken(head)}`;
    members.set(head, {
      field: null,
      members: new Map(inside.map((row) => [tailOf(row.path), { ...row, pointer: `${pointer}/${pointerToken(tailOf(row.path))}` }])),
      stage,
      repeatable: repeatableGroups.has(head),
      read: null,
      aboutRecord: false,
      pointer,
    });
  }
  for (const row of [...nestedFields.filter(({ path }) => !path.includes('.')), ...flatFields]) {
    const pointer = `/${pointerToken(row.path)}`;
    const group = members.get(row.path);
    members.set(row.path, group === undefined ? leaf({ ...row, pointer }) : { ...group, field: { ...row, pointer } });
  }
  addSpecial(members);
  return members;
}

function buildCsvHeaders(): ReadonlyMap<string, Member> {
  const headers = new Map<string, Member>();
  for (const row of [...nestedFields, ...flatFields]) headers.set(row.path, leaf({ ...row, pointer: `/${pointerToken(row.path)}` }));
  addSpecial(headers);
  headers.set('run.id', aboutRecord('/run.id'));
  return headers;
}

function addSpecial(members: Map<string, Member>): void {
  for (const [name, read] of flatReaders) {
    members.set(name, { field: null, members: null, stage: 'context', repeatable: false, read, aboutRecord: false, pointer: `/${pointerToken(name)}` });
  }
  for (const name of recordMembers) members.set(name, aboutRecord(`/${name}`));
}

function leaf(field: Field): Member {
  return { field, members: null, stage: field.stage, repeatable: false, read: null, aboutRecord: false, pointer: field.pointer };
}

function aboutRecord(pointer: string): Member {
  return { field: null, members: null, stage: 'context', repeatable: false, read: null, aboutRecord: true, pointer };
}

function groupsOf(rows: readonly { readonly path: string; readonly stage: StageKind | 'context' }[]): ReadonlyMap<string, StageKind | 'context'> {
  return new Map(rows.flatMap(({ path, stage }) => (path.includes('.') ? [[headOf(path), stage] as const] : [])));
}

function headOf(path: string): string {
  return path.slice(0, path.indexOf('.'));
}

function tailOf(path: string): string {
  return path.slice(path.indexOf('.') + 1);
}
