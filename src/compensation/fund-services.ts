import type { TaskSource } from "#access";
import type { PdfRenderer } from "#report";
import type { FundDesk } from "./fund-desk.ts";

/** What the pages and commands of the compensation fund need, passed in. */
export interface FundServices {
  readonly desk: FundDesk;
  readonly pdf: Pick<PdfRenderer, "render">;
  readonly tasks: TaskSource;
}
