import { addDays, addMonths, createRandom, type Random } from "#kernel";
import { decisionParameters, listDecisionParameters, reasonOf } from "#decision";
import { catalogue } from "#indicators";
import type { EnterpriseSeries, EvaluatedEnterprise, Evaluation } from "./evaluation.ts";

const CARD = ["annual-sales-log", "monthly-sales-log", ...catalogue.slice(6, 12).map(({ id }) => id)];
const BASE_POINTS = 252;
const GRADES = ["G1", "G2", "G3", "G4", "G5", "G6", "G7"];
const BOUNDS = [0.005, 0.01, 0.02, 0.035, 0.06, 0.12, 1];

/** A whole evaluation document with invented but plausible figures; the same seed gives the same one. */
export function buildEvaluation(count: number, seed = "report"): Evaluation {
  const random = createRandom(seed);
  const enterprises = Array.from({ length: count }, (_, index) => buildEnterprise(index + 1, random));
  const granted = enterprises.filter(({ decision }) => decision === "granted");
  const amount = granted.reduce((sum, { amountFen }) => sum + BigInt(amountFen ?? "0"), 0n);
  return {
    version: "evaluation@1",
    pins: {
      scorecardSha256: "ab".repeat(32),
      indicatorsSha256: "cd".repeat(32),
      parametersSha256: "ef".repeat(32),
    },
    simulated: true,
    dataset: "fixture",
    asOf: "2020-02-21",
    input: ["a1_purchase_invoices.csv.gz", "a1_sales_invoices.csv.gz", "problem_statement_zh.txt"].map(
      (file, index) => ({
        file,
        layout: index < 2 ? "chinese-e-invoice" : "ignored",
        read: index < 2 ? 210_947 : 0,
        stored: index < 2 ? 210_144 : 0,
        duplicates: index < 2 ? 803 : 0,
        quarantined: 0,
        flagged: { amountsDoNotAddUp: index < 2 ? 17 : 0, numberReused: index < 2 ? 1_204 : 0 },
        problem: index < 2 ? null : { code: "COLLECT_NOT_DATA", zh: "不是数据文件", en: "Not a data file" },
      }),
    ),
    enterprises,
    model: buildModel(enterprises),
    portfolio: {
      applicants: count,
      granted: granted.length,
      amountFen: String(amount),
      budgetFen: "10000000000",
      expectedDrawnFen: String((amount * 44n) / 100n),
      expectedProfitFen: "200250692",
      expectedLossFen: "20198169",
      usesBankRating: false,
      shadowPricePpm: 16_500,
      profitOfOnePercentMoreBudgetFen: "1649292",
      solver: { name: "HiGHS 1.15.1", status: "optimal", relativeGap: 0 },
      sensitivity: [22_000, 37_000, 60_000].map((centralTendencyPpm, index) => ({
        centralTendencyPpm,
        granted: 123 + index,
        amountFen: "10000000000",
        expectedProfitFen: String(205_620_564 - index * 7_000_000),
      })),
    },
    log: {
      entries: 872,
      root: "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
      origin: "touchstone.local/platform",
      knownAt: 12,
    },
    timing: { wallMs: 8_123, peakRssMb: 812 },
    parameters: listDecisionParameters(decisionParameters),
  };
}

function buildModel(enterprises: readonly EvaluatedEnterprise[]): Evaluation["model"] {
  return {
    scorecard: {
      basePoints: BASE_POINTS,
      pdo: 50,
      baseOdds: "1:19",
      indicators: CARD.map((id, index) => ({
        id,
        iv: 0.9 / (index + 1),
        coefficient: -0.8 + index * 0.05,
        standardError: 0.21,
        bins: ["< 5.2", "[5.2, 6.1)", "≥ 6.1", "missing"].map((label, bin) => ({
          label,
          count: [30, 51, 40, 2][bin] ?? 0,
          bads: [16, 9, 1, 1][bin] ?? 0,
          woe: [-1.4, 0.2, 2.4, -1.3][bin] ?? 0,
          points: [11, 44, 78, 13][bin] ?? 0,
        })),
      })),
    },
    sample: { enterprises: 123, defaults: 27, badRate: 27 / 123 },
    auc: {
      mean: 0.874,
      low: 0.851,
      high: 0.893,
      foldSd: 0.071,
      method: "Stratified 5-fold cross-validation repeated 20 times",
      methodZh: "分层 5 折交叉验证，重复 20 次",
      asOf12m: 0.802,
      withoutEndOfSeries: 0.841,
    },
    grades: GRADES.map((grade, index) => ({
      grade,
      scoreFrom: 620 - index * 45,
      scoreTo: 665 - index * 45,
      pdLow: BOUNDS[index - 1] ?? 0,
      pdHigh: BOUNDS[index] ?? 1,
      churnRating: index < 2 ? "A" : index < 3 ? "B" : "C",
      enterprises: enterprises.filter((enterprise) => enterprise.grade === grade).length,
    })),
    centralTendency: [22_000, 37_000, 60_000].map((ratePpm) => ({
      ratePpm,
      meanPd: ratePpm / 8e5,
      used: ratePpm === 37_000,
    })),
    scoreDistribution: Array.from({ length: 18 }, (_, index) => ({
      from: 320 + index * 20,
      to: 340 + index * 20,
      developed: Math.round(14 * Math.exp(-((index - 8) ** 2) / 30)),
      applicants: Math.round(38 * Math.exp(-((index - 10) ** 2) / 24)),
    })),
  };
}

