import type { Visitor } from "#access";
import type { Basis, DataClass, WantedRead } from "./basis.ts";

/** What the pages and commands of consent, the basis of each read, and the access log need, passed in. */
export interface ConsentServices {
  /**
   * The basis of each class that the visitor's party may read now; classes without one are left out. Nothing is logged.
   */
  basisOf(
    visitor: Pick<Visitor, "party" | "account">,
    read: WantedRead,
  ): Promise<ReadonlyMap<DataClass, Basis>>;
  /**
   * The same, recorded in the enterprise's access log before the caller reads anything.
   * @throws CONSENT_NO_BASIS (403) when a wanted class has none; the refusal is logged as well
   */
  requireBasis(
    visitor: Pick<Visitor, "party" | "account">,
    read: WantedRead,
  ): Promise<ReadonlyMap<DataClass, Basis>>;
}
