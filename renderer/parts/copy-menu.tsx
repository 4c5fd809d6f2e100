import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '../state/app-state.ts';
import { Button } from './button.tsx';
import { type Copyable, copyItems } from './copy-items.ts';
import { Menu, type MenuItem } from './menu.tsx';

/** "Copy as": what is meant, in the form the person needs. Built when the menu opens; null where nothing is selected. */
export function CopyMenu({ label, title = 'Copy as', parts }: { readonly label: string; readonly title?: string; readonly parts: () => readonly (readonly [name: string, what: Copyable | null])[] }) {
  const [items, setItems] = useState<readonly (MenuItem | null)[]>([]);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const open = (): void => {
    const groups = parts().flatMap(([name, what]) => (what === null ? [] : [copyItems(what).map((item): MenuItem => ({ id: `${name} ${item.id}`, title: name === '' ? item.title : `${name}: ${item.title}`, onChoose: () => void copyText(item.text).then(setCopied) }))]));
    setItems(groups.length === 0 ? [{ id: 'nothing', title: 'Select something first', disabled: true, onChoose: () => undefined }] : groups.flatMap((group, index) => (index === 0 ? group : [null, ...group])));
  };
  return (
    <Menu
      label={label}
      align="end"
      onOpen={open}
      items={items}
      trigger={
        <Button small look="quiet" icon={copied ? Check : Copy} aria-label={copied ? 'Copied' : label}>
          {copied ? 'Copied' : title}
        </Button>
      }
    />
  );
}
