import { expect, test } from '../support/journey.ts';
import { goTo, noAxeViolations, openSample } from '../support/window.ts';

test('refunds that skipped approval are found, compared with the others, and a decision is disputed', async ({ app }) => {
  const { page } = app;
  await openSample(page);
  await goTo(page, 'r', 'Runs');
  await page.getByRole('button', { name: 'Variants' }).click();
  await expect(page.getByText('2\u202f348 of 2\u202f348 runs in 19 variants')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Refunds that skipped approval' }).click();
  await expect(page.getByText(/^41 of 2.348 runs in 2 variants$/u)).toBeVisible();
  const variants = page.getByRole('list', { name: 'Variants, most runs first' });
  await expect(variants.getByRole('img').first()).toHaveAccessibleName('trigger, model, output, approval not recorded, executed, succeeded');
  await variants.getByRole('button').first().click();
  await expect(page.getByRole('grid', { name: 'Runs of the variant' })).toHaveAttribute('aria-rowcount', '39');
  await noAxeViolations(page, 'variants');

  await page.getByRole('button', { name: 'Compare with the others' }).click();
  const approval = page.getByRole('table', { name: 'Approval, A and B' });
  await expect(approval.getByRole('row', { name: /^not recorded/u })).toContainText('38 of 38');
  await expect(page.getByRole('list', { name: 'To know before comparing' })).toContainText('The record does not say why.');
  await noAxeViolations(page, 'compare');

  await goTo(page, 't', 'Timeline');
  await page.getByRole('button', { name: 'Versions and rules' }).click();
  await page.getByRole('button', { name: /^prompt refund-triage v14, recorded in a registry/u }).click();
  await expect(page.getByText('Reads invoice lines of the new ledger directly.').first()).toBeVisible();
  await noAxeViolations(page, 'versions');

  await goTo(page, 'f', 'Findings');
  await page.getByRole('button', { name: 'Disputes' }).click();
  await expect(page.getByText(/^18 disputes in the case · /u)).toBeVisible();
  await page.getByRole('button', { name: 'File a dispute…' }).click();
  await page.getByRole('textbox', { name: 'Run whose decision is disputed' }).fill('LR-20260275');
  await page.getByRole('textbox', { name: 'Reason' }).fill('belongs to the northern region');
  await page.getByRole('textbox', { name: 'Filed by' }).fill('Ada');
  await page.getByRole('button', { name: 'File it' }).click();
  await expect(page.getByText(/^19 disputes in the case · /u)).toBeVisible();
  await page.getByRole('button', { name: /^D-\d+$/u }).click();
  const pane = page.getByRole('complementary', { name: 'Dispute' });
  await pane.getByRole('textbox', { name: 'Reason of the decision' }).fill('the map is clear');
  await pane.getByRole('textbox', { name: 'Decided by' }).fill('Grace');
  await pane.getByRole('button', { name: 'Note the decision' }).click();
  await expect(pane).toContainText('Upheld: flag the model inputs for review.');
  await noAxeViolations(page, 'disputes');
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect(pane.getByRole('button', { name: 'Note the decision' })).toBeVisible();
});
