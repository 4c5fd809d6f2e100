import type { LucideIcon } from 'lucide-react';

export interface IconProps {
  readonly of: LucideIcon;
  readonly size?: 'xs' | 's' | 'm' | 'l';
  readonly className?: string | undefined;
}

const pixels = { xs: 12, s: 14, m: 16, l: 24 } as const;

/** Decoration only: the word beside it, or the control's label, carries the meaning. */
export function Icon({ of: Drawing, size = 'm', className }: IconProps) {
  return <Drawing size={pixels[size]} strokeWidth={size === 'xs' ? 1.7 : 1.4} absoluteStrokeWidth aria-hidden focusable={false} className={className} />;
}
