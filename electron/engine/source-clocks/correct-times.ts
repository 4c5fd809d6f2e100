import type { Lineage, OtherValue, Stage, StageValue } from '#shared/model/lineage.ts';
import type { SourceClock } from '#shared/model/source.ts';
import { parseInstant } from '#shared/time.ts';

export interface ClockOf {
  readonly clock: SourceClock;
  /** Assumed for times of the source that state none. */
  readonly zone: string | null;
}

/** The same lineage, with the corrected instant beside each recorded one whose source has a stated clock. `at` of a stage is the recorded one still. */
export function correctTimes<L extends Pick<Lineage, 'stages' | 'context'>>(lineage: L, clockOf: (sourceKey: number) => ClockOf | null): L {
  const one = <V extends StageValue | OtherValue>(name: string, value: V): V => {
    const stated = value.sourceKey === null || !isTimeName(name) ? null : clockOf(value.sourceKey);
    const corrected = stated === null ? null : correctedOf(value.lexeme ?? value.value, stated);
    return corrected === null ? value : { ...value, corrected };
  };
  const all = (values: Readonly<Record<string, StageValue>>): Readonly<Record<string, StageValue>> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { ...one(name, value), also: value.also.map((other) => one(name, other)) }]));
  const stages = lineage.stages.map((stage): Stage => {
    const values = all(stage.values);
    return { ...stage, values, ...(values['at']?.corrected === undefined || stage.at === null ? {} : { corrected: values['at'].corrected }) };
  });
  return { ...lineage, stages, context: all(lineage.context) };
}

/** Value names of `lineage/README.md` that hold an instant. */
function isTimeName(name: string): boolean {
  return name === 'at' || /[a-z]At$/u.test(name);
}

function correctedOf(recorded: unknown, { clock: { ahead }, zone }: ClockOf): string | null {
  const read = parseInstant(recorded, zone);
  return read.ok ? (BigInt(read.ns) - BigInt(ahead)).toString() : null;
}
