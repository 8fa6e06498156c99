import {
  type BusinessDay,
  type BusinessMonth,
  type Fen,
  type Random,
  addDays,
  addMonths,
  codeCheckDigitOf,
  createRandom,
  firstDayOf,
  monthOf,
  organisationCheckDigitOf,
  parseYuan,
} from "#kernel";
import { type EnterprisePlan, planEnterprises } from "../enterprise-plan.ts";
import { pickWeighted } from "../industry.ts";
import type { MisfortuneKind } from "../misfortune.ts";

/** An enterprise of a simulated pilot: what its bank and its platform know of it, and its fate. */
export interface PilotEnterprise {
  readonly plan: EnterprisePlan;
  /** Well formed, in a region code that no place has, so that it is nobody's. */
  readonly socialCreditCode: string;
  readonly district: string;
  readonly foundedOn: BusinessDay;
  readonly employees: number;
  readonly annualRevenueFen: Fen;
  readonly assetsFen: Fen;
  readonly accountNumber: string;
  /** Days until its customers pay, in good times. */
  readonly termDays: number;
  /** The bank's own rating of the borrower, AAA best; null for one that has no loan. */
  readonly bankRating: string | null;
  readonly loan: PilotLoan | null;
}

/** A loan as the bank's core system has it. */
export interface PilotLoan {
  readonly number: string;
  readonly contractNumber: string;
  readonly customerNumber: string;
  readonly principalFen: Fen;
  readonly annualRatePpm: number;
  readonly drawnOn: BusinessDay;
  readonly method: "interestOnlyBullet" | "levelPayment";
  readonly security: "unsecured" | "guaranteed" | "mortgaged";
  /** Number of the application on the platform; null when the borrower came to the counter. */
  readonly applicationNumber: string | null;
  readonly appliedOn: BusinessDay;
  /** First day from which nothing is paid any more. */
  readonly stopsPayingOn: BusinessDay | null;
  /** Months whose instalment comes some weeks late, from a shock that is survived. */
  readonly lateMonths: readonly BusinessMonth[];
}

/** Fates that a pilot always has, so that there is something to see: the first borrowers get them in this order. */
const certainFates: readonly { readonly kind: MisfortuneKind; readonly monthsToEnd: number }[] = [
  // 90 days past due come after the end: 关注 on the last day.
  { kind: "orderCollapse", monthsToEnd: 2 },
  { kind: "customerDefault", monthsToEnd: 0 },
  { kind: "breakdown", monthsToEnd: 1 },
];

/** Plans a pilot: borrowers first, then enterprises of the platform that have no loan yet. */
export function planPilot(options: {
  readonly seed: string;
  readonly borrowers: number;
  readonly prospects: number;
  readonly months: number;
  readonly endDay: BusinessDay;
}): PilotEnterprise[] {
  const { seed, months, endDay } = options;
  const codes = (from: number, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `M${String(from + index + 1).padStart(3, "0")}`);
  const borrowers = withCertainFates(
    planEnterprises({ seed, months, group: "history", codes: codes(0, options.borrowers) }),
    months,
  );
  const prospects = planEnterprises({
    seed,
    months,
    group: "applicant",
    codes: codes(options.borrowers, options.prospects),
  });
  return [...borrowers, ...prospects].map((plan, index) => {
    const random = createRandom(`${seed}/pilot/${plan.code}`);
    return describe(random, { plan, months, endDay, hasLoan: index < borrowers.length, index });
  });
}

/** The other borrowers survive: a pilot begins with a book that hardly knows a default. */
function withCertainFates(plans: readonly EnterprisePlan[], months: number): EnterprisePlan[] {
  const left = [...certainFates];
  return plans.map((plan) => {
    const survivor = plan.isDefault ? { ...plan, isDefault: false, misfortune: null } : plan;
    const fate = plan.firstMonth === 0 && survivor.misfortune === null ? left.shift() : undefined;
    if (fate === undefined) return survivor;
    const month = months - 1 + fate.monthsToEnd;
    return { ...plan, isDefault: true, misfortune: { kind: fate.kind, month } };
  });
}

const districts = ["模拟市东湖区", "模拟市西岭区", "模拟市高新区"] as const;
const headcounts = { micro: [6, 18], small: [22, 160], medium: [310, 600] } as const;
const ratings = ["AAA", "AA", "A", "BBB", "BB", "B"] as const;

