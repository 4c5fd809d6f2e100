import { showUnseen } from './html.ts';
import { pageColours } from './page-style.ts';

const colours = Object.entries(pageColours)
  .map(([name, [light, dark]]) => `--${name}:light-dark(${light},${dark});`)
  .join('');

/** The look of a report, on a screen and printed. `running` and `mark` stand in the margin of every printed page. */
export function documentStyle(running: string, mark: string): string {
  return `${screen}
@page{size:A4;margin:24mm 18mm 20mm;
@top-left{content:${cssString(running)};font:8pt/1.2 var(--sans);color:#5e6875;vertical-align:bottom;padding-bottom:4mm}
@top-right{content:${cssString(mark)};font:600 8pt/1.2 var(--sans);color:#15181c;vertical-align:bottom;padding-bottom:4mm}
@bottom-left{content:"candidate, confirm with counsel";font:8pt/1.2 var(--sans);color:#5e6875}
@bottom-right{content:"page " counter(page) " of " counter(pages);font:8pt/1.2 var(--sans);color:#5e6875}}
`;
}

/** CSS Syntax 3, section 4.3.7: anything but plain letters, digits and spaces as an escape, so that no text can end the string. */
export function cssString(text: string): string {
  return `"${showUnseen(text).replaceAll(/[^A-Za-z0-9 ]/gu, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}"`;
}

const screen = `:root{color-scheme:light dark;${colours}
--sans:Inter,system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;--mono:"JetBrains Mono",ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",monospace}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:13px/20px var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:880px;margin:0 auto;padding:48px 56px;background:var(--surface);border-inline:1px solid var(--border);min-height:100vh}
h1{font-size:24px;line-height:32px;font-weight:650;margin:0}
h2{font-size:17px;line-height:24px;font-weight:650;margin:36px 0 8px;padding-top:12px;border-top:1px solid var(--border-strong);break-after:avoid}
h3{font-size:14px;line-height:20px;font-weight:620;margin:20px 0 4px;break-after:avoid}
p,ul{margin:0 0 8px;max-width:92ch;orphans:3;widows:3}
ul{padding-inline-start:20px}
li{margin-bottom:3px}
.subtitle{color:var(--text-2);font-size:14px;margin:4px 0 0}
.mark{display:inline-block;border:1.5px solid var(--text);padding:1px 8px;font-weight:650;letter-spacing:.06em;margin:0 0 12px}
.aside{color:var(--text-3);font-size:12px;line-height:18px}
.mono,.c{font-family:var(--mono);font-size:.92em}
a.c{color:inherit;text-decoration:none;white-space:nowrap}
dl{display:grid;grid-template-columns:minmax(12ch,20ch) 1fr;gap:0;margin:12px 0 16px;border-block:1px solid var(--border-strong);break-inside:avoid}
dt,dd{margin:0;padding:5px 8px 5px 0;border-bottom:1px solid var(--border)}
dt{color:var(--text-3);overflow-wrap:normal}
dl>dt:last-of-type,dl>dd:last-of-type{border-bottom:0}
nav ol{list-style:none;margin:8px 0 0;padding:0;columns:2;column-gap:32px}
nav li{display:flex;gap:8px;break-inside:avoid}
nav li a{color:inherit;text-decoration:none}
nav .no{min-width:3ch;color:var(--text-3)}
figure{margin:12px 0 16px;break-inside:avoid}
figcaption,caption{text-align:start;color:var(--text-3);font-size:11.5px;line-height:16px;padding:4px 0;caption-side:top}
svg{display:block;width:100%;height:auto;max-height:420px}
table{border-collapse:collapse;width:100%;margin:4px 0 16px;border-block:1px solid var(--border-strong)}
thead{display:table-header-group;break-after:avoid}caption{break-after:avoid}
table.fields th:nth-child(1){width:32%}table.fields th:nth-child(3){width:14%}
table.figures th:nth-child(1){width:40%}table.figures th:nth-child(4){width:22%}
th{color:var(--text-2);font-weight:600;font-size:11px;line-height:15px;text-align:start;vertical-align:bottom;overflow-wrap:normal}
th,td{padding:4px 10px 4px 0;border-bottom:1px solid var(--border);vertical-align:top}
td{font-size:12px;line-height:17px}
td:first-child:not(.mono){overflow-wrap:break-word}td .mono{overflow-wrap:anywhere}
th:last-child,td:last-child{padding-inline-end:0}
tr:last-child>td{border-bottom:0}
tr{break-inside:avoid}
.n{text-align:end;overflow-wrap:normal}
td.mono{font-size:11px}
td .why{display:block;color:var(--text-3);font-size:11px;line-height:15px}
td.value{white-space:pre-wrap}
.st{white-space:nowrap;font-weight:600}
.st.unknown,.st.later{font-weight:400;border-bottom:1px dashed var(--text-3)}
.note{border-inline-start:3px solid var(--border-strong);padding:2px 0 2px 12px;color:var(--text-2);font-size:12px;line-height:18px}
blockquote{margin:4px 0 12px;padding:8px 12px;background:var(--sunken);border-inline-start:3px solid var(--border-strong);white-space:pre-wrap}
blockquote footer{color:var(--text-3);font-size:11px;white-space:normal;margin-top:4px}
.nothing{border:1px dashed var(--border-strong);padding:6px 12px;color:var(--text-2)}
.box{fill:var(--surface);stroke:var(--text-2);stroke-width:1}
.hollow{fill:none;stroke:var(--text-3);stroke-width:1;stroke-dasharray:4 3}
.line,.axis{stroke:var(--text-3);stroke-width:1;fill:none}
.dashed{stroke:var(--text-3);stroke-width:1;stroke-dasharray:2 3;fill:none}
.bar{fill:var(--bar)}.mark-shape{fill:var(--heat-4)}
svg text{font-family:var(--sans);font-size:11px;fill:var(--text)}
svg text.quiet{fill:var(--text-3);font-size:10px}svg text.strong{font-weight:620}
@media print{:root{color-scheme:light}body{background:none;font-size:9.5pt;line-height:14pt}main{max-width:none;padding:0;border:0}.cover{break-after:page}h2{margin-top:22pt}td{font-size:8.5pt;line-height:11.5pt}td.mono{font-size:7.5pt}svg,th,td,blockquote{print-color-adjust:exact}}
@media (max-width:700px){main{padding:20px}nav ol{columns:1}}`;
