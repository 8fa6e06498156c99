import type { Ledger } from "#ledger";
import { findSuperseded, type SupersededEntries } from "../superseded-entries.ts";
import type { Offers } from "./offers.ts";

/** A place in the log of an entry whose rows are projected. */
export interface ProjectablePlace {
  readonly origin: string;
  readonly index: number;
  readonly platformIndex: number;
}

/** What lies between two leaves, from the headers alone. */
export interface EntrySurvey {
  readonly superseded: SupersededEntries;
  /** Every entry to project in platform order, when all of them were offered; null when some must be read. */
  readonly offered: readonly ProjectablePlace[] | null;
}

const projectable: ReadonlySet<unknown> = new Set([
  "import-batch@1",
  "import-file@1",
  "signed-batch@1",
  "gateway-batch@1",
]);

/** Looks at the headers of the leaves from `from` up to, and without, `size`. */
export async function surveyEntries(
  ledger: Ledger,
  offers: Offers,
  { from, size }: { readonly from: number; readonly size: number },
): Promise<EntrySurvey> {
  let offered: ProjectablePlace[] | null = [];
  async function* headers() {
    for await (const stored of ledger.readHeaders(from)) {
      const { origin, index, platformIndex, header } = stored;
      if (platformIndex >= size) return;
      if (projectable.has(header["@type"])) {
        if (offers.find(origin, index) === undefined) offered = null;
        else offered?.push({ origin, index, platformIndex });
      }
      yield stored;
    }
  }
  const superseded = await findSuperseded(headers());
  return { superseded, offered };
}
