/**
 * What the page may load and run. One string, sent as a header with every file of the bundle.
 *
 * `trusted-types proofline-worker`: under `require-trusted-types-for 'script'` Chromium refuses `new Worker(…)` with a plain
 * address, even our own, so `trusted-types 'none'` would forbid the layout worker. One policy by one name may be made,
 * once, and it only ever sees the address of our own worker; `worker-src 'self'` holds besides.
 */
const directives = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types proofline-worker',
] as const;

export const contentPolicy = directives.join('; ');

export const bundleHeaders = {
  'Content-Security-Policy': contentPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;
