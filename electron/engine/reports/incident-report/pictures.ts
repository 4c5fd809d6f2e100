import type { Block, Shape, Words } from '../document.ts';
import { mono, plain, say } from '../document.ts';
import type { Lineage, Stage } from '#shared/model/lineage.ts';
import { mainStages } from '#shared/model/lineage.ts';
import type { CompensationCurve, CurvePoint } from '#shared/model/incident.ts';
import { instantText } from '#shared/time.ts';
import { grouped, owedWords } from './words.ts';

const width = 720;

/** The lineage of one run in the fixed columns of the window; an absent stage is drawn hollow, never left out. `cited`: where a stage's values stand. */
export function lineagePicture({ run, stages }: Lineage, cited: (stage: Stage) => Words): Block {
  const column = width / mainStages.length;
  const shapes: Shape[] = [];
  for (const [index, kind] of mainStages.entries()) {
    const stage = stages.find((one) => one.kind === kind && one.present);
    const x = index * column + 4;
    const box = column - 20;
    if (index > 0) shapes.push({ kind: 'line', role: stage === undefined ? 'dashed' : 'line', x1: x - 16, y1: 40, x2: x, y2: 40 });
    shapes.push({ kind: 'rect', role: stage === undefined ? 'hollow' : 'box', x, y: 16, width: box, height: 52 });
    shapes.push({ kind: 'text', role: 'strong', x: x + 6, y: 32, anchor: 'start', text: kind });
    shapes.push({ kind: 'text', role: 'quiet', x: x + 6, y: 46, anchor: 'start', text: stage === undefined ? 'not recorded' : short(stage.title, 18) });
    if (stage !== undefined) shapes.push({ kind: 'text', role: 'quiet', x: x + 6, y: 60, anchor: 'start', text: stage.at === null ? 'no time recorded' : instantText(stage.at).slice(11, 23) });
  }
  return {
    kind: 'picture', title: `Lineage of run ${run.externalId}: trigger to outcome, hollow where no record speaks`, width, height: 84, shapes,
    list: stages.filter(({ present, kind }) => present || mainStages.some((one) => one === kind)).map((stage) => (stage.present ? say`${stage.kind}: ${mono(stage.title)}, ${stage.at === null ? 'no time recorded' : mono(instantText(stage.at))} ${cited(stage)}` : say`${stage.kind}: not recorded`)),
  };
}

/** Lines of the curated timeline on one axis; entries without a time are counted beside it. */
export function timelinePicture(lines: readonly { readonly at: string | null; readonly title: string; readonly entered: boolean }[]): Block | null {
  const timed = lines.flatMap(({ at, ...line }) => (at === null ? [] : [{ ...line, at: BigInt(at) }]));
  const [first, last] = [timed[0], timed.at(-1)];
  if (first === undefined || last === undefined || timed.length < 2 || first.at === last.at) return null;
  const span = last.at - first.at;
  const place = (at: bigint): number => 20 + Number(((at - first.at) * 680_000n) / span) / 1000;
  const rows = Math.min(timed.length, 40);
  const shapes: Shape[] = [
    { kind: 'line', role: 'axis', x1: 20, y1: 20, x2: 700, y2: 20 },
    { kind: 'text', role: 'quiet', x: 20, y: 12, anchor: 'start', text: instantText(first.at.toString()) },
    { kind: 'text', role: 'quiet', x: 700, y: 12, anchor: 'end', text: instantText(last.at.toString()) },
  ];
  for (const [index, { at, title, entered }] of timed.slice(0, rows).entries()) {
    const x = place(at);
    const y = 40 + index * 14;
    shapes.push({ kind: 'line', role: entered ? 'dashed' : 'line', x1: x, y1: 20, x2: x, y2: y - 4 }, { kind: 'rect', role: entered ? 'hollow' : 'mark', x: x - 3, y: y - 8, width: 6, height: 6 });
    shapes.push({ kind: 'text', role: 'text', x: x > 360 ? x - 6 : x + 6, y: y - 2, anchor: x > 360 ? 'end' : 'start', text: short(title, 70) });
  }
  const rest = [timed.length > rows ? `${timed.length - rows} more lines are in the table` : '', timed.length < lines.length ? `${lines.length - timed.length} lines state no time` : ''].filter((part) => part !== '');
  return { kind: 'picture', title: 'Curated timeline: filled where a record says so, hollow where the analyst does', width, height: 48 + rows * 14, shapes, list: [say`The table below says the same line by line.`, ...rest.map(plain)] };
}

/** Money and people still owed, as steps over one axis: each currency its own band, people last. null: nothing has a time. */
export function curvePicture({ points }: CompensationCurve): Block | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first.at === last.at) return null;
  const span = BigInt(last.at) - BigInt(first.at);
  const place = (at: string): number => 20 + Number(((BigInt(at) - BigInt(first.at)) * 680_000n) / span) / 1000;
  const currencies = [...new Set(points.flatMap(({ owed }) => owed.map(({ currency }) => currency)))];
  const bands = [
    ...currencies.map((currency) => ({ title: `${currency ?? 'currency not recorded'} still owed`, of: (point: CurvePoint): number => Number(point.owed.find((one) => one.currency === currency)?.sum ?? 0), text: (value: number): string => grouped(value.toFixed(2)) })),
    { title: 'people owed', of: ({ people }: CurvePoint): number => people, text: String },
  ];
  const band = 64;
  const shapes: Shape[] = [
    { kind: 'text', role: 'quiet', x: 20, y: 12, anchor: 'start', text: instantText(first.at) },
    { kind: 'text', role: 'quiet', x: 700, y: 12, anchor: 'end', text: instantText(last.at) },
  ];
  for (const [index, { title, of, text }] of bands.entries()) {
    const [top, floor] = [26 + index * band, 26 + index * band + 44];
    const most = Math.max(...points.map(of), 1);
    const height = (point: CurvePoint): number => floor - (of(point) / most) * 30;
    shapes.push({ kind: 'text', role: 'strong', x: 20, y: top + 8, anchor: 'start', text: title }, { kind: 'text', role: 'quiet', x: 700, y: top + 8, anchor: 'end', text: `most ${text(most)}, last ${text(of(last))}` }, { kind: 'line', role: 'axis', x1: 20, y1: floor, x2: 700, y2: floor });
    for (const [at, point] of points.entries()) {
      const [x, y, next] = [place(point.at), height(point), points[at + 1]];
      if (next === undefined) continue;
      shapes.push({ kind: 'line', role: 'line', x1: x, y1: y, x2: place(next.at), y2: y }, { kind: 'line', role: 'line', x1: place(next.at), y1: y, x2: place(next.at), y2: height(next) });
    }
  }
  return { kind: 'picture', title: 'Open compensations over time, from each execution to its confirmed compensation', width, height: 26 + bands.length * band, shapes, list: dayEnds(points).map(([day, point]) => say`${mono(day)}: ${owedWords(point)}`) };
}

const mostDays = 31;

/** What was owed when a day (UTC) ended; of very many days the first and the last ones. */
function dayEnds(points: readonly CurvePoint[]): readonly (readonly [day: string, point: CurvePoint])[] {
  const days = [...new Map(points.map((point) => [instantText(point.at).slice(0, 10), point] as const))];
  return days.length <= mostDays ? days : [...days.slice(0, 15), ...days.slice(-16)];
}

function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
