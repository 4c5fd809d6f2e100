import { expect, test } from '../support/journey.ts';
import { goTo, noAxeViolations, openSample } from '../support/window.ts';

test('an example is run, changed by hand, refused where it writes, pinned and run again', async ({ app }) => {
  const { page } = app;
  await openSample(page);
  await goTo(page, 'r', 'Runs');
  await page.getByText('SQL', { exact: true }).click();
  await page.getByRole('button', { name: 'Largest amounts without a recorded approval' }).click();
  await expect(page.getByText(/^85 rows · /u)).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Result' })).toContainText('RF-260318-1037');

  const query = page.getByRole('textbox', { name: 'Query' });
  await query.fill('DELETE FROM runs');
  await query.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('sql-refused');
  await query.fill('SELECT count(*) AS runs FROM runs');
  await query.press('Control+Enter');
  await expect(page.getByRole('grid', { name: 'Result' })).toContainText('2348');

  await page.getByRole('button', { name: 'Pin…' }).click();
  await page.getByRole('textbox', { name: 'Name of the result' }).fill('All runs');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: /^Pinned/u }).click();
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByRole('complementary', { name: 'What can be asked' }).getByText('same', { exact: true })).toBeVisible();
  await noAxeViolations(page, 'sql');
});
