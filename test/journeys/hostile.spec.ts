import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';

const call = (page: Page, channel: string, request: unknown = {}): Promise<unknown> => page.evaluate(([name, body]) => window.bridge.call(name, body), [channel, request] as const);

/** Each would do something if anything in the way took it for more than text. */
const hostile = {
  markup: '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>',
  address: 'javascript:window.pwned=3',
  remote: 'https://stray.example/pixel.png',
  formula: '=HYPERLINK("https://stray.example","x")',
  markdown: '[click](javascript:window.pwned=4) ![x](https://stray.example/x.png)',
  bidi: 'invoice\u202efdp.exe',
  zeroWidth: 'appro\u200bved',
  terminal: '\u001b]0;pwned\u0007\u001b[31mred',
  template: '${window.pwned=5}{{constructor.constructor("window.pwned=6")()}}',
  nul: 'a\u0000b',
} as const;

const record = {
  run: { id: hostile.markup },
  at: '2026-03-17T10:00:00Z',
  subject: { customerId: hostile.markup },
  context: { environment: hostile.template, jobId: hostile.formula },
  agent: { name: hostile.bidi },
  trigger: { kind: 'message', actor: hostile.zeroWidth, text: hostile.markdown, at: '2026-03-17T10:00:00Z' },
  model: { name: hostile.remote, version: hostile.terminal },
  prompt: { template: hostile.address, version: '</style><style>*{display:none}' },
  output: { value: hostile.markup, text: hostile.markdown, reasoning: hostile.nul },
  decision: { class: 'human', approver: hostile.bidi, rationale: hostile.markup, at: '2026-03-17T10:01:00Z' },
  action: { type: hostile.markup, system: hostile.remote, recordId: hostile.address, at: '2026-03-17T10:02:00Z' },
  outcome: { status: 'succeeded', response: hostile.markup, at: '2026-03-17T10:03:00Z' },
  [hostile.markup]: hostile.markup,
};

test.use({ sample: 'none' });

test('a trace stuffed with markup, addresses, formulas and invisible characters stays text everywhere', async ({ app }) => {
  const { page } = app;
  const file = join(app.home, '<img src=x onerror=window.pwned=7>.jsonl');
  writeFileSync(file, `${JSON.stringify(record)}\n{"broken": "${hostile.markup.replaceAll('"', '\\"')}"\n`);

  expect(await call(page, 'case.createDialog')).toMatchObject({ ok: true });
  await app.answerFileDialog([file]);
  const chosen = await call(page, 'app.chooseFiles');
  const pathId = /"id":"([^"]+)"/u.exec(JSON.stringify(chosen))?.[1] ?? '';
  await page.evaluate(() => window.bridge.on('job.finished', (payload) => void (Reflect.get(Object(payload), 'kind') === 'import' && Reflect.set(window, 'finished', payload))));
  expect(await call(page, 'import.start', { items: [{ pathId, member: null, format: null, mapping: null, zone: null }] })).toMatchObject({ ok: true });
  await expect.poll(() => page.evaluate((): unknown => Reflect.get(window, 'finished'))).toMatchObject({ outcome: 'done', sources: [{ read: 2, accepted: 1, rejected: 1, runs: 1 }] });

  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await shows(page, '<img src=x onerror=window.pwned=7>.jsonl');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible();
  await shows(page, hostile.markup);
  await page.getByRole('row').filter({ has: page.locator('time') }).first().click({ position: { x: 12, y: 12 } });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: /Payload/u })).toBeVisible();
  await shows(page, hostile.remote);
  await shows(page, 'U+202E');
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await nothingRan(page);
  }
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { name: 'Evidence' })).toBeVisible();
  await nothingRan(page);
});

async function shows(page: Page, text: string): Promise<void> {
  await expect.poll(async () => (await page.locator('body').innerText()).includes(text), { message: `the page shows ${text}` }).toBe(true);
  await nothingRan(page);
}

async function nothingRan(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    pwned: Reflect.get(window, 'pwned') ?? null,
    elements: document.querySelectorAll('img, iframe, object, embed, a[href]:not([href^="#"]), [onerror], body script, style:not([data-emotion])').length,
    hidden: getComputedStyle(document.body).display,
    bidi: /[\u202a-\u202e\u2066-\u2069\u200b]/u.test(document.body.innerText),
  }));
  expect(found).toEqual({ pwned: null, elements: 0, hidden: 'block', bidi: false });
}
