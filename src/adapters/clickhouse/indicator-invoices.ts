import {
  type FactsQuery,
  type PartnerFacts,
  type TradeSlice,
  fewestRepeatMonths,
  repeatMonths,
} from "#indicators";
import { sliceStartsOf, windowsOf } from "#indicators";
import type { QueryParameters } from "./connection.ts";
import { type FactsReader, enterpriseFilter, filterParameters, knownFilter } from "./indicator-filter.ts";

type Direction = "sale" | "purchase";
type ByDirection<T> = { readonly [Key in Direction]?: T };

/** 64-bit integers arrive as decimal text, smaller ones as numbers. */
type SliceTuple = readonly [
  startDay: number,
  validCount: number,
  netFen: string,
  taxFen: string,
  grossFen: string,
  voidCount: number,
  redCount: number,
  redFen: string,
  zeroCount: number,
  mismatchCount: number,
  reusedCount: number,
  dayMask: number,
];

interface SliceRow {
  readonly enterprise_id: string;
  readonly direction: Direction;
  readonly slices: readonly SliceTuple[];
}

interface PartnerRow extends Record<keyof PartnerFacts, string> {
  readonly enterprise_id: string;
  readonly direction: Direction;
}

/** The two invoice queries run side by side; a second thread for each costs memory and gains nothing on two cores. */
const singleThread = "SETTINGS max_threads = 1";

const issuedUntil = "issued_on <= toDate32({asOf:String})";

/**
 * Sums by enterprise, direction and slice. A row's slice is the last slice start that is not later than its day;
 * months never share a slice, so the days with a valid invoice fit into the bits of one 32-bit integer.
 */
function slicesSql(query: FactsQuery): string {
  return `
SELECT enterprise_id, direction, groupArray(tuple(slice, valid, net, tax, gross, voided, red, reversed, zero,
  mismatched, reused, days)) AS slices
FROM (
  SELECT enterprise_id, direction, toInt32(roundDown(toInt32(issued_on), {starts:Array(Int32)})) AS slice,
    toUInt32(countIf(is_void = 0)) AS valid,
    sumIf(net_fen, is_void = 0) AS net,
    sumIf(tax_fen, is_void = 0) AS tax,
    sumIf(gross_fen, is_void = 0) AS gross,
    toUInt32(countIf(is_void != 0)) AS voided,
    toUInt32(countIf(is_void = 0 AND gross_fen < 0)) AS red,
    -sumIf(gross_fen, is_void = 0 AND gross_fen < 0) AS reversed,
    toUInt32(countIf(gross_fen = 0)) AS zero,
    toUInt32(countIf(bitAnd(flags, 1) != 0)) AS mismatched,
    toUInt32(countIf(bitAnd(flags, 2) != 0)) AS reused,
    groupBitOr(if(is_void = 0, bitShiftLeft(toUInt32(1), toDayOfMonth(issued_on) - 1), 0)) AS days
  FROM invoice
  WHERE ${issuedUntil} AND ${knownFilter}${enterpriseFilter(query)}
  GROUP BY enterprise_id, direction, slice
)
GROUP BY enterprise_id, direction
${singleThread}`;
}

