import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import styles from './checkbox.module.css';
import { Icon } from './icon.tsx';

export function Checkbox({ label, checked, disabled = false, inGrid = false, onChange }: { readonly label: string; readonly checked: boolean; readonly disabled?: boolean; readonly inGrid?: boolean; readonly onChange: (checked: boolean) => void }) {
  return (
    <Base.Root aria-label={label} checked={checked} disabled={disabled} {...(inGrid ? { tabIndex: -1 } : {})} onCheckedChange={onChange} className={styles.box}>
      <Base.Indicator className={styles.mark}>
        <Icon of={Check} size="xs" />
      </Base.Indicator>
    </Base.Root>
  );
}
