import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Count } from './count.tsx';
import styles from './tabs.module.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly count?: number | null;
  readonly content: ReactNode;
}

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly className?: string;
}

/** A tab row and the panel under it; the panel fills what is left of the height. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, className }: TabsProps<Id>) {
  const choose = (chosen: unknown) => {
    const tab = tabs.find(({ id }) => id === chosen);
    if (tab !== undefined) onChange(tab.id);
  };
  return (
    <Base.Root value={value} onValueChange={choose} className={classNames(styles.root, className)}>
      <Base.List aria-label={label} className={styles.list}>
        {tabs.map(({ id, title, count }) => (
          <Base.Tab key={id} value={id} className={styles.tab}>
            {title}
            {typeof count === 'number' && <Count of={count} className={styles.count} />}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ id, content }) => (
        <Base.Panel key={id} value={id} className={styles.panel}>
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
