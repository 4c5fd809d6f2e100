import { isJsonArray, isJsonObject, pointerToken, pointerTokens, type JsonValue } from '#shared/json.ts';

/** What stands in a column of a record: by header in a table, by JSON Pointer elsewhere. undefined: the record has no such place. */
export function valueAtColumn(record: JsonValue, column: string, isTable: boolean): JsonValue | undefined {
  if (isTable || !column.startsWith('/')) return isJsonObject(record) && Object.hasOwn(record, column) ? record[column] : undefined;
  let value: JsonValue | undefined = record;
  for (const token of pointerTokens(column)) {
    if (value === undefined || value === null || typeof value !== 'object') return undefined;
    if (isJsonArray(value)) value = value[Number(token)];
    else if (isJsonObject(value)) value = Object.hasOwn(value, token) ? value[token] : undefined;
  }
  return value;
}

export function pointerOfColumn(column: string, isTable: boolean): string {
  return !isTable && column.startsWith('/') ? column : `/${pointerToken(column)}`;
}
