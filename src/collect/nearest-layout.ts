/** A layout as far as its header goes. */
export interface HeaderLayout {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly columns: readonly string[];
}

export interface NearestLayout extends HeaderLayout {
  readonly missing: readonly string[];
  /** Columns of the file that the layout does not name: a renamed column is among them. */
  readonly unused: readonly string[];
}

/** A layout with fewer of its columns in the header than this share is no help to anybody. */
const leastShare = 0.5;

/** The layout most of whose columns are in the header, the first of equals; null when none comes near. */
export function nearestLayout(
  header: readonly string[],
  layouts: readonly HeaderLayout[],
): NearestLayout | null {
  let nearest: NearestLayout | null = null;
  let nearestShare = 0;
  for (const layout of layouts) {
    const missing = layout.columns.filter((column) => !header.includes(column));
    const present = layout.columns.length - missing.length;
    const share = present / layout.columns.length;
    if (missing.length === 0 || present < 2 || share < leastShare || share <= nearestShare) continue;
    nearestShare = share;
    const unused = header.filter((column) => column !== "" && !layout.columns.includes(column));
    nearest = { ...layout, missing, unused };
  }
  return nearest;
}
