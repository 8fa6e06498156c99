import { levelOf } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  yellow: designChoice("instalment-missed.yellow", 1, "d", {
    zh: "逾期天数达到此值为黄色",
    en: "Days past due from which on it is yellow",
  }),
  orange: designChoice("instalment-missed.orange", 8, "d", {
    zh: "橙色：超过 7 天不再视为操作性、技术性逾期（《商业银行金融资产风险分类办法》第十条，未经核实）",
    en: "Orange: beyond 7 days it is no operational or technical overdue (Order 2023 No. 1, Art. 10, not confirmed)",
  }),
  red: designChoice("instalment-missed.red", 31, "d", { zh: "红色", en: "Red" }),
  newest: designChoice("instalment-missed.newest-within", 7, "d", {
    zh: "贷款台账最近一日早于此不判断",
    en: "The loan book's newest day must not be older than this",
  }),
};

/** From the loan book: an instalment was missed. */
export const instalmentMissed: WatchRule = {
  code: "instalmentMissed",
  dataClasses: ["loan"],
  name: { zh: "贷款逾期", en: "Instalment missed" },
  formula: { zh: "贷款台账中最长的逾期天数", en: "The longest days past due in the loan book" },
  sentences: {
    instalmentMissed: {
      zh: "贷款逾期 {days} 天，自 {since} 起",
      en: "A loan is {days} days past due, since {since}",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 0,
  evaluate: evaluateLoans,
};

function evaluateLoans({ series: { loans }, asOf }: RuleInput): RuleResult {
  if (loans.kind === "missing") return { kind: "notComputable", reason: loans.reason };
  const { days, daysPastDue } = loans.series;
  const place = days.findLastIndex((day) => day <= asOf);
  const newest = days[place];
  if (newest === undefined) return { kind: "notComputable", reason: "noData" };
  if (newest < asOf - parameters.newest.value) return { kind: "notComputable", reason: "streamStopped" };
  const overdue = daysPastDue[place] ?? 0;
  const level = levelOf(overdue, parameters);
  if (level === null) return { kind: "clear", released: true };
  return {
    kind: "hit",
    level,
    sentence: "instalmentMissed",
    figures: { days: overdue, since: dayText(newest - overdue) },
    evidence: [
      {
        item: "daysPastDue",
        from: dayText(newest - overdue),
        to: dayText(newest),
        value: String(overdue),
        unit: "days",
      },
    ],
  };
}
