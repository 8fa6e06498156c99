/** A column's name as names are compared: narrow characters, no spaces, no `[English]`, no unit of yuan. */
export function normaliseColumn(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/\[[^\]]*\]?/g, "")
    .replace(/(\((人民币)?元\)|\/元)/g, "")
    .replace(/\*+/g, "");
}

const normalised = new Map<string, string>();

function remembered(name: string): string {
  const known = normalised.get(name);
  if (known !== undefined) return known;
  if (normalised.size > 10_000) normalised.clear();
  const plain = normaliseColumn(name);
  normalised.set(name, plain);
  return plain;
}

/** The place of the first of these names that the header has; -1 when it has none of them. */
export function indexOfAny(columns: readonly string[], names: readonly string[] | undefined): number {
  if (names === undefined) return -1;
  for (const name of names) {
    const exact = columns.indexOf(name);
    if (exact >= 0) return exact;
    const wanted = remembered(name);
    const at = columns.findIndex((column) => remembered(column) === wanted);
    if (at >= 0) return at;
  }
  return -1;
}

/** Names of columns so that each is there once: the second 期末余额 becomes 期末余额#2. */
export function withoutRepeats(columns: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const times = (seen.get(column) ?? 0) + 1;
    seen.set(column, times);
    return column === "" || times === 1 ? column : `${column}#${times}`;
  });
}
