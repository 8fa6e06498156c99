import type { Basis, DataClass, WantedRead } from "./basis.ts";
import type { ListRead, WantedList } from "./read-list.ts";
import type { Reader } from "./require-basis.ts";

/** What the pages and commands of consent, the basis of each read, and the access log need, passed in. */
export interface ConsentServices {
  /**
   * The basis of each class that the visitor's party may read now; classes without one are left out. Nothing is logged.
   */
  basisOf(visitor: Reader, read: WantedRead): Promise<ReadonlyMap<DataClass, Basis>>;
  /**
   * The same, recorded in the enterprise's access log before the caller reads anything.
   * @throws CONSENT_NO_BASIS (403) when a wanted class has none; the refusal is logged as well
   */
  requireBasis(visitor: Reader, read: WantedRead): Promise<ReadonlyMap<DataClass, Basis>>;
  /**
   * Of the wanted classes those that have a basis, recorded as one read of them: for a page that shows what it may.
   * @throws CONSENT_NO_BASIS (403) when none has one
   */
  readPermitted(visitor: Reader, read: WantedRead): Promise<ReadonlyMap<DataClass, Basis>>;
  /** Starts reading a list of an evaluation's enterprises: filter by it, then record what is shown. */
  readList(visitor: Reader, list: WantedList): Promise<ListRead>;
}
