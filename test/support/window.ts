import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './journey.ts';

/** The sample case, imported where the home folder has none, and looked at. */
export async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await expect(page.getByRole('heading', { name: 'Versions in use' })).toBeVisible({ timeout: 60_000 });
}

/** `g` and a letter, as a person types them. */
export async function goTo(page: Page, letter: 'o' | 'r' | 'e' | 't' | 'f', heading: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
}

export async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** The runs list once it answers what is asked now. */
export function runRows(page: Page) {
  return page.locator('[aria-busy=false] [role=grid][aria-label=Runs] [role=row][aria-rowindex]:not([aria-rowindex="1"])');
}

/** The bytes on screen: the marked ones as text, and where the page says they lie. */
export async function markedBytes(page: Page): Promise<{ readonly text: string; readonly file: string; readonly offset: number; readonly length: number }> {
  const panel = page.getByRole('complementary', { name: 'Bytes of the selected value' });
  await expect(panel.locator('mark')).toBeVisible();
  const [record = '', value = ''] = await panel.locator('dd').allInnerTexts();
  const place = /byte ([\d\s]+), ([\d\s]+) long/u.exec(value);
  return { text: await panel.locator('mark').innerText(), file: record.replace(/ #[\d\s]+,.*$/su, ''), offset: digits(place?.[1]), length: digits(place?.[2]) };
}

export async function noAxeViolations(page: Page, view: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`), view).toEqual([]);
}

function digits(text = ''): number {
  return Number(text.replace(/\s/gu, ''));
}
