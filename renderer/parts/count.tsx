import { classNames } from './class-names.ts';
import { countText } from './count-text.ts';

export function Count({ of: count, className }: { readonly of: number; readonly className?: string | undefined }) {
  return <span className={classNames('figures', className)}>{countText(count)}</span>;
}
