import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/journey.ts';
import { noAxeViolations, openSample, search } from '../support/window.ts';

/** What a person reads in the file; null where this computer cannot take the text out of a PDF. */
function pdfText(path: string): string | null {
  try {
    return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  } catch {
    return null;
  }
}

/** Exports what is shown, and answers where it was written; held against the hash the window names. */
async function exported(page: Page, kind: string): Promise<string> {
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('menuitem', { name: kind }).click();
  const extension = kind === 'PDF' ? 'pdf' : 'xlsx';
  const said = page.getByText(new RegExp(`^Wrote .*\\.${extension}, SHA-256 `, 'u'));
  await expect(said).toBeVisible({ timeout: 60_000 });
  const [, path = '', sha256 = ''] = /^Wrote (.*), SHA-256 ([0-9a-f]{64})$/u.exec(await said.innerText()) ?? [];
  expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(sha256);
  return path;
}

test('from the sample incident to a GDPR notification as PDF, then a follow-up that says what changed', async ({ app: { page } }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await search(page, 'prompt:refund-triage@v14 outcome:succeeded amount:>300');
  await page.getByRole('button', { name: 'Add to incident' }).click();
  await page.getByRole('menuitem', { name: /New incident with these runs/u }).click();
  await page.getByRole('textbox', { name: 'What went wrong' }).fill('Refunds at ten times the invoice line');
  await page.getByRole('textbox', { name: 'Time zone of the incident' }).fill('Europe/Berlin');
  await page.getByRole('checkbox', { name: /^GDPR/u }).click();
  await page.getByRole('button', { name: 'Create the incident' }).click();
  await page.getByRole('button', { name: 'Log awareness' }).click();
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'reasonable certainty' }).click();
  await page.getByRole('textbox', { name: 'Instant' }).fill('2026-03-18 10:12');
  await page.getByRole('textbox', { name: 'Who' }).fill('finance operations');
  await page.getByRole('textbox', { name: 'Reason' }).fill('the ledger shows it');
  await page.getByRole('button', { name: 'Log it' }).click();

  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await page.getByRole('combobox', { name: 'Template' }).click();
  await page.getByRole('option', { name: 'GDPR breach notification' }).click();
  const sheet = page.getByRole('region', { name: /GDPR Article 33/u });
  await expect(sheet).toContainText('17 unknown yet');
  await page.getByRole('button', { name: 'Enter field controller' }).click();
  await page.getByRole('textbox', { name: 'Value of field controller' }).fill('Example Retail GmbH, dpo@example.test');
  await page.getByRole('button', { name: 'Complete', exact: true }).click();
  await expect(sheet).toContainText('16 unknown yet');
  await noAxeViolations(page, 'a report');
  const initial = pdfText(await exported(page, 'PDF'));
  if (initial !== null) {
    for (const words of ['GDPR breach notification: Refunds at ten times the invoice line', 'DRAFT', '120, of 2', 'Example Retail GmbH', 'page 1 of', 'Limits of this report', 'incident-runs#runs']) expect(initial.replaceAll(/\s+/gu, ' ')).toContain(words);
    expect(initial).not.toContain('customer:4');
  }

  await page.getByRole('button', { name: 'Record as submitted…' }).click();
  await page.getByRole('textbox', { name: 'When it was submitted' }).fill('2026-03-20 09:00');
  await page.getByRole('textbox', { name: 'Sent by' }).fill('DPO');
  await page.getByRole('button', { name: 'Record the submission' }).click();
  await expect(page.getByRole('combobox', { name: 'Phase' })).toContainText('follow-up');

  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await search(page, 'prompt:refund-triage@v14 outcome:succeeded amount:>200');
  await page.getByRole('button', { name: 'Add to incident' }).click();
  await page.getByRole('menuitem', { name: /^INC-\d{4}-001/u }).click();
  await expect(page.getByText(/^Added to INC-/u)).toBeVisible();
  await page.getByRole('button', { name: 'Reports', exact: true }).click();
  await page.getByRole('combobox', { name: 'Template' }).click();
  await page.getByRole('option', { name: 'GDPR breach notification' }).click();
  await expect(page.getByText(/of 9 submitted figures are the same$/u)).toBeVisible();
  const changes = page.getByRole('region', { name: /Changes since the last submission/u });
  await expect(changes).toContainText('Runs of the incident');
  await expect(changes).toContainText('120');
  const followed = pdfText(await exported(page, 'PDF'));
  if (followed !== null) expect(followed.replaceAll(/\s+/gu, ' ')).toMatch(/Changes since the last submission .*Runs of the incident/u);
  expect(readFileSync(await exported(page, 'Fields, figures and tables as a workbook (XLSX)')).subarray(0, 2).toString()).toBe('PK');

  // The last act is taken back wherever it was done: here the runs that were added.
  await page.keyboard.press('Control+z');
  await expect(page.getByText(/^Taken back: \d+ runs into an incident/u)).toBeVisible();
  await expect(page.getByText('9 of 9 submitted figures are the same')).toBeVisible();
});
