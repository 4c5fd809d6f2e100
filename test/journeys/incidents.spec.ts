import { expect, test } from '../support/journey.ts';
import { noAxeViolations, openSample, search } from '../support/window.ts';

test('from the wrong refunds to a running 72-hour clock, and all there when the case is opened again', async ({ app: { page } }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await search(page, 'prompt:refund-triage@v14 outcome:succeeded amount:>300');
  await page.getByRole('button', { name: 'Add to incident' }).click();
  await page.getByRole('menuitem', { name: /New incident with these runs/u }).click();
  await page.getByRole('textbox', { name: 'What went wrong' }).fill('Refunds at ten times the invoice line');
  await page.getByRole('textbox', { name: 'Time zone of the incident' }).fill('Europe/Berlin');
  await page.getByRole('checkbox', { name: /^GDPR/u }).click();
  await page.getByRole('button', { name: 'Create the incident' }).click();
  await expect(page.getByRole('heading', { name: 'Refunds at ten times the invoice line' })).toBeVisible();

  await page.getByRole('tab', { name: /Awareness log/u }).click();
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'reasonable certainty' }).click();
  await page.getByRole('textbox', { name: 'Instant' }).fill('2026-03-27 10:00');
  await page.getByRole('textbox', { name: 'Who' }).fill('finance operations');
  await page.getByRole('textbox', { name: 'Reason' }).fill('the ledger does not add up');
  await page.getByRole('button', { name: 'Log it' }).click();
  // Seventy-two elapsed hours over the change to summer time: an hour later on the wall clock.
  await page.getByRole('tab', { name: /Clocks and submissions/u }).click();
  await expect(page.getByText('2026-03-30 11:00 +02:00 Europe/Berlin')).toBeVisible();
  await expect(page.getByText('2026-03-30 09:00Z').last()).toBeVisible();
  await noAxeViolations(page, 'clocks of an incident');

  await page.getByRole('tab', { name: /^Timeline/u }).click();
  const promote = page.getByRole('button', { name: /^Put on the curated timeline: Executes/u });
  const curated = page.getByRole('region', { name: 'Curated timeline' }).getByRole('listitem');
  await promote.first().click();
  await expect(curated).toHaveCount(1);
  await promote.first().click();
  await expect(curated).toHaveCount(2);
  await noAxeViolations(page, 'an incident');

  await page.getByRole('button', { name: /^Wrong refunds/u }).click();
  await page.getByRole('menuitem', { name: 'Close the case' }).click();
  await expect(page.getByRole('button', { name: 'Open the sample case' })).toBeVisible();
  await page.getByRole('button', { name: /Wrong refunds/u }).first().click();
  await page.getByRole('button', { name: 'Incidents', exact: true }).first().click();
  await expect(page.getByText(/late by/u).first()).toBeVisible();
  await page.getByRole('button', { name: 'Refunds at ten times the invoice line' }).click();
  await expect(curated).toHaveCount(2);
  await page.getByRole('button', { name: 'Clocks', exact: true }).click();
  await expect(page.getByText('2026-03-30 09:00Z').last()).toBeVisible();
  await noAxeViolations(page, 'clocks');
});
