import { createHash } from 'node:crypto';
import { html, type Html } from './html.ts';

export interface StandAlonePage {
  readonly title: string;
  readonly style: string;
  /** Of the build, never of the evidence; null: the page runs nothing. */
  readonly script: string | null;
  readonly author: string | null;
  readonly body: Html;
}

/** One file that loads nothing and sends nothing. The policy names its one style, and its one script, by their hashes: whatever evidence might smuggle in, no other applies. */
export function standAlonePage({ title, style, script, author, body }: StandAlonePage): string {
  const source = (code: string): string => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
  const policy = `default-src 'none'; ${script === null ? '' : `script-src ${source(script)}; `}style-src ${source(style)}; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
${author === null ? html`` : html`<meta name="author" content="${author}">`}
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
${body}
${script === null ? html`` : html`<script>${{ markup: script }}</script>`}
</body>
</html>
`.markup;
}
