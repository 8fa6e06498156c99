import { divideRounded, type Fen, type RatePpm } from "#kernel";

/** What the need for working capital is worked out of; days may be zero, money is at least zero. */
export interface WorkingCapitalBasis {
  /** 上年销售收入. */
  readonly revenueFen: Fen;
  /** 上年销售利润率. */
  readonly marginPpm: RatePpm;
  /** 预计销售收入年增长率. */
  readonly growthPpm: RatePpm;
  readonly inventoryDays: number;
  readonly receivableDays: number;
  readonly payableDays: number;
  readonly prepaidDays: number;
  readonly advanceDays: number;
}

const million = 1_000_000n;

/** Days that a yuan is bound; not above zero when suppliers and customers finance the whole business. */
export function boundDaysOf(basis: WorkingCapitalBasis): number {
  const { inventoryDays, receivableDays, payableDays, prepaidDays, advanceDays } = basis;
  return inventoryDays + receivableDays - payableDays + prepaidDays - advanceDays;
}

/**
 * 营运资金量 = 上年销售收入 × (1 − 上年销售利润率) × (1 + 预计增长率) ÷ 周转次数, 周转次数 = 360 ÷ 占用天数, so that it
 * is multiplied by the days over 360; rounded half up to the fen once, at the end.
 * @returns 0 when no day is bound
 * @source 流动资金贷款管理办法 (annex of the measures of 2010, kept as reference in 2024: not confirmed)
 */
export function workingCapitalOf(basis: WorkingCapitalBasis): Fen {
  const days = boundDaysOf(basis);
  if (days <= 0) return 0n;
  const share = (million - BigInt(basis.marginPpm)) * (million + BigInt(basis.growthPpm));
  return divideRounded(basis.revenueFen * share * BigInt(days), million * million * 360n, "halfUp");
}
