import { countText } from './count-text.ts';

export function Count({ of: count, className }: { readonly of: number; readonly className?: string | undefined }) {
  return <span className={className}>{countText(count)}</span>;
}
