/**
 * The cells of one line (RFC 4180 within a line: quoted cells, doubled quotation marks).
 * @returns null where a quotation mark stays open or text follows a closed one
 */
export function splitLine(line: string, delimiter: string): readonly string[] | null {
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      const quoted = readQuoted(line, at + 1);
      if (quoted === null) return null;
      cells.push(quoted.text);
      at = quoted.end;
      if (at < line.length && line[at] !== delimiter) return null;
    } else {
      const end = line.indexOf(delimiter, at);
      cells.push(line.slice(at, end === -1 ? undefined : end).trim());
      at = end === -1 ? line.length : end;
    }
    if (at >= line.length) return cells;
    at += 1;
  }
}

function readQuoted(line: string, from: number): { readonly text: string; readonly end: number } | null {
  let text = "";
  let at = from;
  for (;;) {
    const quote = line.indexOf('"', at);
    if (quote === -1) return null;
    text += line.slice(at, quote);
    if (line[quote + 1] !== '"') return { text, end: quote + 1 };
    text += '"';
    at = quote + 2;
  }
}
