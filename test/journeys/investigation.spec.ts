import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';
import { goTo, markedBytes, noAxeViolations, openSample, runRows, search } from '../support/window.ts';

const project = join(import.meta.dirname, '../..');
const sample = join(project, 'resources/sample-case');
const tauBench = join(project, '../shared/data/tau-bench/gpt-4o-airline.json');

test.describe('on the first day', () => {
  test.use({ sample: 'none' });

  test('a wrong refund is followed from the change of the prompt to the bytes that name its amount', async ({ app: { page } }) => {
    await openSample(page);
    await expect(page.getByText(/read = .* accepted/u)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('table', { name: 'Versions in use' }).getByRole('row', { name: /v13 → v14/u }).getByTitle('Open these runs').click();
    await expect(page.getByRole('heading', { name: 'Runs', exact: true })).toBeVisible();
    await expect(page.getByText('refund-triage@v14')).toBeVisible();
    await search(page, 'prompt:refund-triage@v14 amount:>300 approval:not-recorded outcome:succeeded');
    await expect(page.getByText(/^\d+ of 2\s348 runs$/u)).toBeVisible();
    const first = runRows(page).first();
    await expect(first).toContainText('not recorded');
    const amount = /\d+\.\d\d/u.exec(await first.innerText().then((text) => text.replaceAll(/\d\d:\d\d:\d\d\.\d+Z/gu, '').replaceAll('\n', '')))?.[0] ?? '';
    expect(Number(amount)).toBeGreaterThan(300);

    // One click anywhere on the row.
    await first.click({ position: { x: 300, y: 14 } });
    await expect(page.getByRole('heading', { level: 1, name: /^Refund of/u })).toContainText(String(Number(amount)));
    await expect(page.getByRole('tab', { name: /Values/u })).toBeVisible();
    const bytes = await markedBytes(page);
    const inTheFile = readFileSync(join(sample, bytes.file)).subarray(bytes.offset, bytes.offset + bytes.length).toString('utf8');
    expect(inTheFile).toBe(bytes.text);
    expect(Number(inTheFile)).toBe(Number(amount));

    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary', { name: 'Facets' })).toBeVisible();
  });
});

test('a step to the next run leaves nothing of the last one on the page', async ({ app: { page } }) => {
  await openSample(page);
  await goTo(page, 'r', 'Runs');
  await search(page, 'action:refund outcome:succeeded');
  await runRows(page).first().click({ position: { x: 300, y: 14 } });
  for (const [key, position] of [[']', 2], [']', 3], ['[', 2]] as const) {
    await expect(page.getByRole('group', { name: 'Runs within the filter' })).not.toContainText('…');
    await page.keyboard.press(key);
    await expect(page.getByRole('group', { name: 'Runs within the filter' })).toContainText(`${position} /`);
    const title = await page.getByRole('region', { name: 'Run', exact: true }).getByRole('heading', { level: 1 }).innerText();
    const bytes = await markedBytes(page);
    expect(Number(/ of ([\d.]+) /u.exec(title)?.[1])).toBe(Number(bytes.text));
    expect(readFileSync(join(sample, bytes.file)).subarray(bytes.offset, bytes.offset + bytes.length).toString('utf8')).toBe(bytes.text);
  }
  // With a hint open over the button that has the focus.
  const next = page.getByRole('button', { name: 'Next run within the filter' });
  await next.focus();
  await next.hover();
  await expect(page.getByText('Next run within the filter')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Facets' })).toBeVisible();
});

test('without a mouse: from the start to the bytes of a value', async ({ app: { page } }) => {
  const sampleButton = page.getByRole('button', { name: 'Open the sample case' });
  for (let presses = 0; presses < 20 && !(await sampleButton.evaluate((button) => button === document.activeElement)); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Versions in use' })).toBeVisible({ timeout: 60_000 });
  await goTo(page, 'r', 'Runs');
  await expect(runRows(page).first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: /Values/u })).toBeVisible();
  const values = page.getByRole('grid', { name: 'Values of the run by stage' });
  for (let presses = 0; presses < 60 && !(await values.evaluate((grid) => grid === document.activeElement)); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Payload' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('mark').first()).toBeVisible();
});

test('a table with times that state no zone is mapped by hand, and its rows can be read', async ({ app }) => {
  const { page } = app;
  const file = join(app.home, 'credits.csv');
  writeFileSync(file, 'No;Am;Was;Betrag;Wer\nK-1;2026-07-01 10:00:00;Gutschrift;12.5;ana\nK-2;2026-07-01 11:30:00;Gutschrift;40;\n');
  await app.answerFileDialog([file]);
  await page.keyboard.press('Control+i');
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('grid', { name: 'Column mapping' })).toBeVisible();
  for (const [column, target] of [['No', 'run.id'], ['Am', 'context.at'], ['Was', 'execution.type'], ['Betrag', 'execution.amount'], ['Wer', 'decision.approver']] as const) {
    const feeds = sheet.getByRole('combobox', { name: `What ${column} feeds` });
    if ((await feeds.innerText()) !== target) {
      await feeds.click();
      await page.getByRole('option', { name: target, exact: true }).click();
    }
  }
  await sheet.getByRole('combobox', { name: 'How to read Am' }).click();
  await page.getByRole('option', { name: 'time as written' }).click();
  await sheet.getByLabel('Zone of its times').fill('Europe/Berlin');
  await expect(sheet.getByText(/2 rows read, all usable/u)).toBeVisible();
  await sheet.getByRole('button', { name: 'Import 1 item' }).click();
  await sheet.getByRole('button', { name: 'Show the runs' }).click();
  await expect(runRows(page)).toHaveCount(2);
  // Ten o'clock in Berlin's summer is eight in UTC.
  await expect(runRows(page).first()).toContainText('08:00:00.000Z');
  await expect(runRows(page).first()).toContainText('12.5');
  await expect(runRows(page).last()).toContainText('not recorded');
});

test('a benchmark run that wrote without the customer’s word is found, its verdict told as inferred', async ({ app }) => {
  test.skip(!existsSync(tauBench), `${tauBench} is not here`);
  const { page } = app;
  await app.answerFileDialog([tauBench]);
  await page.keyboard.press('Control+i');
  await page.getByRole('button', { name: 'Import 1 item' }).click();
  await page.getByRole('button', { name: 'Show the runs' }).click();
  await search(page, 'approval:not-recorded -action:"no write"');
  await expect(runRows(page).first()).toBeVisible();
  await page.keyboard.press('Enter');
  const verdict = page.getByRole('row').filter({ hasText: 'not evidenced' });
  for (let steps = 1; steps < 40; steps += 1) {
    await expect(page.getByRole('group', { name: 'Runs within the filter' })).toContainText(`${steps} /`);
    await expect(page.getByRole('grid', { name: 'Values of the run by stage' })).toBeVisible();
    if (/not evidenced/u.test(await page.getByRole('region', { name: 'Run', exact: true }).innerText())) break;
    await page.keyboard.press(']');
  }
  const values = page.getByRole('grid', { name: 'Values of the run by stage' });
  await values.focus();
  for (let rows = 0; rows < 200 && (await verdict.count()) === 0; rows += 20) await page.keyboard.press('PageDown');
  await expect(verdict.first()).toContainText('inferred');
  await expect(page.getByRole('region', { name: 'Run', exact: true }).getByRole('heading', { level: 1 }).locator('..')).toContainText('not recorded');
});

test('what a person set up is there at the next start', async ({ app }) => {
  await openSample(app.page);
  await goTo(app.page, 'r', 'Runs');
  await app.page.keyboard.press('z');
  await app.page.getByRole('button', { name: 'Facets', exact: true }).click();
  await expect(app.page.getByRole('complementary', { name: 'Facets' })).toHaveCount(0);
  // As after a new start: the page knows nothing but what the main process kept.
  await app.page.reload();
  await expect(app.page.getByRole('button', { name: /^Times in local time/u })).toBeVisible();
  await goTo(app.page, 'r', 'Runs');
  await expect(runRows(app.page).first()).toBeVisible();
  await expect(app.page.getByRole('complementary', { name: 'Facets' })).toHaveCount(0);
});

for (const theme of ['light', 'dark'] as const) {
  const inTheme = async (page: Page): Promise<void> => {
    await page.evaluate((wanted) => window.bridge.call('app.setTheme', { theme: wanted }), theme);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Open the sample case' })).toBeVisible();
  };

  test(`start, overview, runs and run page are free of accessibility violations, ${theme}`, async ({ app: { page } }) => {
    await inTheme(page);
    await noAxeViolations(page, 'start');
    await openSample(page);
    await noAxeViolations(page, 'overview');
    await goTo(page, 'r', 'Runs');
    await expect(runRows(page).first()).toBeVisible();
    await page.keyboard.press('j');
    await noAxeViolations(page, 'runs');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: /Values/u })).toBeVisible();
    // Tabs share their parts: each is looked at in one theme, and the two with most colour in both.
    for (const tab of await page.getByRole('tab', theme === 'light' ? {} : { name: /Changes|Payload/u }).all()) {
      await tab.click();
      await noAxeViolations(page, `run, ${await tab.innerText()}`);
    }
    await page.getByText('List', { exact: true }).click();
    await noAxeViolations(page, 'run as a list');
  });

  test(`evidence, shortcut card and palette are free of accessibility violations, ${theme}`, async ({ app: { page } }) => {
    await inTheme(page);
    await openSample(page);
    await goTo(page, 'e', 'Evidence');
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await noAxeViolations(page, `evidence, ${await tab.innerText()}`);
    }
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await noAxeViolations(page, 'shortcut card');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await noAxeViolations(page, 'palette');
  });
}
