'use strict';
/* Shows what the package holds and hashes files the person hands in. Everything is put on the page as text; nothing is fetched. */
const data = JSON.parse(document.getElementById('data').textContent);
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const shown = (text) => String(text).replaceAll(unseen, (one) => `⟨U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);

function make(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  if (options.className) node.className = options.className;
  for (const [name, value] of Object.entries(options.attributes ?? {})) node.setAttribute(name, value);
  if (options.on) for (const [event, listener] of Object.entries(options.on)) node.addEventListener(event, listener);
  for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child instanceof Node ? child : shown(child));
  return node;
}
const text = (value, missing = 'not recorded') => (value === null || value === undefined || value === '' ? make('span', { className: 'quiet' }, missing) : make('span', {}, value));
const mono = (value, missing) => (value === null || value === undefined ? text(value, missing) : make('span', { className: 'mono' }, value));
const when = (nanoseconds) => {
  if (nanoseconds === null || nanoseconds === undefined) return text(null, 'no time recorded');
  const ns = BigInt(nanoseconds);
  const ms = ns / 1000000n - (ns < 0n && ns % 1000000n !== 0n ? 1n : 0n);
  const date = new Date(Number(ms));
  return make('span', { className: 'mono when' }, Number.isNaN(date.getTime()) ? `${nanoseconds} ns` : date.toISOString());
};
const table = (heads, rows, numeric = []) => make('table', {}, make('thead', {}, make('tr', {}, heads.map((head, index) => make('th', { className: numeric.includes(index) ? 'n' : '', attributes: { scope: 'col' } }, head)))), make('tbody', {}, rows.map((cells) => make('tr', {}, cells.map((cell, index) => make('td', { className: numeric.includes(index) ? 'n' : '' }, cell))))));
const pairs = (rows) => make('dl', {}, rows.flatMap(([label, value]) => [make('dt', {}, label), make('dd', {}, value)]));
const showing = (have, all, what) => (have === all ? `${all} ${what}.` : `Showing ${have} of ${all} ${what}. The rest is in the package's files.`);

function aboutPanel() {
  return [
    make('p', {}, 'This page shows what was put into this evidence package when it was made. It opens without a network and fetches nothing. It can show; by itself it proves nothing: use “Check files”, or the commands in README.txt, which need neither this page nor the program that made it.'),
    pairs(data.info.map(({ label, value }) => [label, make('span', { className: 'mono' }, value)])),
    make('h2', {}, 'Originals'),
    make('p', {}, showing(data.originals.length, data.originals.length, 'originals in the package')),
    table(['File', 'Name at import', 'Bytes', 'SHA-256'], data.originals.map(({ path, name, bytes, sha256 }) => [mono(path), text(name), String(bytes), mono(sha256)]), [2]),
    make('h2', {}, 'Left out'),
    data.omitted.length === 0 ? make('p', {}, 'No original was left out.') : table(['Name', 'Bytes', 'SHA-256', 'Reason stated'], data.omitted.map(({ name, bytes, sha256, reason }) => [text(name), String(bytes), mono(sha256), text(reason)]), [1]),
  ];
}

function checkPanel() {
  const results = make('div', { attributes: { role: 'status' } });
  const files = make('input', { attributes: { type: 'file', multiple: '', 'aria-label': 'Files of the package' } });
  const folder = make('input', { attributes: { type: 'file', webkitdirectory: '', 'aria-label': 'Folder of the package' } });
  const drop = make('div', { className: 'drop' }, make('p', {}, 'Drop files of the unpacked package here, or choose them. Each is hashed in this browser and held against the list this page carries. Nothing leaves this computer.'), make('p', {}, 'Files: ', files), make('p', {}, 'Or its folder: ', folder));
  const run = async (chosen) => {
    results.replaceChildren(make('p', {}, `Hashing ${chosen.length} files…`));
    results.replaceChildren(...(await checkFiles(chosen)));
  };
  for (const input of [files, folder]) input.addEventListener('change', () => void run([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }))));
  drop.addEventListener('dragover', (event) => { event.preventDefault(); drop.classList.add('over'); });
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => { event.preventDefault(); drop.classList.remove('over'); void run([...event.dataTransfer.files].map((file) => ({ file, path: file.name }))); });
  return [
    make('p', {}, 'A browser does not let a page opened from a disk read the files beside it, so they have to be handed to it. The list below came with this page: whoever changed the package could have changed the page. What they could not redo without the signing key is the signature: hand in tagmanifest-sha256.txt and its .sig as well, and compare the key with one you have from elsewhere.'),
    globalThis.crypto?.subtle === undefined ? make('p', { className: 'fail' }, 'This browser does not offer hashing to pages opened this way. Use the commands in README.txt.') : null,
    drop, results,
    make('h2', {}, 'The list'),
    table(['File', 'SHA-256'], data.manifest.map(({ path, sha256 }) => [mono(path), mono(sha256)])),
  ];
}

