import { useCallback, useState } from 'react';

/** Width of an element in whole pixels, and the ref that measures it; null before the first measurement. */
export function useWidth<Element extends HTMLElement>(): readonly [(element: Element | null) => (() => void) | undefined, number | null] {
  const [width, setWidth] = useState<number | null>(null);
  const measure = useCallback((element: Element | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [measure, width];
}
