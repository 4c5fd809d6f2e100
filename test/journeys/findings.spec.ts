import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';
import { goTo, markedBytes, noAxeViolations, openSample, runRows, search } from '../support/window.ts';

const sample = join(import.meta.dirname, '../../resources/sample-case');

const rule = (page: Page, title: string) => page.getByRole('grid', { name: 'Finding rules' }).getByRole('row').filter({ hasText: title });

test('a finding is followed to its bytes, dismissed with a reason, taken back, and its runs are listed', async ({ app: { page } }) => {
  await openSample(page);
  await goTo(page, 'f', 'Findings');
  await expect(page.getByText(/open · \d+ of \d+ rules raised something/u)).toBeVisible({ timeout: 60_000 });
  await rule(page, 'No approval is recorded').click();
  const pane = page.getByRole('region', { name: 'No approval is recorded' });
  await expect(pane.getByRole('button', { name: 'open 46' })).toBeVisible();

  // The bytes shown are the bytes of the file.
  const place = await pane.getByText(/· bytes \d+–\d+/u).innerText();
  const [, file = '', from = '0', to = '0'] = /^(\S+) · bytes (\d+)–(\d+)$/u.exec(place) ?? [];
  await expect(pane.locator('mark')).toBeVisible();
  expect(readFileSync(join(sample, file)).subarray(Number(from), Number(to)).toString('utf8')).toBe(await pane.locator('mark').innerText());
  await noAxeViolations(page, 'Findings');

  await expect(pane.getByRole('button', { name: 'Dismiss this finding' })).toBeDisabled();
  await pane.getByRole('textbox', { name: 'Reason' }).fill('approved by phone');
  await pane.getByRole('button', { name: 'Dismiss this finding' }).click();
  await expect(pane.getByRole('button', { name: 'open 45' })).toBeVisible();
  await page.getByRole('grid', { name: 'Finding rules' }).focus();
  await page.keyboard.press('Control+z');
  await expect(pane.getByRole('button', { name: 'open 46' })).toBeVisible();

  await pane.getByRole('button', { name: 'List these runs' }).click();
  await expect(page.getByText(/^46 of 2\s348 runs$/u)).toBeVisible();
});

test('a rule that is not checked takes the list it waits for, refuses one with a bad row, and is not checked again once it is withdrawn', async ({ app }) => {
  const { page, home } = app;
  await openSample(page);
  await goTo(page, 'f', 'Findings');
  await expect(page.getByText(/open · \d+ of \d+ rules raised something/u)).toBeVisible({ timeout: 60_000 });
  await rule(page, 'Approver without authority at that time').scrollIntoViewIfNeeded();
  await rule(page, 'Approver without authority at that time').click();
  const pane = page.getByRole('region', { name: 'Approver without authority at that time' });
  await expect(pane.getByText('That is not the same as finding nothing')).toBeVisible();

  const list = join(home, 'approvers.csv');
  writeFileSync(list, 'principal,action,limit,currency,from\nh.vasile,lead_route,,,2026-01-01\n,refund,,,2026-01-01\n');
  const chooser = pane.getByLabel('File of the authority list');
  await chooser.setInputFiles(list);
  await expect(pane.getByText(/2 of 2 entries cannot be read/u)).toContainText('row 2, byte 70: principal is empty.');
  await noAxeViolations(page, 'A list refused');

  writeFileSync(list, 'principal,action,limit,currency,from\nh.vasile,lead_route,,,2026-01-01\n');
  await pane.getByRole('textbox', { name: /^Zone of its times/u }).fill('UTC');
  await chooser.setInputFiles(list);
  await expect(pane.getByText('Goes by the authority list')).toContainText('approvers.csv, 1 entry');
  await expect(pane.getByRole('button', { name: /^open \d+$/u })).toBeVisible({ timeout: 60_000 });
  await expect(pane.getByText('does not name this principal').first()).toBeVisible();

  await pane.getByRole('button', { name: 'Withdraw approvers.csv' }).click();
  await pane.getByRole('textbox', { name: 'Why it no longer counts' }).fill('of last year');
  await pane.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(pane.getByText('That is not the same as finding nothing')).toBeVisible({ timeout: 60_000 });
});

test('two runs are compared from the list, a value of one becomes the search, and its decision is explained', async ({ app }) => {
  const { page, home } = app;
  await openSample(page);
  await goTo(page, 'r', 'Runs');
  await search(page, 'customer:41453');
  await expect(runRows(page)).toHaveCount(2);
  await page.getByRole('grid', { name: 'Runs' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  await page.getByRole('group', { name: 'Picked runs' }).getByRole('button', { name: 'Compare' }).click();
  const view = page.getByRole('region', { name: 'Compare runs' });
  await expect(view.getByText(/values? differ/u)).toBeVisible();
  await view.getByRole('button', { name: 'Every value' }).click();
  await view.getByRole('table', { name: 'Execution: values of A and B' }).getByRole('button', { name: 'amount', exact: true }).click();
  for (const side of ['A', 'B']) {
    const bytes = view.getByRole('region', { name: `Bytes in ${side}` });
    await expect(bytes.locator('mark')).toHaveText(/^"?759\.80"?$/u);
    await expect(bytes).toContainText('same bytes as imported');
  }
  await noAxeViolations(page, 'Compare runs');

  await view.getByRole('region', { name: 'Bytes in A' }).getByRole('button', { name: 'Open run' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Refund of 759/u })).toBeVisible();
  expect((await markedBytes(page)).text).toContain('759.80');
  const values = page.getByRole('grid', { name: 'Values of the run by stage' });
  await values.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('f');
  await expect(page.getByText('text:', { exact: false }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Explain this decision' }).click();
  await page.getByRole('menuitem', { name: /^For an authority: save as a page/u }).click();
  const saved = join(home, 'explanation-authority.html');
  await expect.poll(() => existsSync(saved)).toBe(true);
  const explanation = readFileSync(saved, 'utf8');
  for (const told of ['759.80', 'What people did', 'Records this rests on']) expect(explanation).toContain(told);
});
