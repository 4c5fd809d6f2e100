import type { Section } from './document.ts';

/** `5`, `E3`; '' for a section that has a name and no number. */
export function sectionNumber(id: string): string {
  return /^E?\d+$/u.test(id) ? id : '';
}

/** With its number, where it has one. */
export function sectionTitle({ id, title }: Pick<Section, 'id' | 'title'>): string {
  return [sectionNumber(id), title].filter((part) => part !== '').join('  ');
}
