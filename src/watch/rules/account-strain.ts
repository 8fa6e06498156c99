import { isAroundNewYear } from "#association";
import { formatWan } from "#kernel";
import { averageBalance } from "../balances.ts";
import { type DaySums, lastDayUpTo, sumOf, valuesWithin } from "../day-sums.ts";
import { sharePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { dayText } from "../run-rate.ts";
import type { Evidence, RuleInput, RuleResult, WatchRule } from "../rule.ts";
import type { StatementSeries } from "../watch-series.ts";

const parameters = {
  breakDays: designChoice("account-strain.break-days", 91, "d", {
    zh: "在这么多天内查找余额不连续的流水",
    en: "Days in which running balances that do not follow are looked for",
  }),
  lateDays: designChoice("account-strain.late-days", 65, "d", {
    zh: "按月支付的工资超过这么多天没有支付即为漏付",
    en: "Days without wages, which are paid by the month, from which on they are missed",
  }),
  lateTaxDays: designChoice("account-strain.late-tax-days", 125, "d", {
    zh: "税费超过这么多天没有缴纳即为漏付（小规模纳税人按季申报，某月也可无税可缴）",
    en: "Days without taxes from which on they are missed (small taxpayers pay by the quarter, and a month may owe none)",
  }),
  lateUtilityDays: designChoice("account-strain.late-utility-days", 75, "d", {
    zh: "水电费超过这么多天没有缴纳即为漏付（跳过一个月、下月合并缴纳的不算）",
    en: "Days without utilities from which on they are missed (a month that is paid with the next one is none)",
  }),
  regularMonths: designChoice("account-strain.regular-months", 8, "", {
    zh: "此前 365 天至少支付过这么多次才算按月",
    en: "Payments in the 365 days before that make it a monthly one",
  }),
  lowShare: designChoice("account-strain.low-share", 200_000, "ppm", {
    zh: "近 30 天平均余额低于此前一年平均的此比例",
    en: "Share of last year's average balance below which the last 30 days' average is low",
  }),
  lowAgainstPaid: designChoice("account-strain.low-against-paid", 200_000, "ppm", {
    zh: "且低于月均支出的此比例",
    en: "And below this share of an average month's payments",
  }),
};

const obligations = ["payroll", "tax", "utility"] as const;

/** (9) The account runs low, wages, taxes or utilities are missed, or the statement does not add up. */
export const accountStrain: WatchRule = {
  code: "accountStrain",
  dataClasses: ["statement"],
  name: { zh: "账户紧张", en: "Account under strain" },
  formula: {
    zh: "流水余额不连续；或按月的工资超过 65 天、水电超过 75 天、税费超过 125 天未付；或近 30 天平均余额低于此前一年的 20% 且低于月均支出的 20%",
    en: "A running balance that does not follow; or wages unpaid for more than 65 days, utilities for more than 75, taxes for more than 125; or an average balance of 30 days below 20 % of the year before and of a month's payments",
  },
  sentences: {
    balanceBreak: {
      zh: "流水有 {count} 处余额与上一笔不连续（首处 {first}），流水可能被改动或缺页",
      en: "{count} running balances do not follow from the line before (first on {first}): the statement may be altered or incomplete",
    },
    missedOne: {
      zh: "{missed}已超过通常时间未支付，上一笔在 {last}",
      en: "{missedEn} not paid for longer than usual; last paid on {last}",
    },
    lowBalance: {
      zh: "近 30 天平均余额 {balance} 万元，仅为此前一年的 {share}",
      en: "The average balance of 30 days is {balance} × CNY 10k, {share} of the year before",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 0,
  evaluate: ({ series: { statement }, asOf }: RuleInput) =>
    statement.kind === "missing"
      ? { kind: "notComputable", reason: statement.reason }
      : evaluateAccount(statement.series, asOf),
};

function evaluateAccount(statement: StatementSeries, asOf: number): RuleResult {
  const broken = balanceBreak(statement, asOf);
  if (broken !== null) return broken;
  const newest = Math.max(
    lastDayUpTo(statement.paidFen, asOf) ?? 0,
    lastDayUpTo(statement.receiptFen, asOf) ?? 0,
  );
  if (newest < asOf - 30) return { kind: "notComputable", reason: newest === 0 ? "noData" : "streamStopped" };
  const missed = isAroundNewYear(asOf) ? null : missedObligation(statement, newest);
  if (missed !== null) return missed;
  return lowBalance(statement, asOf);
}

function balanceBreak({ balanceBreaks }: StatementSeries, asOf: number): RuleResult | null {
  const window = { from: asOf - parameters.breakDays.value + 1, to: asOf };
  const found = valuesWithin(balanceBreaks, window).filter(({ value }) => value > 0n);
  const [first] = found;
  if (first === undefined) return null;
  const count = Number(sumOf(balanceBreaks, [window]));
  return {
    kind: "hit",
    level: "red",
    sentence: "balanceBreak",
    figures: { count, first: dayText(first.day) },
    evidence: found.slice(0, 10).map(({ day, value }) => ({
      item: "balanceBreaks",
      from: dayText(day),
      to: dayText(day),
      value: String(value),
      unit: "count" as const,
    })),
  };
}

/** Days are counted up to the newest line, so that a statement that has not arrived is no missed payment. */
function missedObligation(statement: StatementSeries, newest: number): RuleResult | null {
  const series: Record<(typeof obligations)[number], DaySums> = {
    payroll: statement.payrollFen,
    tax: statement.taxFen,
    utility: statement.utilityFen,
  };
  const missed = obligations.flatMap((kind) => {
    const last = lastDayUpTo(series[kind], newest);
    const lateDays = lateParameters[kind].value;
    if (last === null || newest - last <= lateDays || newest - last > 365) return [];
    const paid = valuesWithin(series[kind], { from: last - 364, to: last }).length;
    return paid >= parameters.regularMonths.value ? [{ kind, last }] : [];
  });
  const [first] = missed;
  if (first === undefined) return null;
  const names = missed.map(({ kind }) => obligationNames[kind]);
  return {
    kind: "hit",
    level: missed.length > 1 || first.kind === "payroll" ? "red" : "orange",
    sentence: "missedOne",
    figures: {
      missed: names.map(({ zh }) => zh).join("、"),
      missedEn: names.map(({ en }) => en).join(", "),
      last: dayText(first.last),
    },
    evidence: missed.map(
      ({ kind, last }): Evidence => ({
        item: `${kind}Missed`,
        from: dayText(last),
        to: dayText(newest),
        value: String(newest - last),
        unit: "days",
      }),
    ),
  };
}

const lateParameters = {
  payroll: parameters.lateDays,
  tax: parameters.lateTaxDays,
  utility: parameters.lateUtilityDays,
} as const;

const obligationNames = {
  payroll: { zh: "工资", en: "Wages" },
  tax: { zh: "税费", en: "Taxes" },
  utility: { zh: "水电费", en: "Utilities" },
} as const;

function lowBalance(statement: StatementSeries, asOf: number): RuleResult {
  const now = averageBalance(statement.accounts, { from: asOf - 29, to: asOf });
  const before = averageBalance(statement.accounts, { from: asOf - 394, to: asOf - 30 });
  if (now === null || before === null || before <= 0) return { kind: "notComputable", reason: "noBalances" };
  const paidAMonth = Number(sumOf(statement.paidFen, [{ from: asOf - 364, to: asOf }])) / 12;
  const isLow =
    now < (before * parameters.lowShare.value) / 1_000_000 &&
    now < (paidAMonth * parameters.lowAgainstPaid.value) / 1_000_000;
  if (!isLow) return { kind: "clear", released: now > before / 2 };
  const window = { from: dayText(asOf - 29), to: dayText(asOf) };
  const year = { from: dayText(asOf - 394), to: dayText(asOf - 30) };
  return {
    kind: "hit",
    level: now < before / 10 ? "orange" : "yellow",
    sentence: "lowBalance",
    figures: { balance: wan(now), share: sharePercent(now / before) },
    evidence: [
      { item: "averageBalance", ...window, value: wan(now), unit: "wan" },
      { item: "averageBalanceBefore", ...year, value: wan(before), unit: "wan" },
    ],
  };
}

function wan(fen: number): string {
  return formatWan(BigInt(Math.round(fen)));
}
