import type { JournalEntry } from '#shared/model/journal.ts';
import type { Lineage } from '#shared/model/lineage.ts';
import type { RunRow } from '#shared/model/run.ts';
import type { OmittedOriginal } from '#shared/model/bag.ts';
import type { SourceVerdict } from '#shared/model/verdict.ts';
import { html } from '../reports/html.ts';
import { standAlonePage } from '../reports/stand-alone-page.ts';
import type { ManifestLine } from './bag-text.ts';

/** What the page shows. Counts with `Total` say how much there is beyond what it carries. */
export interface ViewerData {
  readonly title: string;
  readonly subtitle: string;
  readonly info: readonly { readonly label: string; readonly value: string }[];
  readonly signer: string;
  /** Payload files but the page itself, which cannot hold its own hash. */
  readonly manifest: readonly ManifestLine[];
  readonly originals: readonly { readonly path: string; readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly omitted: readonly OmittedOriginal[];
  readonly runs: readonly RunRow[];
  readonly runsTotal: number;
  readonly lineages: readonly Lineage[];
  readonly verdicts: readonly { readonly name: string; readonly checkedAt: string; readonly verdicts: readonly SourceVerdict[] }[];
  readonly journal: readonly JournalEntry[];
  readonly journalTotal: number;
}

/** Script and style of the build, inlined; only these two run, by their hashes. */
export interface ViewerParts {
  readonly script: string;
  readonly style: string;
}

/** One page that opens from a disk without a network: nothing to load, nothing sent, evidence as data that the script puts on the page as text. */
export function viewerPage(data: ViewerData, { script, style }: ViewerParts): string {
  return standAlonePage({
    title: data.title, style, script, author: null,
    body: html`<noscript>This page needs its own script to show the package. README.txt says how to check the package without it.</noscript>
<script type="application/json" id="data">${{ markup: embeddedJson(data) }}</script>`,
  });
}

/** HTML, section 13.1.2.1: a script element ends at `</script`, and `<!--` changes its state. With no `<` in it neither can stand there. */
export function embeddedJson(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
