/** One cell of a table of two dimensions with its margins; an empty row or column is the margin. */
export interface TableCell {
  readonly row: string;
  readonly column: string;
  readonly count: number;
  /** Share of the largest contributor, 0 to 1. */
  readonly largestShare: number;
}

export type Suppression = "tooFew" | "dominated" | "complementary";

/**
 * Which cells of a table must be withheld. First those with fewer than k contributors or one that dominates. Then, as
 * rows and columns add up to margins that are known as well, further ones until (1) no withheld cell can be worked out
 * and (2) the withheld ones of no line together have fewer than k contributors. A cell can be worked out exactly when
 * it is a bridge in the graph whose edges are the withheld cells between their row and their column, the margins being a
 * row and a column like any other. The smallest cell that helps is withheld.
 * @source D. Gusfield, A graph theoretic approach to statistical data security, SIAM J. Computing 17(3), 1988
 */
export function suppressCells(
  cells: readonly TableCell[],
  { fewest, dominantShare }: { readonly fewest: number; readonly dominantShare: number },
): ReadonlyMap<TableCell, Suppression> {
  const withheld = new Map<TableCell, Suppression>();
  for (const cell of cells) {
    if (cell.count < fewest) withheld.set(cell, "tooFew");
    else if (cell.largestShare > dominantShare) withheld.set(cell, "dominated");
  }
  for (;;) {
    const open = exposedLine(cells, withheld, fewest);
    if (open === null) return withheld;
    const further = cells
      .filter(
        (cell) =>
          !withheld.has(cell) && cell.count > 0 && (cell.row === open.row || cell.column === open.column),
      )
      .sort((left, right) => left.count - right.count || (keyOf(left) < keyOf(right) ? -1 : 1))[0];
    // With nothing left to withhold on its line, the cell is alone on it and its margin is withheld with it.
    if (further === undefined) return withholdAll(cells, withheld);
    withheld.set(further, "complementary");
  }
}

/** A line that gives a withheld cell away: of one cell that is a bridge, or of a group that is too small. */
function exposedLine(
  cells: readonly TableCell[],
  withheld: ReadonlyMap<TableCell, Suppression>,
  fewest: number,
): { readonly row: string | null; readonly column: string | null } | null {
  const edges = [...withheld.keys()].filter(({ count }) => count > 0);
  for (const cell of edges) {
    if (isBridge(cell, edges)) return { row: cell.row, column: cell.column };
  }
  for (const line of ["row", "column"] as const) {
    for (const name of new Set(edges.map((cell) => cell[line]))) {
      const own = edges.filter((cell) => cell[line] === name);
      const other = line === "row" ? "column" : "row";
      // With the margin withheld as well, the sum of the others is not known.
      if (own.some((cell) => cell[other] === "")) continue;
      const count = own.reduce((sum, cell) => sum + cell.count, 0);
      const isLeft = cells.some(
        (cell) => cell[line] === name && !withheld.has(cell) && cell[other] !== "" && cell.count > 0,
      );
      if (count < fewest && isLeft)
        return line === "row" ? { row: name, column: null } : { row: null, column: name };
    }
  }
  return null;
}

/** Whether no other way of withheld cells joins the cell's row with its column. */
function isBridge(cell: TableCell, edges: readonly TableCell[]): boolean {
  const reached = new Set([`r${cell.row}`]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const edge of edges) {
      if (edge === cell) continue;
      const row = `r${edge.row}`;
      const column = `c${edge.column}`;
      if (reached.has(row)) reached.add(column);
      else if (reached.has(column)) reached.add(row);
    }
  }
  return !reached.has(`c${cell.column}`);
}

function withholdAll(
  cells: readonly TableCell[],
  withheld: ReadonlyMap<TableCell, Suppression>,
): ReadonlyMap<TableCell, Suppression> {
  return new Map(cells.map((cell) => [cell, withheld.get(cell) ?? "complementary"]));
}

function keyOf({ row, column }: TableCell): string {
  return `${row}/${column}`;
}
