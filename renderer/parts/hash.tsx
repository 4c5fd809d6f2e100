import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '../state/app-state.ts';
import { classNames } from './class-names.ts';
import styles from './hash.module.css';
import { Icon } from './icon.tsx';

export interface HashProps {
  readonly value: string;
  /** What it is the hash of, for the copy button's label. */
  readonly name?: string;
  readonly whole?: boolean;
  readonly className?: string;
}

/** First and last digits, the rest on hover, all of it on the clipboard. */
export function Hash({ value, name = 'hash', whole = false, className }: HashProps) {
  return (
    <span className={classNames(styles.hash, className)}>
      <span className={classNames('mono', whole && styles.whole)} title={value}>
        {whole || value.length <= 12 ? value : `${value.slice(0, 4)}…${value.slice(-4)}`}
      </span>
      <CopyButton text={value} label={`Copy ${name}`} />
    </span>
  );
}

/** Copies through the main process: the page itself may not touch the clipboard. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void copyText(text).then(setCopied);
  return (
    <button type="button" className={styles.copy} aria-label={copied ? 'Copied' : label} title={copied ? 'Copied' : label} onClick={copy}>
      <Icon of={copied ? Check : Copy} size="xs" />
    </button>
  );
}
