import { formatWan } from "#kernel";
import type { RegisterRow } from "#operations";
import { designChoice } from "../design-choice.ts";
import { type DaySums, firstDayOfSums, numberSumOf } from "../day-sums.ts";
import { gravestOf } from "../decline.ts";
import { dayText } from "../run-rate.ts";
import type { AlertLevel, RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("special-risk.days", 182, "d", {
    zh: "事件发生后这么多天内保持预警",
    en: "Days for which an event is held against an enterprise",
  }),
  newDays: designChoice("special-risk.new-days", 60, "d", {
    zh: "此前有同类事件的，须在这么多天内出现新的事件才再次预警",
    en: "Days within which an event must lie to raise an alert",
  }),
  materialShare: designChoice("special-risk.material-share", 30_000, "ppm", {
    zh: "诉讼、处罚金额达到一年销售额的此比例才单独预警",
    en: "Share of a year's sales from which on a lawsuit or penalty raises an alert by itself",
  }),
  several: designChoice("special-risk.several", 3, "", {
    zh: "窗口内达到这么多起，无论金额都预警",
    en: "Events in the window from which on they raise an alert whatever the amounts",
  }),
};

/** Grave at once: what stops the works or takes the account; the others are looked into. */
const levels: Partial<Record<RegisterRow["kind"], AlertLevel>> = {
  enforcement: "red",
  environmentalStop: "red",
  accident: "red",
  lawsuit: "orange",
  penalty: "yellow",
  representativeChange: "yellow",
};

/** (21) Special risks (特殊风险): lawsuits, enforcement, accidents, an environmental stop, a change of the key person. */
export const specialRisk: WatchRule = {
  code: "specialRisk",
  dataClasses: ["registry"],
  name: { zh: "特殊风险事件", en: "Special risk" },
  formula: {
    zh: "公开登记中的被执行、环保停产、事故（红）、诉讼（橙）、处罚或法定代表人变更（黄）；后三者须达到一年销售额的 3% 或半年内三起；被执行金额不足一个月销售额的与诉讼同等",
    en: "In public registers: enforcement, environmental stop, accident (red); lawsuit (orange); penalty, change of legal representative (yellow), these three when they reach 3 % of a year's sales or are three in half a year; an enforcement of less than a month's sales counts like a lawsuit",
  },
  sentences: Object.fromEntries(
    Object.entries({
      enforcement: { zh: "被列为被执行人", en: "Enforcement against it" },
      environmentalStop: { zh: "环保停产", en: "An environmental stop" },
      accident: { zh: "安全事故", en: "An accident" },
      lawsuit: { zh: "涉诉", en: "A lawsuit against it" },
      penalty: { zh: "行政处罚", en: "An administrative penalty" },
      representativeChange: { zh: "法定代表人变更", en: "A change of the legal representative" },
    }).map(([kind, { zh, en }]) => [
      kind,
      {
        zh: `${zh}（{on}，{amount}），近 {days} 天共 {count} 起特殊风险事件`,
        en: `${en} ({on}, {amount}); {count} special risks in {days} days`,
      },
    ]),
  ),
  parameters: Object.values(parameters),
  confirmedAfterDays: 0,
  evaluate: evaluateRegisters,
};

function evaluateRegisters({ series: { operations, invoices }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  const since = asOf - parameters.days.value;
  const all = operations.series.registers.flatMap((row) => {
    const level = levels[row.kind];
    return level === undefined || row.onDay > asOf || row.onDay <= since ? [] : [{ row, level }];
  });
  const salesFen = invoices.kind === "known" ? yearlySalesOf(invoices.series.saleFen, asOf) : 0;
  const materialFen = (salesFen * parameters.materialShare.value) / 1_000_000;
  const isSeveral = all.length >= parameters.several.value;
  const risks = all
    .map(({ row, level }) => ({
      row,
      level: row.kind === "enforcement" ? enforcementLevel(row, salesFen) : level,
    }))
    .filter(({ row, level }) => level === "red" || isSeveral || Number(row.amountFen ?? 0n) >= materialFen);
  const newest = risks.filter(({ row }) => row.onDay > asOf - parameters.newDays.value);
  const gravest = gravestOf(newest, ({ level }) => level);
  if (gravest === null) return { kind: "clear", released: risks.length === 0 };
  const { row, level } = gravest;
  const amount = row.amountFen === null ? "—" : formatWan(row.amountFen);
  return {
    kind: "hit",
    level,
    sentence: row.kind,
    figures: { on: dayText(row.onDay), amount, count: risks.length, days: parameters.days.value },
    evidence: risks.map((risk) => ({
      item: risk.row.kind,
      from: dayText(risk.row.onDay),
      to: dayText(risk.row.onDay),
      value: risk.row.amountFen === null ? "1" : formatWan(risk.row.amountFen),
      unit: risk.row.amountFen === null ? ("count" as const) : ("wan" as const),
    })),
  };
}

const monthsAYear = 12;

/**
 * What takes a month's sales off the account stops the works, and so may what is not known; a smaller sum weighs like the
 * lawsuit that it came from.
 */
function enforcementLevel({ amountFen }: RegisterRow, salesFen: number): AlertLevel {
  const isKnown = amountFen !== null && Number.isFinite(salesFen);
  return !isKnown || Number(amountFen) * monthsAYear >= salesFen ? "red" : "orange";
}

/** Sales of the year to the day, a shorter history made a year of; nothing is material against less than a quarter. */
function yearlySalesOf(saleFen: DaySums, asOf: number): number {
  const first = firstDayOfSums(saleFen) ?? asOf;
  const known = Math.min(yearDays, asOf - first + 1);
  if (known < yearDays / 4) return Number.POSITIVE_INFINITY;
  return (numberSumOf(saleFen, [{ from: asOf - yearDays + 1, to: asOf }]) * yearDays) / known;
}

const yearDays = 365;
