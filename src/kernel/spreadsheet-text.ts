/** What starts a formula in a spreadsheet program, also in its wide form and behind blanks that are cut off. */
const formula = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u;
const plainNumber = /^[+-]?\d+(\.\d+)?%?$/;

/**
 * Text as a cell of a file that somebody opens in a spreadsheet program: what would be taken for a formula gets an
 * apostrophe, because names are chosen by people whom we do not know.
 */
export function spreadsheetText(text: string): string {
  const isFormula = (formula.test(text) && !plainNumber.test(text)) || /^[\t\r\n]/.test(text);
  return isFormula ? `'${text}` : text;
}
