import type { TaskSource } from "#access";
import type { Reader } from "#consent";
import type { PdfRenderer } from "#report";
import type { TriedEnterprise } from "./judge-expert-card.ts";
import type { ExpertCardStores } from "./manage-expert-cards.ts";

/** What the pages and commands of the expert card of the cold start need, passed in. */
export interface ExpertCardServices extends ExpertCardStores {
  /**
   * The enterprises of the reader's newest evaluation that it may read, to try a card on; empty before the first. The
   * read is logged.
   */
  readonly tried: (reader: Reader) => Promise<readonly TriedEnterprise[]>;
  readonly tasks: TaskSource;
  readonly pdf: PdfRenderer;
}