/** Sums by counterparty first, then over the counterparties of each enterprise and direction. */
function partnersSql(query: FactsQuery): string {
  return `
SELECT enterprise_id, direction,
  toString(count()) AS count,
  toString(sum(amount)) AS amountFen,
  toString(max(amount)) AS topFen,
  toString(arraySum(arraySlice(arrayReverseSort(groupArray(amount)), 1, 5))) AS topFiveFen,
  toString(sum(toInt256(amount) * amount)) AS squaredFen,
  toString(sumIf(amount, bitCount(months) >= {fewestMonths:UInt8})) AS repeatFen,
  toString(countIf(recent > 0)) AS recentCount,
  toString(countIf(prior > 0)) AS priorCount,
  toString(countIf(recent > 0 AND prior > 0)) AS keptCount,
  toString(sum(recentAmount)) AS recentFen,
  toString(sumIf(recentAmount, firstDay >= {recentFrom:Int32})) AS recentNewFen
FROM (
  SELECT enterprise_id, direction,
    greatest(sum(gross_fen), 0) AS amount,
    greatest(sumIf(gross_fen, day >= {recentFrom:Int32}), 0) AS recentAmount,
    countIf(day >= {recentFrom:Int32}) AS recent,
    countIf(day >= {priorFrom:Int32} AND day < {recentFrom:Int32}) AS prior,
    min(day) AS firstDay,
    groupBitOr(if(monthsBefore < {repeatMonths:Int32}, bitShiftLeft(toUInt64(1), monthsBefore), 0)) AS months
  FROM (
    SELECT enterprise_id, direction, counterparty, gross_fen, toInt32(issued_on) AS day,
      {asOfMonth:Int32} - toInt32(toYear(issued_on)) * 12 - toInt32(toMonth(issued_on)) AS monthsBefore
    FROM invoice
    WHERE is_void = 0 AND ${issuedUntil} AND ${knownFilter}${enterpriseFilter(query)}
  )
  GROUP BY enterprise_id, direction, counterparty
)
GROUP BY enterprise_id, direction
${singleThread}`;
}

/** Invoice slices of every enterprise that has any, by direction. */
export async function loadSlices(
  observations: FactsReader,
  query: FactsQuery,
): Promise<ReadonlyMap<string, ByDirection<TradeSlice[]>>> {
  const rows = await observations.query<SliceRow>(slicesSql(query), {
    ...filterParameters(query),
    asOf: query.asOf,
    starts: sliceStartsOf(query.asOf),
  });
  const byEnterprise = new Map<string, ByDirection<TradeSlice[]>>();
  for (const { enterprise_id: id, direction, slices } of rows) {
    const trade = slices.map(parseSlice).sort((left, right) => left.startDay - right.startDay);
    byEnterprise.set(id, { ...byEnterprise.get(id), [direction]: trade });
  }
  return byEnterprise;
}

/** Counterparty sums of every enterprise that has a valid invoice, by direction. */
export async function loadPartners(
  observations: FactsReader,
  query: FactsQuery,
): Promise<ReadonlyMap<string, ByDirection<PartnerFacts>>> {
  const rows = await observations.query<PartnerRow>(partnersSql(query), partnerParameters(query));
  const byEnterprise = new Map<string, ByDirection<PartnerFacts>>();
  for (const row of rows) {
    byEnterprise.set(row.enterprise_id, {
      ...byEnterprise.get(row.enterprise_id),
      [row.direction]: parsePartners(row),
    });
  }
  return byEnterprise;
}

function partnerParameters(query: FactsQuery): QueryParameters {
  const { last12, prior12 } = windowsOf(query.asOf);
  return {
    ...filterParameters(query),
    asOf: query.asOf,
    recentFrom: last12.fromDay,
    priorFrom: prior12.fromDay,
    asOfMonth: Number(query.asOf.slice(0, 4)) * 12 + Number(query.asOf.slice(5, 7)),
    repeatMonths,
    fewestMonths: fewestRepeatMonths,
  };
}

function parseSlice(tuple: SliceTuple): TradeSlice {
  return {
    startDay: tuple[0],
    validCount: tuple[1],
    netFen: BigInt(tuple[2]),
    taxFen: BigInt(tuple[3]),
    grossFen: BigInt(tuple[4]),
    voidCount: tuple[5],
    redCount: tuple[6],
    redFen: BigInt(tuple[7]),
    zeroCount: tuple[8],
    mismatchCount: tuple[9],
    reusedCount: tuple[10],
    dayMask: tuple[11],
  };
}

function parsePartners(row: PartnerRow): PartnerFacts {
  return {
    count: Number(row.count),
    amountFen: BigInt(row.amountFen),
    topFen: BigInt(row.topFen),
    topFiveFen: BigInt(row.topFiveFen),
    squaredFen: BigInt(row.squaredFen),
    repeatFen: BigInt(row.repeatFen),
    recentCount: Number(row.recentCount),
    priorCount: Number(row.priorCount),
    keptCount: Number(row.keptCount),
    recentFen: BigInt(row.recentFen),
    recentNewFen: BigInt(row.recentNewFen),
  };
}
