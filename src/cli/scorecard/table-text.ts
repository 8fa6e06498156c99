/** East Asian characters take two places on a terminal. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
const mostPlaces = 48;

/** Columns of text in line: the first to the left, figures to the right. */
export function tableText(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [names, ...rows].map((row) => row.map(shorten));
  const widths = names.map((_, column) => Math.max(...cells.map((row) => placesOf(row[column] ?? ""))));
  return cells
    .map((row) => {
      const padded = row.map((cell, column) => {
        const space = " ".repeat((widths[column] ?? 0) - placesOf(cell));
        return column === 0 ? cell + space : space + cell;
      });
      return `  ${padded.join("  ")}\n`;
    })
    .join("");
}

function placesOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

function shorten(text: string): string {
  if (placesOf(text) <= mostPlaces) return text;
  const characters = [...text];
  while (placesOf(characters.join("")) > mostPlaces - 1) characters.pop();
  return `${characters.join("")}…`;
}
