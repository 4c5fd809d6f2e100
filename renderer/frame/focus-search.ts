export const searchInputId = 'search';

export function focusSearch(): void {
  const input = document.getElementById(searchInputId);
  if (input instanceof HTMLInputElement) {
    input.focus();
    input.select();
  }
}

/** Out of the search box, to the list that shows what it found; where there is none, to nothing. */
export function leaveSearch(input: HTMLElement): void {
  input.blur();
  document.querySelector<HTMLElement>('main [role="grid"]')?.focus({ preventScroll: true });
}