async function checkFiles(chosen) {
  const rows = [];
  const counts = { fits: 0, altered: 0, unknown: 0 };
  const whole = new Map();
  for (const { file, path } of chosen) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    if (file.size < 1 << 20) whole.set(file.name, bytes);
    const named = data.manifest.filter((line) => path.endsWith(`/${line.path}`) || path === line.path);
    const candidates = named.length > 0 ? named : data.manifest.filter((line) => line.path.split('/').pop() === file.name);
    const line = candidates.find(({ sha256 }) => sha256 === found) ?? candidates[0];
    const state = line === undefined ? 'unknown' : line.sha256 === found ? 'fits' : 'altered';
    counts[state] += 1;
    rows.push([mono(path), state === 'fits' ? make('span', { className: 'ok' }, 'fits') : state === 'altered' ? make('span', { className: 'fail' }, 'does not fit') : text(null, 'not in the list'), mono(found), mono(line?.sha256, '–')]);
  }
  const left = data.manifest.length - counts.fits - counts.altered;
  return [
    make('p', {}, `${counts.fits} fit, ${counts.altered} do not fit, ${counts.unknown} are not in the list (this page and the files at the top of the package are not). Of ${data.manifest.length} listed files ${Math.max(0, left)} were not handed in: not checked.`),
    await signatureWords(whole),
    table(['File', 'Result', 'SHA-256 found', 'SHA-256 listed'], rows),
  ];
}

async function signatureWords(whole) {
  const [signed, signature] = [whole.get('tagmanifest-sha256.txt'), whole.get('tagmanifest-sha256.txt.sig')];
  if (signed === undefined || signature === undefined) return make('p', {}, 'Signature: not checked, tagmanifest-sha256.txt and tagmanifest-sha256.txt.sig were not handed in.');
  try {
    const raw = Uint8Array.from(data.signer.replace('ed25519:', '').match(/../gu), (pair) => Number.parseInt(pair, 16));
    const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
    const fits = await crypto.subtle.verify('Ed25519', key, signature, signed);
    return fits ? make('p', {}, make('span', { className: 'ok' }, 'Signature verified'), ` over tagmanifest-sha256.txt by ${data.signer}, the key this page names. Compare it with one you have from elsewhere.`) : make('p', {}, make('span', { className: 'fail' }, 'Signature failed'), ` over tagmanifest-sha256.txt for the key ${data.signer}.`);
  } catch {
    return make('p', {}, 'Signature: not checked, this browser cannot verify Ed25519. Use the openssl command in README.txt.');
  }
}
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function runsPanel() {
  const detail = make('div', { attributes: { 'aria-live': 'polite' } });
  const body = make('tbody');
  const find = make('input', { className: 'find', attributes: { type: 'search', 'aria-label': 'Find in the runs', placeholder: 'find in the runs' } });
  const byId = new Map(data.lineages.map((lineage) => [lineage.run.id, lineage]));
  const open = (run) => {
    for (const row of body.children) row.setAttribute('aria-selected', String(row.dataset.run === run.id));
    detail.replaceChildren(...lineageWords(run, byId.get(run.id)));
    detail.scrollIntoView({ block: 'start' });
  };
  const draw = () => {
    const wanted = find.value.toLowerCase();
    const rows = data.runs.filter((run) => wanted === '' || JSON.stringify(run).toLowerCase().includes(wanted));
    body.replaceChildren(...rows.slice(0, 500).map((run) => {
      const row = make('tr', { className: 'row', attributes: { tabindex: '0', 'data-run': run.id }, on: { click: () => open(run), keydown: (event) => { if (event.key === 'Enter') open(run); } } }, [mono(run.externalId), when(run.startedAt), text(run.actionType), text(run.approvalClass), text(run.outcome), text(run.amount === null ? null : `${run.amount} ${run.currency ?? 'currency not recorded'}`), text(run.subject)].map((cell) => make('td', {}, cell)));
      return row;
    }));
    status.textContent = rows.length > 500 ? `Showing 500 of ${rows.length} that fit.` : `${rows.length} of ${data.runs.length} runs in this page.`;
  };
  const status = make('p', { className: 'quiet', attributes: { role: 'status' } });
  find.addEventListener('input', draw);
  draw();
  return [make('p', {}, showing(data.runs.length, data.runsTotal, 'runs of the selection'), ` Lineage: ${data.lineages.length} of them.`), find, status, detail, make('table', {}, make('thead', {}, make('tr', {}, ['Run', 'Started', 'Action', 'Approval', 'Outcome', 'Amount', 'Subject'].map((head) => make('th', { attributes: { scope: 'col' } }, head)))), body)];
}

