/**
 * The look of an exported page. Names and colours are the window's own (a test holds them equal to its tokens); a page
 * that leaves the app cannot refer to them, so it carries the few it uses. Printed pages are light.
 */
export const pageColours = {
  bg: ['#f5f6f8', '#101215'],
  surface: ['#ffffff', '#16181c'],
  sunken: ['#f0f2f5', '#1c1f24'],
  border: ['#dfe3e8', '#2a2e35'],
  'border-strong': ['#b9c0ca', '#454c57'],
  text: ['#15181c', '#e8eaed'],
  'text-2': ['#444c57', '#b4bbc5'],
  'text-3': ['#5e6875', '#969eaa'],
  bar: ['#8fa3bf', '#5f7596'],
  'bar-soft': ['#d3dbe6', '#2c3644'],
  'heat-1': ['#eef2f7', '#1e242d'],
  'heat-2': ['#d6e0ec', '#29364a'],
  'heat-3': ['#b4c6dc', '#36506f'],
  'heat-4': ['#3f628c', '#a9c4e6'],
  'heat-4-ink': ['#ffffff', '#101215'],
} as const;

const colours = Object.entries(pageColours)
  .map(([name, [light, dark]]) => `--${name}:light-dark(${light},${dark});`)
  .join('');

export const pageStyle = `
:root{color-scheme:light dark;${colours}
--sans:Inter,system-ui,-apple-system,"Segoe UI",sans-serif;--mono:"JetBrains Mono",ui-monospace,"SF Mono","Cascadia Mono",monospace}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:13px/20px var(--sans);font-variant-numeric:tabular-nums}
main{max-width:1120px;margin:0 auto;padding:32px;background:var(--surface);border-inline:1px solid var(--border);min-height:100vh}
h1{font-size:20px;line-height:28px;font-weight:620;margin:0;overflow-wrap:anywhere}
h2{font-size:15px;font-weight:620;margin:32px 0 4px;break-after:avoid}
p{margin:0 0 8px;max-width:100ch}
.quiet{color:var(--text-3)}
.mono,code{font-family:var(--mono);font-size:12px;overflow-wrap:anywhere}
.figures{display:flex;flex-wrap:wrap;gap:8px 32px;margin:16px 0 0;padding:12px 0;border-block:1px solid var(--border)}
.figures div{display:flex;flex-direction:column}
.figures dt{color:var(--text-3);font-size:11px;line-height:16px;order:2}
.figures dd{margin:0;font-size:20px;line-height:28px;font-weight:550}
dl{margin:0}
.wide{overflow-x:auto;border-block:1px solid var(--border-strong)}
table{border-collapse:collapse;width:100%}
th{background:var(--sunken);color:var(--text-2);font-weight:550;font-size:11px;line-height:16px;text-align:start;white-space:nowrap}
th,td{padding:4px 8px;border-bottom:1px solid var(--border);vertical-align:top}
tr:last-child>td,tr:last-child>th{border-bottom:0}
td.name{font-weight:550;overflow-wrap:anywhere;min-width:20ch}
td small{display:block;font-weight:400;font-size:11px;line-height:16px;color:var(--text-3);overflow-wrap:anywhere}
.n{text-align:end;font-family:var(--mono);font-size:12px;white-space:nowrap}
tr{break-inside:avoid}
.heat td.h{text-align:end;width:11%;font-weight:550}
.h1{background:var(--heat-1)}.h2{background:var(--heat-2)}.h3{background:var(--heat-3)}.h4{background:var(--heat-4);color:var(--heat-4-ink)}
.h small{color:inherit}
.h0{color:var(--text-3);font-weight:400;outline:1px dashed var(--border-strong);outline-offset:-4px}
tr.all td{border-top:1px solid var(--border-strong)}
svg{display:block;width:100%;height:28px}
svg .b{fill:var(--bar)}svg .axis{stroke:var(--border-strong);stroke-width:1}
.share svg{width:80px;height:8px;margin-block:6px}
.share .r{fill:var(--bar-soft)}
.label{white-space:nowrap}
.bars{min-width:160px;width:40%}
tr.source td{border-bottom:0;padding-bottom:0}
tr.source{break-after:avoid}
tr.more td{padding-top:0}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:0 32px}
footer{margin-top:32px;padding-top:12px;border-top:1px solid var(--border);color:var(--text-3);font-size:11px;line-height:16px}
@media print{:root{color-scheme:light}body{background:none}main{max-width:none;padding:0;border:0}.wide{overflow:visible}@page{margin:16mm}h1,h2,td,th,.h1,.h2,.h3,.h4{print-color-adjust:exact}}
@media (max-width:700px){main{padding:16px}}
`;
