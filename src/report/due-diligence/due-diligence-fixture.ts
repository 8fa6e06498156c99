import { addDays, addMonths, createRandom, firstDayOf, monthOf } from "#kernel";
import type { Evaluation } from "../evaluation.ts";
import { buildEvaluation } from "../report-fixture.ts";
import type { DueDiligenceInput, KeptInput } from "./input.ts";
import type { EnterpriseRows, ReportAssetDay, ReportInvoice, ReportStatementLine, RowPlace } from "./rows.ts";
import { shippedTemplate } from "./template.ts";

const days = 900;
const origin = "touchstone.local/platform/enterprise/5f2c9a";

/** An enterprise of invented but plausible trade, accounts and meters; the same seed gives the same one. */
export function buildDueDiligenceInput(seed = "due diligence"): DueDiligenceInput {
  const evaluation: Evaluation = { ...buildEvaluation(130, seed), asOf: "2020-02-21" };
  const [enterprise] = evaluation.enterprises;
  if (enterprise === undefined) throw new Error("The evaluation holds no enterprise");
  const indicators = enterprise.points.map(({ indicator }) => indicator);
  return {
    kept: keptInput,
    evaluation,
    enterprise,
    rows: buildRows(seed, evaluation.asOf),
    knowledge: null,
    indicators: new Map(
      indicators.map((id) => [id, { version: 1, name: { zh: `指标 ${id}`, en: id }, unit: "ratio" }]),
    ),
  };
}

const keptInput: KeptInput = {
  evaluationId: "0199d0e0-0000-7000-8000-000000000001",
  bankName: "某某农村商业银行",
  template: shippedTemplate,
  templateVersion: 0,
  registry: {
    creditCode: "91330200MA2AAAAA11",
    industry: "C34 通用设备制造业",
    region: "浙江省宁波市",
    sizeClass: "small",
    sizeBasis: "从业人员 86 人，营业收入 4,300 万元（GB/T 4754）",
    recordedAtMs: 1_582_000_000_000,
  },
  bases: [
    { dataClass: "invoice", kind: "consent", reference: "授权书 2020-001" },
    { dataClass: "statement", kind: "consent", reference: "授权书 2020-001" },
    { dataClass: "energy", kind: "covenant", reference: "JK2019-088" },
    { dataClass: "machine", kind: "covenant", reference: "JK2019-088" },
    { dataClass: "evaluation", kind: "consent", reference: "授权书 2020-001" },
  ],
  loans: [
    {
      id: "loan-1",
      number: "JK2019-088",
      source: "mirrored",
      principalFen: "300000000",
      balanceFen: "250000000",
      annualRatePpm: 52_000,
      drawnOn: "2019-06-18",
      dueOn: "2020-06-17",
      state: "active",
      businessDate: "2020-02-20",
      overdueFen: "0",
      daysPastDue: 0,
      loanClass: "pass",
    },
  ],
  alerts: [
    {
      id: "alert-1",
      rule: "invoice-fall",
      level: "2",
      title: "近三个月开票下降",
      raisedOn: "2020-02-03",
      state: "open",
    },
  ],
  manual: [
    {
      id: "manual-1",
      kind: "financials",
      fields: {
        revenueFen: "2000000000",
        marginPpm: "60000",
        growthPpm: "100000",
        inventoryDays: "55",
        receivableDays: "70",
        payableDays: "60",
        prepaidDays: "10",
        advanceDays: "5",
        ownFundsFen: "150000000",
        loansFen: "100000000",
        otherFundsFen: "30000000",
        summary: "2019 年营业收入 2,000 万元，利润率 6%",
      },
      source: "2019 年度审计报告",
      onDay: "2020-01-20",
      enteredBy: "王客户经理",
      enteredAtMs: 1_582_200_000_000,
    },
  ],
  opinions: [{ id: "operation", text: "2020-02-18 现场查看，两条线开工，仓库有成品。" }],
};

function buildRows(seed: string, asOf: string): EnterpriseRows {
  const random = createRandom(seed);
  const invoices: ReportInvoice[] = [];
  const statement: ReportStatementLine[] = [];
  const assetDays: ReportAssetDay[] = [];
  let balanceFen = 80_000_000n;
  for (let index = 0; index < days; index++) {
    const day = addDays(asOf, index - days + 1);
    const place = placeOf(index);
    for (let number = 0; number < 2; number++) {
      const netFen = BigInt(1_000_000 + random.integer(9_000_000));
      const isRed = random.next() < 0.03;
      const direction = number === 0 ? "sale" : "purchase";
      const word = direction === "sale" ? "宁波某某机电" : "上海某某钢材";
      invoices.push({
        direction,
        number: String(10_000_000 + index * 2 + number),
        day,
        counterparty: `${word}${random.integer(12) + 1}有限公司`,
        netFen: isRed ? -netFen : netFen,
        grossFen: ((isRed ? -netFen : netFen) * 113n) / 100n,
        isVoid: random.next() < 0.04,
        doesNotAddUp: false,
        numberReused: random.next() < 0.004,
        place,
      });
    }
    const amountFen = BigInt(random.integer(12_000_000) - 5_800_000);
    balanceFen += amountFen;
    const shown = index === 700 ? balanceFen + 5_000_000n : balanceFen;
    statement.push({
      account: "3901 **** 0022",
      day,
      counterparty: `${amountFen > 0n ? "宁波某某机电" : "上海某某钢材"}${random.integer(9) + 1}有限公司`,
      summary: amountFen > 0n ? "货款" : "材料款",
      amountFen,
      balanceFen: shown,
      breaksBalance: index === 700 || index === 701,
      place,
    });
    for (const asset of ["总表", "CNC-01", "CNC-02"])
      assetDays.push(assetDay(asset, day, random.integer(400)));
  }
  return {
    invoices,
    statement,
    documents: [],
    bills: billsUpTo(asOf),
    assetDays,
    readings: ["总表", "CNC-01", "CNC-02"].map((asset) => ({
      asset,
      rows: days * 96,
      entries: [placeOf(0), placeOf(30)],
    })),
    files: new Map(
      Array.from({ length: days }, (_, index) => [
        `${origin}#${Math.floor(index / 30)}`,
        "开票数据 2018-2020.xlsx",
      ]),
    ),
  };
}

function billsUpTo(asOf: string): EnterpriseRows["bills"] {
  return Array.from({ length: 25 }, (_, index) => ({
    asset: "3300123456",
    day: firstDayOf(addMonths(monthOf(asOf), index - 25)),
    energyWh: BigInt(30_000_000 + index * 100_000),
    place: placeOf(index),
  }));
}

function placeOf(index: number): RowPlace {
  const entryIndex = Math.floor(index / 30);
  return {
    origin,
    entryIndex,
    ordinal: index % 30,
    platformIndex: 3,
    receivedAtMs: 1_582_243_200_000 + entryIndex * 60_000,
  };
}

function assetDay(asset: string, day: string, chance: number): ReportAssetDay {
  const isMeter = asset === "总表";
  return {
    asset,
    day,
    energyWh: isMeter ? BigInt(900_000 + chance * 1000) : BigInt(120_000 + chance * 100),
    runMinutes: isMeter ? null : BigInt(420 + chance),
    alarmMinutes: isMeter ? null : BigInt(chance % 15),
    producedCount: isMeter ? null : BigInt(80 + (chance % 60)),
    countsForSite: isMeter,
  };
}
