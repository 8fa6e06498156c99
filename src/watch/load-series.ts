import type { DataClass, Reader } from "#consent";
import { type BusinessDay, dayMs, dayNumberOf, type EpochMs, startOfDayMs } from "#kernel";
import type { Loan } from "#lending";
import type { CollectionGap, CollectionSeries } from "./collection-series.ts";
import { type RunStores, watchedClasses } from "./run-stores.ts";
import { loadOperating, longerOf } from "./load-operating.ts";
import { type LoanSeries, missingStream, type Stream, type WatchSeries } from "./watch-series.ts";
import type { ObservedSeries } from "./watch-source.ts";
import type { WatchedEnterprise } from "./watch-store.ts";

/**
 * The series of the enterprises, each stream only where the reader has a basis for it; the read is recorded in the
 * enterprise's access log before anything is loaded.
 */
export async function loadSeries(
  stores: Omit<RunStores, "store" | "nextId">,
  query: {
    readonly reader: Reader;
    readonly enterprises: readonly WatchedEnterprise[];
    readonly asOf: BusinessDay;
    readonly knownAt: number;
  },
): Promise<WatchSeries[]> {
  const { source, consent, loanBook, collection, clock } = stores;
  const { reader, enterprises, asOf, knownAt } = query;
  const permitted = new Map<string, ReadonlySet<DataClass>>();
  for (const { id } of enterprises) {
    const wanted = { enterpriseId: id, what: "watch.run", dataClasses: watchedClasses };
    permitted.set(id, await permittedClasses(consent, reader, wanted));
  }
  const listed = await loanBook.listLoans(reader.party.id);
  const loans = await loadLoans(loanBook, { partyId: reader.party.id, listed, asOf });
  const seenAtMs = clock();
  const gaps = await collection.gapsSince(startOfDayMs(asOf) - replayedDays * dayMs);
  const observed = new Map<string, ObservedSeries>();
  const readable = enterprises.filter(({ id }) => (permitted.get(id)?.size ?? 0) > 0);
  for (const [dataset, some] of Map.groupBy(readable, (enterprise) => enterprise.dataset)) {
    const enterpriseIds = some.map(({ id }) => id);
    const loaded = await source.load({ dataset, asOf, knownAt, enterpriseIds });
    for (const series of loaded) observed.set(series.enterpriseId, series);
  }
  const enterpriseIds = readable.map(({ id }) => id);
  const operating = await loadOperating(stores, { permitted, enterpriseIds, asOf, knownAt });
  return enterprises.map(({ id, industry }) => {
    const classes = permitted.get(id) ?? new Set<DataClass>();
    const ofFacts = operating.get(id);
    return {
      ...maskedSeries(id, { observed: observed.get(id), operating: ofFacts }, classes),
      industry: industry ?? ofFacts?.industry ?? null,
      loans: loans.get(id) ?? missingStream("noData"),
      operations: ofFacts?.operations ?? missingStream(classes.size === 0 ? "noBasis" : "noData"),
      withheld: new Set(watchedClasses.filter((dataClass) => !classes.has(dataClass))),
      collection: collectionOf(id, { permitted: classes, gaps, listed, seenAtMs }),
    };
  });
}

/** A replay looks back no further than this for gaps. */
const replayedDays = 400;
const livingStates: readonly Loan["state"][] = ["active", "overdue", "restructured"];

/** Gaps of an enterprise's collectors, where its machine or energy data may be read. */
export function collectionOf(
  enterpriseId: string,
  known: {
    readonly permitted: ReadonlySet<DataClass> | undefined;
    readonly gaps: ReadonlyMap<string, readonly CollectionGap[]>;
    readonly listed: readonly Loan[];
    readonly seenAtMs: EpochMs;
  },
): Stream<CollectionSeries> {
  const { permitted, gaps, listed, seenAtMs } = known;
  if (permitted?.has("machine") !== true && permitted?.has("energy") !== true)
    return missingStream("noBasis");
  const own = gaps.get(enterpriseId);
  if (own === undefined) return missingStream("noData");
  const drawn = listed.flatMap((loan) =>
    loan.enterpriseId === enterpriseId && livingStates.includes(loan.state) ? [loan.drawnOn] : [],
  );
  const loanSince = drawn.toSorted()[0] ?? null;
  return { kind: "known", series: { seenAtMs, loanSince, gaps: own } };
}

/** Classes that may be read for post-loan work now; recorded in the enterprise's access log where there is one. */
export async function permittedClasses(
  consent: RunStores["consent"],
  reader: Reader,
  wanted: {
    readonly enterpriseId: string;
    readonly what: string;
    readonly dataClasses: readonly DataClass[];
  },
): Promise<ReadonlySet<DataClass>> {
  const read = { enterpriseId: wanted.enterpriseId, purpose: "postLoan", what: wanted.what } as const;
  const bases = await consent.basisOf(reader, { ...read, dataClasses: wanted.dataClasses });
  // After a revocation only what had come before may be read (封存): a series that ends there would look silent.
  const dataClasses = [...bases].flatMap(([dataClass, basis]) =>
    basis.kind === "covenant" && basis.receivedUntilMs !== undefined ? [] : [dataClass],
  );
  if (dataClasses.length === 0) return new Set();
  return new Set((await consent.requireBasis(reader, { ...read, dataClasses })).keys());
}

/** Without a basis a stream is missing for that very reason, whatever there is. */
function maskedSeries(
  enterpriseId: string,
  known: { readonly observed: ObservedSeries | undefined; readonly operating: WatchSeries | undefined },
  classes: ReadonlySet<DataClass>,
): ObservedSeries {
  const { observed, operating } = known;
  const mask = <T>(dataClass: DataClass, stream: Stream<T> | undefined): Stream<T> => {
    if (!classes.has(dataClass)) return missingStream("noBasis");
    return stream ?? missingStream("noData");
  };
  return {
    enterpriseId,
    invoices: mask("invoice", observed?.invoices),
    statement: mask("statement", observed?.statement),
    energy: longerOf(mask("energy", observed?.energy), operating?.energy),
    running: longerOf(mask("machine", observed?.running), operating?.running),
  };
}

/** The bank's own loan book; the worst loan of each day counts. */
async function loadLoans(
  loanBook: RunStores["loanBook"],
  {
    partyId,
    listed,
    asOf,
  }: { readonly partyId: string; readonly listed: readonly Loan[]; readonly asOf: BusinessDay },
): Promise<ReadonlyMap<string, Stream<LoanSeries>>> {
  const worst = new Map<string, Map<number, number>>();
  for (const { id, enterpriseId } of listed) {
    if (enterpriseId === null) continue;
    const days = worst.get(enterpriseId) ?? new Map<number, number>();
    worst.set(enterpriseId, days);
    for (const { businessDate, daysPastDue } of await loanBook.daysOf(partyId, id)) {
      if (businessDate > asOf) continue;
      const day = dayNumberOf(businessDate);
      days.set(day, Math.max(days.get(day) ?? 0, daysPastDue));
    }
  }
  return new Map(
    [...worst].map(([enterpriseId, days]) => [enterpriseId, { kind: "known", series: loanSeriesOf(days) }]),
  );
}

function loanSeriesOf(byDay: ReadonlyMap<number, number>): LoanSeries {
  const days = Int32Array.from(byDay.keys()).sort();
  return { days, daysPastDue: days.map((day) => byDay.get(day) ?? 0) };
}
