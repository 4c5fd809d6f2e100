import { readFileSync } from 'node:fs';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '#shared/json.ts';

export const sampleFolder = new URL('../../../resources/sample-case/', import.meta.url);

export function readSample(name: string): string {
  return readFileSync(new URL(name, sampleFolder), 'utf8');
}

/** The value at a dotted path, or undefined where nothing stands. */
export function at(record: JsonValue | undefined, path: string): JsonValue | undefined {
  let value = record;
  for (const key of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

export function textAt(record: JsonValue | undefined, path: string): string {
  const value = at(record, path);
  return typeof value === 'string' ? value : '';
}

export function numberAt(record: JsonValue | undefined, path: string): number {
  const value = at(record, path);
  return typeof value === 'number' ? value : Number.NaN;
}

export function listAt(record: JsonValue | undefined, path: string): readonly JsonValue[] {
  const value = at(record, path);
  return isJsonArray(value) ? value : [];
}

export function parsed(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function asObject(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