function describe(
  random: Random,
  about: {
    readonly plan: EnterprisePlan;
    readonly months: number;
    readonly endDay: BusinessDay;
    readonly hasLoan: boolean;
    readonly index: number;
  },
): PilotEnterprise {
  const { plan, endDay, index } = about;
  const [least, most] = headcounts[plan.size];
  const yuan = Math.round(plan.monthlySalesInvoices * 12 * plan.medianSaleYuan);
  // The bank's analyst sees a little of the weakness and nothing of the future.
  const impression = 0.5 * plan.weakness + 0.8 * random.normal();
  const rating = ratings[Math.min(5, Math.max(0, Math.round(2 + 1.1 * impression)))] ?? "BBB";
  return {
    plan,
    socialCreditCode: socialCreditCodeOf(random),
    district: districts[random.integer(districts.length)] ?? districts[0],
    foundedOn: `${2006 + random.integer(14)}-${String(1 + random.integer(12)).padStart(2, "0")}-15`,
    employees: least + random.integer(most - least),
    annualRevenueFen: BigInt(yuan) * 100n,
    assetsFen: BigInt(Math.round(yuan * (0.7 + 0.6 * random.next()))) * 100n,
    accountNumber: `6200990${String(10_000_000_000 + random.integer(899_999_999) * 10 + index)}`,
    termDays: 40 + random.integer(40),
    bankRating: about.hasLoan ? rating : null,
    loan: about.hasLoan ? loanOf(random, { plan, endDay, months: about.months, yuan, index }) : null,
  };
}

/** 91 (enterprise, registered), 990000 (a region code that is not assigned), an organisation code, check digits. */
function socialCreditCodeOf(random: Random): string {
  const organisation = `M9${String(random.integer(1_000_000)).padStart(6, "0")}`;
  const first17 = `91990000${organisation}${organisationCheckDigitOf(organisation)}`;
  return first17 + codeCheckDigitOf(first17);
}

/** Loans are about a fifth of a year's sales, within 30 万元 and 1,000 万元, and were drawn within the last year. */
function loanOf(
  random: Random,
  about: {
    readonly plan: EnterprisePlan;
    readonly endDay: BusinessDay;
    readonly months: number;
    readonly yuan: number;
    readonly index: number;
  },
): PilotLoan {
  const { plan, endDay, index } = about;
  const lastMonth = monthOf(endDay);
  const { misfortune, isDefault } = plan;
  const stopsIn = isDefault && misfortune !== null ? misfortune.month - (about.months - 1) - 3 : null;
  const drawnMonth = addMonths(lastMonth, Math.min(-4, stopsIn ?? 0) - random.integer(7));
  const drawnOn = addDays(firstDayOf(drawnMonth), 4 + random.integer(20));
  const wan = Math.min(1000, Math.max(30, Math.round((about.yuan * 0.25) / 100_000) * 10));
  const serial = String(index + 1).padStart(4, "0");
  const isOnPlatform = index % 4 !== 3;
  return {
    number: `JJ${drawnMonth.replace("-", "")}${serial}`,
    contractNumber: `HT${drawnMonth.replace("-", "")}${serial}`,
    customerNumber: `KH${serial}`,
    principalFen: parseYuan(`${wan}0000`),
    annualRatePpm: 34_500 + 100 * (random.integer(20) * 5),
    drawnOn,
    method: random.next() < 0.6 ? "interestOnlyBullet" : "levelPayment",
    security: pickWeighted(
      random,
      [
        { kind: "unsecured" as const, share: 30 },
        { kind: "guaranteed" as const, share: 45 },
        { kind: "mortgaged" as const, share: 25 },
      ],
      ({ share }) => share,
    ).kind,
    applicationNumber: isOnPlatform ? `PT${drawnMonth.replace("-", "")}${serial}` : null,
    appliedOn: addDays(drawnOn, -12),
    // 90 days past due in the misfortune's month: nothing is paid from three months before it.
    stopsPayingOn: stopsIn === null ? null : firstDayOf(addMonths(lastMonth, stopsIn)),
    lateMonths:
      misfortune?.kind === "recoveredShock"
        ? [-3, -2].map((since) => addMonths(lastMonth, misfortune.month + since - (about.months - 1)))
        : [],
  };
}
