/** The text with a name put where the caret or the selection is, set off by a space where a word stands before it. */
export function insertedAt(text: string, name: string, from: number, to: number): { readonly after: string; readonly caret: number } {
  const before = text.slice(0, from);
  const put = `${/[\w,]$/u.test(before) ? ' ' : ''}${name}`;
  return { after: `${before}${put}${text.slice(to)}`, caret: from + put.length };
}
