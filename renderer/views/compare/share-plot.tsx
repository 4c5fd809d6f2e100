import type { RateSide } from '#shared/model/timeline.ts';
import styles from './share-plot.module.css';

const width = 120;

/** Both shares with their intervals on one axis from 0 to 100 %: A above, round; B below, square. The numbers stand beside it. */
export function SharePlot({ a, b }: { readonly a: RateSide; readonly b: RateSide }) {
  return (
    <svg width={width + 8} height={20} viewBox={`-4 0 ${width + 8} 20`} className={styles.plot} aria-hidden focusable={false}>
      <path d={`M0 1V19M${width} 1V19`} className={styles.ends} />
      <Side side={a} y={6} round />
      <Side side={b} y={14} round={false} />
    </svg>
  );
}

function Side({ side: { k, n, interval }, y, round }: { readonly side: RateSide; readonly y: number; readonly round: boolean }) {
  if (interval === null) return null;
  const x = (k / n) * width;
  return (
    <g className={round ? styles.a : styles.b}>
      <path d={`M${interval[0] * width} ${y}H${interval[1] * width}`} className={styles.range} />
      {round ? <circle cx={x} cy={y} r={3} /> : <rect x={x - 2.75} y={y - 2.75} width={5.5} height={5.5} />}
    </g>
  );
}
