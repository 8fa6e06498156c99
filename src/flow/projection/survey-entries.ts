import {
  erasureOf,
  type Ledger,
  monthOf,
  readErasure,
  type SealedErasure,
  type StoredEntry,
  type StoredHeader,
} from "#ledger";
import { findSuperseded, type SupersededEntries } from "../superseded-entries.ts";
import type { Offers } from "./offers.ts";

/** A place in the log of an entry whose rows are projected. */
export interface ProjectablePlace {
  readonly origin: string;
  readonly index: number;
  readonly platformIndex: number;
}

/** Entries whose rows were erased: none of their rows may be stored, whoever still has them in memory. */
export interface ErasedEntries {
  /** Of the entries that were looked at. */
  has(entry: Pick<StoredEntry, "origin" | "index">): boolean;
  readonly isSome: boolean;
  /** Whether some lie before the entries looked at, so that a store may hold their rows. */
  readonly reachesBack: boolean;
}

/** What lies between two leaves, from the headers alone. */
export interface EntrySurvey {
  readonly superseded: SupersededEntries;
  readonly erased: ErasedEntries;
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
  const erasures = gatherErasures();
  async function* headers() {
    for await (const stored of ledger.readHeaders(from)) {
      const { origin, index, platformIndex, header } = stored;
      if (platformIndex >= size) return;
      erasures.add(stored);
      if (projectable.has(header["@type"])) {
        if (offers.find(origin, index) === undefined) offered = null;
        else offered?.push({ origin, index, platformIndex });
      }
      yield stored;
    }
  }
  const superseded = await findSuperseded(headers());
  return { superseded, erased: erasures.found(), offered };
}

/** Class and month of the batches of files are kept: a correction says of which entry it corrects a row. */
function gatherErasures() {
  const firstIndexes = new Map<string, number>();
  const sealed = new Map<string, SealedErasure[]>();
  const batches = new Map<string, { readonly dataClass: string; readonly month: string }>();
  return {
    add: ({ origin, index, header }: StoredHeader): void => {
      if (!firstIndexes.has(origin)) firstIndexes.set(origin, index);
      const erasure = readErasure(header);
      if (erasure !== undefined) sealed.set(origin, [...(sealed.get(origin) ?? []), erasure]);
      if (header["@type"] !== "import-batch@1") return;
      const month = monthOf(Number(header["receivedAtMs"]));
      batches.set(keyOf(origin, index), { dataClass: String(header["dataClass"]), month });
    },
    found: (): ErasedEntries => ({
      has: ({ origin, index }) => {
        const batch = batches.get(keyOf(origin, index));
        return batch !== undefined && erasureOf(sealed.get(origin) ?? [], { index, ...batch }) !== undefined;
      },
      isSome: sealed.size > 0,
      reachesBack: [...sealed.keys()].some((origin) => (firstIndexes.get(origin) ?? 0) > 0),
    }),
  };
}

const keyOf = (origin: string, index: number): string => `${origin} ${index}`;
