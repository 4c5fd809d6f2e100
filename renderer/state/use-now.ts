import { useEffect, useState } from 'react';

/** The computer's clock in nanoseconds, read again every half minute: for how much time is left, never for evidence. */
export function useNow(): string {
  const [now, setNow] = useState(readClock);
  useEffect(() => {
    const timer = setInterval(() => setNow(readClock()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function readClock(): string {
  return `${Date.now()}000000`;
}
