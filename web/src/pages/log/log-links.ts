const width = 256;

/** Addresses of the last tile and entry bundle of a log of this size; null for an empty log. */
export function lastTilePaths(size: number): { readonly tile: string; readonly entries: string } | null {
  if (size === 0) return null;
  const index = Math.floor((size - 1) / width);
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const groups = digits.match(/.{3}/g) ?? [];
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
  const rest = size - index * width;
  const partial = rest < width ? `.p/${rest}` : "";
  return { tile: `/log/tile/0/${name}${partial}`, entries: `/log/tile/entries/${name}${partial}` };
}

/** Size of a published checkpoint; null where there is none. */
export function checkpointSize(note: string | null): number | null {
  const line = note?.split("\n", 2)[1];
  return line === undefined || !/^[0-9]+$/.test(line) ? null : Number(line);
}
