import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/journey.ts';
import { openSample } from '../support/window.ts';

test('checking the refund agent’s chain shows what was planted in it, and nothing else', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1440, height: 900 });
  await openSample(page);
  const rail = page.getByRole('navigation', { name: 'Views' });
  await expect(rail.getByRole('button', { name: 'Integrity' })).toBeVisible();
  await rail.getByRole('button', { name: 'Integrity' }).click();

  const list = page.getByRole('grid', { name: 'Sources and their verdicts' });
  await expect(list.getByText('not checked yet')).toHaveCount(5);
  await list.getByText('refund-agent-2026-03.jsonl').click();
  await page.getByRole('button', { name: 'Check this source' }).click();
  await expect(list.getByText('4 failed, first at record 843')).toBeVisible({ timeout: 60_000 });
  await expect(list.getByText('not checked yet'), 'the others stay unchecked').toHaveCount(4);

  const failures = page.getByRole('grid', { name: 'Failures' });
  await expect(failures).toHaveAttribute('aria-rowcount', '5');
  await expect(failures.getByRole('row').nth(1)).toContainText(/Duplicated.*843/u);
  await expect(failures.getByRole('row').nth(2)).toContainText(/Deleted.*1\u202f236/u);
  await expect(failures.getByRole('row').nth(3)).toContainText(/Duplicated.*1\u202f294/u);
  await expect(failures.getByRole('row').nth(4)).toContainText(/Altered.*1\u202f386/u);

  const properties = page.getByRole('table', { name: 'Properties' });
  await expect(properties.getByRole('row', { name: /^Record content Failed/u })).toContainText('record 1386');
  await expect(properties.getByRole('row', { name: /^End and completeness Not checked/u })).toBeVisible();
  await expect(properties.getByRole('row', { name: /^Authorship Cannot be known/u })).toBeVisible();

  await failures.getByText('Altered', { exact: true }).click();
  const chosen = page.getByRole('group', { name: 'Chosen failure' });
  await expect(chosen).toContainText('d32c88653a50eb64107c6fc5cc635f4b62bed8e680ce323df14d40ed128040d4');
  await expect(chosen).toContainText('First difference: they differ from character 1 on.');
  await expect(chosen.getByLabel('Record', { exact: true })).toContainText('"hash":"d32c88653a50eb64');
  await expect(chosen.getByLabel('Values that differ')).toContainText('/decision/class', { timeout: 30_000 });
  await expect(page.getByRole('grid', { name: 'Members and what covers them' })).toContainText('prev_hash');
  await expect(page.getByRole('table', { name: 'Attacks and whether this check would see them' }).getByRole('row', { name: /^Cut off the end Only with more/u })).toContainText('noted outside the file');
  await expect(page.getByRole('contentinfo')).toContainText('4 failed, first at record 843');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('a count from outside the file settles its end, and a wrong one shows the cut', async ({ app }) => {
  const { page } = app;
  await openSample(page);
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  const end = page.getByRole('table', { name: 'Properties' }).getByRole('row', { name: /^End and completeness/u });
  const count = page.getByLabel('Expected record count');

  await count.fill('2000');
  await page.getByRole('button', { name: 'Check with these' }).click();
  await expect(end).toContainText('Failed', { timeout: 60_000 });
  await expect(page.getByRole('grid', { name: 'Failures' })).toContainText('Cut off');

  await count.fill('nine');
  await expect(page.getByRole('button', { name: 'Check with these' })).toBeDisabled();
  await page.getByRole('button', { name: 'Clear' }).click();
  // What was noted once stays noted: a check without it must not displace what it showed.
  const checked = page.getByText(/^checked .* journal entry \d+/u);
  const before = await checked.innerText();
  await page.getByRole('button', { name: 'Check this source again' }).click();
  await expect(checked).not.toHaveText(before, { timeout: 60_000 });
  await expect(end).toContainText('2000 records were expected');

  // Until a person withdraws it and says why.
  const remembered = page.getByRole('region', { name: 'Remembered by this case' });
  await remembered.getByRole('button', { name: 'Withdraw 2000 records expected' }).click();
  await remembered.getByLabel('Why it no longer counts').fill('mistyped');
  await remembered.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(remembered).toBeHidden();
  await page.getByRole('button', { name: 'Check this source again' }).click();
  await expect(end).not.toContainText('2000 records were expected', { timeout: 60_000 });
});

test('a recipe is written beside what it makes of the log, saved, and a run says that a check failed at it', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1440, height: 900 });
  await openSample(page);
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.getByRole('button', { name: 'Write a recipe', exact: true }).click();
  const editor = page.getByRole('region', { name: 'Recipe being written' });
  const outcome = editor.getByRole('status');
  await expect(outcome).toContainText('fits 50 of the first 50 records');

  await editor.getByLabel('Without').fill('/nothing');
  await expect(outcome).toContainText('fits 0 of the first 50 records');
  await expect(editor.getByRole('grid', { name: 'First records under this recipe' })).toContainText('differs');
  await editor.getByLabel('Without').fill('/hash');
  await editor.getByLabel('Name').fill('Not A Name');
  await expect(editor.getByRole('list', { name: 'What is wrong with the recipe' })).toContainText('/profile');
  await expect(editor.getByRole('button', { name: 'Save' })).toBeDisabled();
  await editor.getByLabel('Name').fill('refund-log');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(editor.getByRole('button', { name: 'Remove from saved' })).toBeVisible();

  await page.getByRole('button', { name: 'Back to the verdict' }).click();
  await page.getByRole('button', { name: 'Check this source' }).click();
  const properties = page.getByRole('table', { name: 'Properties' });
  await expect(properties.getByRole('row', { name: /^Recipe fit/u })).toContainText('My log', { timeout: 60_000 });
  await page.getByLabel('Files for the check').setInputFiles([{ name: 'holiday.txt', mimeType: 'text/plain', buffer: Buffer.alloc(5000, 'x') }, { name: 'mac.key', mimeType: 'text/plain', buffer: Buffer.from('secret') }]);
  const supplied = page.getByRole('list', { name: 'Files supplied' });
  await expect(supplied).toContainText('not recognised');
  await expect(supplied).toContainText('taken for a MAC’s secret');

  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Runs' }).click();
  await page.getByLabel('Search runs').fill('integrity:failed');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('contentinfo')).toContainText(/^\d of 2/u);
});
