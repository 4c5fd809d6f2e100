#!/usr/bin/env node
/**
 * A picture of the built app after some steps, for whoever wants to look at their work.
 *
 *   node test/support/screenshot.mjs STEPS OUT.png [--theme dark] [--size 1280x800] [--home DIR] [--root DIR] [--full] [--axe]
 *
 * STEPS is a file with one step a line, or the steps themselves separated by `;` ('' for the start view):
 *   click ROLE "NAME" · click text "TEXT" · click css "SELECTOR" · point X Y · dblclick … · hover …
 *   fill ROLE "NAME" "TEXT" · type "TEXT" · press Control+K · wait 500 · wait text "TEXT" · wait gone "TEXT"
 *   drop PATH … · choose PATH … (answers the next file dialog) · shot FILE.png · print (the page's text)
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { theme: { type: 'string' }, size: { type: 'string', default: '1280x800' }, home: { type: 'string' }, root: { type: 'string' }, full: { type: 'boolean' }, axe: { type: 'boolean' } },
});
const [steps = '', out = 'screenshot.png'] = positionals;
const [width, height] = values.size.split('x').map(Number);
const { module } = await runnerImport(join(import.meta.dirname, 'app.ts'));
const app = await module.launchApp({ home: values.home, root: values.root });
const { page } = app;
page.setDefaultTimeout(10_000);
await page.setViewportSize({ width, height });
if (values.theme !== undefined) {
  await page.evaluate((theme) => window.bridge.call('app.setTheme', { theme }), values.theme);
  await page.reload();
}
await page.waitForLoadState('networkidle').catch(() => undefined);

let failed = false;
try {
  const lines = (existsSync(steps) ? readFileSync(steps, 'utf8').split('\n') : steps.split(';')).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) await run(line);
} catch (error) {
  failed = true;
  console.error(String(error).split('\n').slice(0, 12).join('\n'));
}
await page.waitForTimeout(150);
await page.screenshot({ path: out, fullPage: values.full === true });
if (values.axe) {
  const { AxeBuilder } = await import('@axe-core/playwright');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  for (const violation of violations) console.log(`axe ${violation.impact} ${violation.id}: ${violation.help}\n  ${violation.nodes.slice(0, 5).map((node) => node.html.slice(0, 200)).join('\n  ')}`);
}
for (const violation of app.violations) console.log(`violation ${violation}`);
for (const line of app.errors) console.log(`stderr ${line}`);
await app.close();
process.exit(failed ? 1 : 0);

async function run(line) {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare);
  const [verb, ...rest] = words;
  if (verb === 'click') return target(rest).click();
  if (verb === 'point') return page.mouse.click(Number(rest[0]), Number(rest[1]));
  if (verb === 'dblclick') return target(rest).dblclick();
  if (verb === 'hover') return target(rest).hover();
  if (verb === 'fill') return target(rest.slice(0, 2)).fill(rest[2] ?? '');
  if (verb === 'type') return page.keyboard.type(rest.join(' '));
  if (verb === 'press') return page.keyboard.press(rest[0]);
  if (verb === 'drop') return app.drop(rest);
  if (verb === 'choose') return app.answerFileDialog(rest);
  if (verb === 'shot') return page.screenshot({ path: rest[0] });
  if (verb === 'print') return console.log(await page.locator('body').innerText());
  if (verb === 'wait' && rest[0] === 'text') return page.getByText(rest[1]).first().waitFor({ timeout: 60_000 });
  if (verb === 'wait' && rest[0] === 'gone') return page.getByText(rest[1]).first().waitFor({ state: 'detached', timeout: 60_000 });
  if (verb === 'wait') return page.waitForTimeout(Number(rest[0]));
  throw new Error(`No such step: ${line}`);
}

function target([kind, name]) {
  if (kind === 'text') return page.getByText(name).first();
  if (kind === 'css') return page.locator(name).first();
  return page.getByRole(kind, name === undefined ? {} : { name }).first();
}
