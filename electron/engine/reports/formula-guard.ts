/** OWASP, CSV injection: `=`, `+`, `-`, `@`, TAB, CR, and the full-width forms some programs read as such. A plain number stays one. */
export function formulaGuarded(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/u.test(text) && !/^-?\d+(\.\d+)?$/u.test(text) ? `'${text}` : text;
}