function lineageWords(run, lineage) {
  if (lineage === undefined) return [make('h2', {}, `Run ${run.externalId}`), make('p', {}, 'Its lineage is not in this page. The program can make it again from the originals.')];
  const stages = lineage.stages.map((stage) => make('div', {}, make('h3', {}, `${stage.kind}: ${stage.title}`), stage.present ? make('div', {}, when(stage.at), table(['Value', 'As recorded', 'Provenance', 'Source, byte'], Object.entries(stage.values).map(([name, value]) => [text(name), mono(value.lexeme ?? (typeof value.value === 'string' ? value.value : JSON.stringify(value.value))), text(value.provenance + (value.rule === null ? '' : `: ${value.rule}`)), text(value.source === null ? null : `${value.source}, byte ${value.offset}, ${value.length} bytes`)]))) : make('p', { className: 'absent' }, 'not recorded: no record in the sources says anything of this stage')));
  return [make('h2', {}, `Run ${run.externalId}`), ...stages, make('h3', {}, 'Links'), table(['From', 'To', 'Kind', 'Known by'], lineage.links.map(({ from, to, kind, provenance, rule }) => [text(from), text(to), text(kind), text(rule === null ? provenance : `${provenance}: ${rule}`)])), make('h3', {}, 'Records'), table(['Source', 'Byte', 'Length', 'SHA-256', 'Event'], lineage.records.map(({ source, offset, length, sha256, event }) => [text(source), String(offset), String(length), mono(sha256), text(event)]), [1, 2])];
}

function timelinePanel() {
  const entries = data.lineages.flatMap((lineage) => lineage.stages.filter(({ present }) => present).map((stage) => ({ run: lineage.run.externalId, kind: stage.kind, title: stage.title, at: stage.at })));
  const timed = entries.filter(({ at }) => at !== null).sort((a, b) => (BigInt(a.at) < BigInt(b.at) ? -1 : BigInt(a.at) > BigInt(b.at) ? 1 : 0));
  const untimed = entries.filter(({ at }) => at === null);
  return [make('p', {}, showing(Math.min(timed.length, 2000), timed.length, 'stages with a recorded time, of the runs whose lineage is in this page'), ` ${untimed.length} have no recorded time and stand in no order.`), table(['Time (UTC)', 'Run', 'Stage', 'What'], timed.slice(0, 2000).map(({ at, run, kind, title }) => [when(at), mono(run), text(kind), text(title)]))];
}

function verdictsPanel() {
  if (data.verdicts.length === 0) return [make('p', {}, 'No source had been checked when this package was made. Not checked does not mean fine.')];
  return data.verdicts.flatMap(({ name, verdicts, checkedAt }) => [make('h2', {}, name), make('p', { className: 'quiet' }, `Checked ${checkedAt}.`), ...verdicts.flatMap((verdict) => [make('p', {}, verdict.headline), table(['Property', 'Verdict', 'What was found'], Object.entries(verdict.properties).map(([property, { verdict: word, sentence }]) => [text(property), text(word.replaceAll('-', ' ')), text(sentence)]))])]);
}

function journalPanel() {
  return [make('p', {}, showing(data.journal.length, data.journalTotal, 'entries of the custody journal'), ' Each line carries the hash of the one before it and a signature: data/case/journal.jsonl, which the program checks (proofline verify).'), table(['No.', 'Time (UTC)', 'By', 'Act', 'Data'], data.journal.map((entry) => [String(entry.seq), make('span', { className: 'mono when' }, entry.at), text(entry.actor), text(entry.act), make('span', { className: 'mono' }, JSON.stringify(entry.data).slice(0, 600))]), [0])];
}

const tabs = [['About', aboutPanel], ['Check files', checkPanel], ['Runs', runsPanel], ['Timeline', timelinePanel], ['Verdicts', verdictsPanel], ['Journal', journalPanel]];
const panel = make('div', { attributes: { role: 'tabpanel', id: 'panel', tabindex: '0' } });
const list = make('div', { attributes: { role: 'tablist', 'aria-label': 'Evidence package' } });
const select = (index) => {
  for (const [at, tab] of [...list.children].entries()) {
    tab.setAttribute('aria-selected', String(at === index));
    tab.tabIndex = at === index ? 0 : -1;
  }
  panel.setAttribute('aria-label', tabs[index][0]);
  panel.replaceChildren(...tabs[index][1]().filter((node) => node !== null));
};
for (const [index, [title]] of tabs.entries()) list.append(make('button', { attributes: { role: 'tab', type: 'button', 'aria-controls': 'panel' }, on: { click: () => select(index), keydown: (event) => { const to = event.key === 'ArrowRight' ? index + 1 : event.key === 'ArrowLeft' ? index - 1 : index; if (to !== index && list.children[to]) { select(to); list.children[to].focus(); } } } }, title));
document.body.append(make('header', {}, make('h1', {}, data.title), make('p', { className: 'quiet' }, data.subtitle)), make('main', {}, list, panel));
select(0);
