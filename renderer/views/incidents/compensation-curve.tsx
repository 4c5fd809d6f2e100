import type { CompensationCurve, CurvePoint } from '#shared/model/incident.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import { Instant } from '../../parts/instant.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { useCase } from '../../state/case-state.ts';
import { useIncidents } from '../../state/incidents-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { curveBands, dayEnds, stepPath, type CurveBand } from './curve-paths.ts';
import styles from './compensation-curve.module.css';

/** What is still owed over time, in money and people: up with each execution, down with each confirmed compensation. The days below say the same. */
export function CompensationCurveView({ incident }: { readonly incident: string }) {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const { value } = useAnswer('incidents.curve', { incident }, revision + acts);
  if (value === null) return null;
  const { points } = value;
  const days = dayEnds(points);
  return (
    <section aria-label="Still owed over time">
      <SectionHeader title="Still owed over time" detail={apart(value)} />
      {points.length < 2 ? (
        <p className={styles.none}>No run with a stated harm has a recorded execution time: there is nothing to draw.</p>
      ) : (
        <div className={styles.both}>
          <div className={styles.bands}>
            {curveBands(points).map((band) => (
              <Band key={band.title} band={band} points={points} />
            ))}
            <p className={styles.ends}>
              <Instant at={points[0]?.at ?? null} show="both" />
              <Instant at={points.at(-1)?.at ?? null} show="both" />
            </p>
          </div>
          <PlainTable
            label="Still owed when a day ended, UTC"
            rows={days}
            rowKey={({ day }) => day}
            columns={[
              { id: 'day', title: 'End of', width: '104px', cell: ({ day }) => <span className="mono">{day}</span> },
              { id: 'owed', title: 'Still owed', align: 'end', cell: ({ point }) => (point.owed.length === 0 ? 'nothing' : point.owed.map(({ currency, sum }) => `${sum} ${currency ?? ''}`).join(', ')) },
              { id: 'people', title: 'People', align: 'end', width: '76px', cell: ({ point }) => `${countText(point.people)}${point.withoutPerson === 0 ? '' : '+'}` },
              { id: 'runs', title: 'Runs', align: 'end', width: '64px', cell: ({ point }) => countText(point.runs) },
            ]}
          />
        </div>
      )}
    </section>
  );
}

function Band({ band: { title, most, last, of }, points }: { readonly band: CurveBand; readonly points: readonly CurvePoint[] }) {
  return (
    <figure className={styles.band}>
      <figcaption className={styles.caption}>
        <b>{title}</b>
        <span>
          most {most} · last {last}
        </span>
      </figcaption>
      <svg className={styles.chart} viewBox="0 0 1000 60" preserveAspectRatio="none" role="img" aria-label={`${title}: at most ${most}, at the end ${last}`}>
        <line x1="0" y1="59" x2="1000" y2="59" className={styles.axis} />
        <path d={stepPath(points, of)} className={styles.line} />
      </svg>
    </figure>
  );
}

function apart({ withoutTime, backWithoutTime, withoutHarm }: CompensationCurve): string {
  return [
    'from each execution to its confirmed compensation',
    ...(withoutTime > 0 ? [`${countedText(withoutTime, 'run')} without a time are in no point`] : []),
    ...(backWithoutTime > 0 ? [`${countedText(backWithoutTime, 'run')} given back at a time nothing states leave at the end`] : []),
    ...(withoutHarm > 0 ? [`of ${countedText(withoutHarm, 'run')} no harm is stated`] : []),
  ].join(' · ');
}
