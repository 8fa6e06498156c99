import type { BusinessDay, Message } from "#kernel";
import type { Evidence, StreamName } from "#operations";
import type { ProfileReason } from "./words.ts";

/** The five groups of the portrait (画像), and the traditional four (传统四项) that it can do without. */
export const profileGroups = [
  "customers",
  "orders",
  "products",
  "scalability",
  "financials",
  "statements",
  "assets",
  "creditRating",
  "shareholders",
] as const;
export type ProfileGroup = (typeof profileGroups)[number];

/** How a value is written: money in fen, shares and rates in parts per million, counts and days as they are. */
export type ProfileUnit =
  | "fen"
  | "ppm"
  | "count"
  | "days"
  | "hours"
  | "months"
  | "wattHours"
  | "text"
  | "score";

/** A, B, C: how much a value may be leaned on; D: it rests on a person's word alone or on too little. */
export type ProfileGrade = "A" | "B" | "C" | "D";

/** One item of the portrait with where it comes from; `value` null where no stream says anything of it. */
export interface ProfileItem {
  readonly id: string;
  readonly group: ProfileGroup;
  readonly name: Message;
  readonly unit: ProfileUnit;
  /** Decimal text: whole fen, ppm, counts; words where the unit is text. */
  readonly value: string | null;
  /** Bounds of nine chances in ten, for estimates; null for what was counted. */
  readonly low: string | null;
  readonly high: string | null;
  readonly streams: readonly StreamName[];
  /** The weakest by which the rows behind it came in; null without rows. */
  readonly evidence: Evidence | null;
  readonly rows: number;
  /** The newest day of the rows behind it. */
  readonly asOf: BusinessDay | null;
  /** Days from that day to T. */
  readonly freshnessDays: number | null;
  readonly grade: ProfileGrade | null;
  /** 0 to 1: of evidence, freshness and how many rows there are. */
  readonly confidence: number;
  /** Why there is no value, null where there is one. */
  readonly reason: ProfileReason | null;
}

/** The portrait of one enterprise (企业画像) as of T and N. */
export interface EnterpriseProfile {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly groups: readonly { readonly group: ProfileGroup; readonly items: readonly ProfileItem[] }[];
  /** Items with a value, of all. */
  readonly known: number;
  readonly items: number;
}
