import { dayNumberOf, dayOfNumber, type Fen } from "#kernel";
import type { DayNumber, Evidence, OperatingFacts, StreamName } from "#operations";
import { between } from "../facts-until.ts";
import type { ProfileGroup, ProfileGrade, ProfileItem } from "../profile-item.ts";
import type { ProxyBalance } from "../proxy-balance.ts";
import { type KnownOrder, knownOrders, yearDays } from "../proxy/trade-year.ts";
import type { ProfileReason } from "../words.ts";
import { itemWords, type ProfileItemId } from "./item-words.ts";

/** What the items are worked out of: the facts, those of the last twelve months, the proxy balance sheet. */
export interface ItemContext {
  readonly facts: OperatingFacts;
  readonly day: DayNumber;
  readonly year: Pick<
    OperatingFacts,
    "invoices" | "movements" | "payments" | "machineDays" | "meterDays" | "workforce"
  >;
  readonly orders: ReadonlyMap<string, KnownOrder>;
  readonly proxy: ProxyBalance;
}

export function itemContextOf(facts: OperatingFacts, proxy: ProxyBalance): ItemContext {
  const day = dayNumberOf(facts.asOf);
  const window = { after: day - yearDays, last: day };
  return {
    facts,
    day,
    year: {
      invoices: between(facts.invoices, window, ({ onDay }) => onDay),
      movements: between(facts.movements, window, ({ onDay }) => onDay),
      payments: between(facts.payments, window, ({ onDay }) => onDay),
      machineDays: between(facts.machineDays, window, (row) => row.day),
      meterDays: between(facts.meterDays, window, (row) => row.day),
      workforce: between(facts.workforce, window, (row) => row.day),
    },
    orders: knownOrders(facts.orders),
    proxy,
  };
}

/** A row behind an item: on a day, and by what it came in where the stream says. */
export type BehindRow =
  | { readonly onDay: DayNumber }
  | { readonly day: DayNumber; readonly evidence?: Evidence }
  | { readonly filedOn: DayNumber };

interface ItemWish {
  readonly id: ProfileItemId;
  readonly streams: readonly StreamName[];
  readonly rows: readonly BehindRow[];
  readonly value: Fen | number | string | null;
  readonly bounds?: { readonly lowFen: Fen; readonly highFen: Fen } | undefined;
  /** What is registered once and stands until it changes: it neither grows old soon nor needs many rows. */
  readonly isStanding?: boolean;
  /** Places after the point; whole when left out. */
  readonly decimals?: number;
  /** Why there is no value; told as the lack of rows when left out. */
  readonly reason?: ProfileReason | undefined;
}

/** Makes the items of one group. */
export function itemsOf(
  group: ProfileGroup,
  { day }: Pick<ItemContext, "day">,
  wishes: readonly ItemWish[],
): readonly ProfileItem[] {
  return wishes.map((wish) => itemOf(group, day, wish));
}

function itemOf(group: ProfileGroup, day: DayNumber, wish: ItemWish): ProfileItem {
  const { id, streams, rows, bounds } = wish;
  const { name, unit } = itemWords[id];
  const newest = newestDay(rows);
  const value = textOf(wish);
  const evidence = rows.length === 0 ? null : weakest(rows);
  const freshnessDays = newest === null ? null : Math.max(0, day - newest);
  const confidence = value === null ? 0 : confidenceOf(wish, { evidence, freshnessDays: freshnessDays ?? 0 });
  return {
    id,
    group,
    name,
    unit,
    value,
    low: value === null || bounds === undefined ? null : String(bounds.lowFen),
    high: value === null || bounds === undefined ? null : String(bounds.highFen),
    streams,
    evidence,
    rows: rows.length,
    asOf: newest === null ? null : dayOfNumber(newest),
    freshnessDays,
    grade: value === null ? null : gradeOf(confidence),
    confidence,
    reason: value === null ? (wish.reason ?? (rows.length === 0 ? "noRows" : "notWithinYear")) : null,
  };
}

function textOf({ value, decimals = 0 }: Pick<ItemWish, "value" | "decimals">): string | null {
  if (value === null) return null;
  if (typeof value !== "number") return String(value);
  if (!Number.isFinite(value)) return null;
  return decimals === 0 ? String(Math.round(value)) : value.toFixed(decimals);
}

function newestDay(rows: readonly BehindRow[]): DayNumber | null {
  let newest: DayNumber | null = null;
  for (const row of rows) {
    const day = "onDay" in row ? row.onDay : "filedOn" in row ? row.filedOn : row.day;
    if (newest === null || day > newest) newest = day;
  }
  return newest;
}

const strength = { device: 2, gateway: 1, manual: 0 } as const;

/** Rows of a stream that says nothing of it came in a file. */
function weakest(rows: readonly BehindRow[]): Evidence {
  let found: Evidence = "device";
  for (const row of rows) {
    const evidence = "day" in row ? (row.evidence ?? "manual") : "manual";
    if (strength[evidence] < strength[found]) found = evidence;
    if (found === "manual") break;
  }
  return found;
}

const trust = { device: 1, gateway: 0.9, manual: 0.75 } as const;
const staleDays = 240;
const standingDays = 2_000;
const fewRows = 4;

/** Of how it came in, how fresh it is, how much stands behind it, and how wide its bounds are. */
function confidenceOf(
  { rows, bounds, value, isStanding = false }: ItemWish,
  { evidence, freshnessDays }: { readonly evidence: Evidence | null; readonly freshnessDays: number },
): number {
  const fresh = Math.exp(-Math.max(0, freshnessDays - 31) / (isStanding ? standingDays : staleDays));
  const enough = isStanding ? 1 : 1 - Math.exp(-(rows.length + 1) / fewRows);
  const width =
    bounds === undefined || typeof value !== "bigint" || value <= 0n
      ? 1
      : Math.max(0.3, 1 - Number(((bounds.highFen - bounds.lowFen) * 1000n) / value) / 4000);
  return Math.round(trust[evidence ?? "manual"] * fresh * enough * width * 1000) / 1000;
}

function gradeOf(confidence: number): ProfileGrade {
  if (confidence >= 0.8) return "A";
  if (confidence >= 0.6) return "B";
  return confidence >= 0.4 ? "C" : "D";
}

/** A ratio in ppm; null where the whole is not above zero. */
export function ppmOf(part: number, whole: number): number | null {
  return whole <= 0 ? null : (part / whole) * 1_000_000;
}