function buildEnterprise(number: number, random: Random): EvaluatedEnterprise {
  const pd = Math.min(0.9, Math.exp(random.normal() * 1.1 - 4.2));
  const rank = BOUNDS.findIndex((bound) => pd <= bound);
  const isGranted = rank < 5 && random.next() < 0.7;
  const inSample = number <= 123;
  const amount = 10 + random.integer(91);
  const points = buildPoints(random);
  const cardScore = points.reduce((sum, own) => sum + own.points, BASE_POINTS);
  return {
    id: `ent_${String(number).padStart(20, "0")}`,
    code: `E${number}`,
    name: random.next() < 0.4 ? `个体经营E${number}` : "***电器销售有限公司",
    label: inSample ? (random.next() < 0.2 ? "default" : "performing") : null,
    bankRating: inSample ? "B" : null,
    score: cardScore + (inSample ? random.integer(30) - 15 : 0),
    pd,
    rawPd: Math.min(0.99, pd * 5),
    grade: GRADES[rank] ?? "G7",
    scoredBy: inSample ? "outOfFold" : "model",
    decision: inSample ? "notApplicable" : isGranted ? "granted" : "declined",
    amountFen: !inSample && isGranted ? String(amount * 1_000_000) : null,
    annualRatePpm: !inSample && isGranted ? 74_500 + 4_000 * random.integer(9) : null,
    capacityFen: String(amount * 1_000_000),
    reasons: buildReasons(isGranted),
    points,
    indicators: catalogue.map(({ id, group }) => {
      const isMissing = group === "machine" || group === "energy" || random.next() < 0.05;
      return isMissing
        ? { id, value: null, missingReason: "noReadings" }
        : { id, value: random.normal() * 3, missingReason: null };
    }),
    series: buildSeries(random),
    machines: number % 40 === 10 ? [buildMachine()] : [],
    quality: {
      read: 3_441,
      stored: 3_402,
      duplicates: 39,
      quarantined: 0,
      flagged: 12,
      firstDay: "2016-10-04",
      lastDay: "2020-02-12",
      receivedAtMs: 1_795_000_000_000,
      sealedEntries: 2,
    },
    evidence: `evidence/E${number}.json`,
  };
}

/** Ten days without a draw of chance, the fourth a holiday without electricity readings. */
function buildMachine(): EvaluatedEnterprise["machines"][number] {
  const days = Array.from({ length: 10 }, (_, index) => addDays("2020-01-22", index));
  return {
    asset: "CNC-01",
    days,
    holidays: ["2020-01-25"],
    minutes: {
      run: days.map((_, index) => (index === 3 ? 0 : 600 + index)),
      manual: days.map(() => 0),
      idle: days.map(() => 90),
      alarm: days.map((_, index) => (index === 5 ? 45 : 0)),
    },
    energyWh: days.map((_, index) => (index === 3 ? null : 123_456)),
    producedCount: null,
  };
}

function buildPoints(random: Random): EvaluatedEnterprise["points"] {
  return CARD.map((indicator) => ({
    indicator,
    bin: random.next() < 0.1 ? "missing" : "[5.2, 6.1)",
    points: random.integer(60),
    bestPoints: 60,
    neutralPoints: 34,
  }));
}

function buildReasons(isGranted: boolean): EvaluatedEnterprise["reasons"] {
  const decided = isGranted
    ? reasonOf("LIMITED_BY_SALES", { sales: "412.33", share: "20%" })
    : reasonOf("NO_RECENT_SALES", { days: 180, last: "2019-07-30" });
  const lost = {
    code: "POINTS_LOST:annual-sales-log",
    zh: "近 12 个月销售额（对数）：< 5.2，比最好一档少 67 分",
    en: "Sales of the last 12 months, log: < 5.2, 67 points below the best bin",
    pointsLost: 67,
  };
  return [{ ...decided, pointsLost: null }, lost];
}

function buildSeries(random: Random): EnterpriseSeries {
  const months = Array.from({ length: 41 }, (_, index) => addMonths("2016-10", index));
  const size = Math.exp(random.normal() + 17);
  const amounts = (share: number): string[] =>
    months.map(() => String(Math.round(size * share * Math.exp(random.normal() * 0.5))));
  return {
    months,
    salesFen: amounts(1).map((fen, index) => (index === 20 ? `-${fen}` : fen)),
    purchasesFen: amounts(0.7),
    salesInvoices: months.map(() => random.integer(60)),
    voidInvoices: months.map(() => random.integer(6)),
    redInvoices: months.map(() => random.integer(3)),
  };
}
