import { html, type Html } from './html.ts';

/** Counts as bars on a common baseline; square roots, so that a quiet hour beside a loud one stays visible. Empty bins stay empty. */
export function coverageBars(counts: readonly number[]): Html {
  if (counts.length === 0) return html``;
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, index) => {
    if (count === 0) return html``;
    const height = Math.max(2, Math.round(26 * Math.sqrt(count / most)));
    return html`<rect class="b" x="${index * 4}" y="${27 - height}" width="3" height="${height}"/>`;
  });
  return html`<svg viewBox="0 0 ${counts.length * 4} 28" preserveAspectRatio="none" role="img" aria-label="records over time, at most ${most} a bin">${bars}<line class="axis" x1="0" y1="27.5" x2="${counts.length * 4}" y2="27.5"/></svg>`;
}

export function shareBar(part: number, whole: number): Html {
  const width = whole === 0 ? 0 : Math.max(part > 0 ? 1 : 0, Math.round((part / whole) * 160));
  return html`<span class="share"><svg viewBox="0 0 160 8" aria-hidden="true"><rect class="r" width="160" height="8"/><rect class="b" width="${width}" height="8"/></svg></span>`;
}
