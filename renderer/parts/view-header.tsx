import type { ReactNode } from 'react';
import styles from './view-header.module.css';

/** The bar on top of a view: its name, what it shows of how much, and its few actions on the right. */
export function ViewHeader({ title, detail, children }: { readonly title: ReactNode; readonly detail?: ReactNode; readonly children?: ReactNode }) {
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{title}</h1>
      <div className={styles.detail}>{detail}</div>
      <div className={styles.actions}>{children}</div>
    </header>
  );
}

/** The smaller bar on top of a part of a view. */
export function SectionHeader({ id, title, detail, children }: { readonly id?: string; readonly title: string; readonly detail?: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className={styles.section}>
      <h2 id={id} className={styles.sectionTitle}>
        {title}
      </h2>
      <div className={styles.detail}>{detail}</div>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}

/** A row of controls under a header. */
export function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className={styles.toolbar}>
      {children}
    </div>
  );
}
