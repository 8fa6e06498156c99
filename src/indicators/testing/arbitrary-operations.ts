import * as fc from "fast-check";
import { dayNumberOf } from "#kernel";
import type { OperatingRows, Sighted, StreamName, StreamRows } from "#operations";

/** The day from which the arbitrary rows are looked at; rows stand up to a year after it. */
export const arbitraryAsOf = "2026-06-30";

const lastDay = dayNumberOf(arbitraryAsOf);
const day = fc.oneof(
  fc.integer({ min: lastDay - 120, max: lastDay + 5 }),
  fc.integer({ min: lastDay - 1100, max: lastDay + 365 }),
);
const name = (prefix: string, count: number) =>
  fc.integer({ min: 1, max: count }).map((number) => `${prefix}${number}`);
const fen = fc.oneof(fc.constant(0n), fc.bigInt({ min: -50_000_00n, max: 900_000_00n }));
const positiveFen = fc.bigInt({ min: 0n, max: 900_000_00n });
const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2000 }));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const evidence = fc.constantFrom("device" as const, "gateway" as const, "manual" as const);
const empty = fc.constant("");

const rowOf: { readonly [Name in StreamName]: fc.Arbitrary<StreamRows[Name]> } = {
  masters: fc.record({
    onDay: day,
    code: fc.constant("E1"),
    name: fc.constant("一号厂"),
    uscc: empty,
    division: fc.constantFrom("C33", "C17"),
    size: fc.constantFrom("micro" as const, "small" as const),
    region: fc.constant("R"),
    foundedOn: fc.integer({ min: lastDay - 9000, max: lastDay }),
    registeredCapitalFen: positiveFen,
    employees: count,
  }),
  twins: fc.record({
    onDay: day,
    asset: name("M", 4),
    kind: fc.constantFrom("machine" as const, "machine" as const, "electricityMeter" as const),
    name: fc.constant("机床"),
    workCentre: name("W", 2),
    ratedWatt: optional(fc.integer({ min: 0, max: 50_000 })),
    idealCycleMs: optional(fc.integer({ min: 100, max: 100_000 })),
    purchaseFen: optional(positiveFen),
    inServiceOn: optional(day),
    lifeMonths: optional(fc.integer({ min: 0, max: 200 })),
    residualPpm: optional(fc.integer({ min: 0, max: 100_000 })),
    encumbrance: fc.constantFrom("", "lease"),
  }),
  machineDays: fc
    .record({
      asset: name("M", 4),
      day,
      run: fc.integer({ min: 0, max: 1000 }),
      idle: fc.integer({ min: 0, max: 300 }),
      alarm: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 140 })),
      isKnown: fc.integer({ min: 0, max: 9 }),
      goodCount: count,
      rejectCount: count,
      scrapCount: count,
      energyWh: optional(fc.integer({ min: 0, max: 500_000 })),
      evidence,
    })
    .map(({ run, idle, alarm, isKnown, ...row }) =>
      isKnown === 0
        ? { ...row, runMinutes: 0, idleMinutes: 0, alarmMinutes: 0, knownMinutes: 0 }
        : { ...row, runMinutes: run, idleMinutes: idle, alarmMinutes: alarm, knownMinutes: 1440 },
    ),
  meterDays: fc
    .record({
      asset: name("E", 2),
      day,
      medium: fc.constantFrom("electricity" as const, "gas" as const, "water" as const, "heat" as const),
      quantity: fc.integer({ min: 0, max: 900_000 }),
      night: optional(fc.integer({ min: 0, max: 100 })),
      peakWatt: optional(fc.integer({ min: 0, max: 90_000 })),
      knownMinutes: fc.constantFrom(0, 700, 1400, 1440),
      evidence,
    })
    .map(({ night, ...row }) => ({
      ...row,
      nightQuantity: night === null ? null : Math.floor((row.quantity * night) / 100),
      peakWatt: row.peakWatt === null ? null : row.peakWatt + Math.ceil(row.quantity / 12),
    })),
  collectorDays: fc.record({
    collector: name("C", 2),
    day,
    readings: count,
    late: count,
    repeated: count,
    clockJumps: count,
    mostSkewSeconds: count,
    gapMinutes: count,
    evidence,
  }),
  orders: fc.record({
    onDay: day,
    direction: fc.constantFrom("sale" as const, "purchase" as const),
    number: name("O", 30),
    counterparty: name("P", 5),
    item: name("I", 4),
    action: fc.constantFrom(
      "created" as const,
      "changed" as const,
      "cancelled" as const,
      "completed" as const,
    ),
    dueDay: optional(day),
    quantityMilli: count,
    amountFen: positiveFen,
  }),
  movements: fc.record({
    onDay: day,
    kind: fc.constantFrom("goodsReceipt", "materialIssue", "productionReceipt", "delivery", "return"),
    number: name("G", 30),
    orderNumber: name("O", 30),
    counterparty: name("P", 5),
    item: name("I", 4),
    quantityMilli: count,
    amountFen: optional(positiveFen),
    place: empty,
  }),
  services: fc.record({
    onDay: day,
    kind: fc.constantFrom("carriage", "inspection", "warehousing", "maintenance"),
    number: name("S", 9),
    orderNumber: name("O", 30),
    provider: name("P", 5),
    amountFen: optional(positiveFen),
  }),
  invoices: fc.record({
    onDay: day,
    direction: fc.constantFrom("sale" as const, "purchase" as const),
    number: name("V", 40),
    orderNumber: fc.oneof(empty, name("O", 30)),
    counterparty: name("P", 5),
    netFen: fen,
    taxFen: fen,
    grossFen: fen,
    isVoid: fc.boolean(),
    redOf: fc.oneof(empty, empty, name("V", 40)),
  }),
  payments: fc.record({
    onDay: day,
    account: name("A", 2),
    amountFen: fc.oneof(
      fen,
      fen.map((amount) => -amount),
    ),
    balanceFen: optional(fen),
    counterparty: fc.oneof(name("P", 5), fc.constantFrom("甲银行", "某人")),
    purpose: fc.constantFrom("货款", "工资", "还款", "利息", "电费", "往来款", ""),
    reference: fc.oneof(empty, name("V", 40), name("O", 30)),
  }),
  stock: fc.record({
    onDay: day,
    stage: fc.constantFrom("raw" as const, "wip" as const, "finished" as const),
    item: name("I", 4),
    quantityMilli: count,
    amountFen: optional(positiveFen),
    place: empty,
  }),
  workforce: fc.record({
    day,
    headcount: fc.integer({ min: 0, max: 60 }),
    present: fc.integer({ min: 0, max: 60 }),
    shifts: fc.integer({ min: 0, max: 3 }),
    workMinutes: count,
  }),
  declared: fc
    .record({
      onDay: day,
      after: fc.integer({ min: 0, max: 60 }),
      kind: fc.constantFrom("statement" as const, "taxReturn" as const),
      months: fc.constantFrom(1, 3, 6, 12),
      item: fc.constantFrom(
        "revenue",
        "cost",
        "netProfit",
        "cash",
        "totalAssets",
        "payables",
        "borrowings",
        "taxPaid",
      ),
      amountFen: fen,
    })
    .map(({ after, ...row }) => ({ ...row, filedOn: row.onDay + after }) as StreamRows["declared"]),
  customs: fc.record({
    onDay: day,
    direction: fc.constantFrom("export" as const, "import" as const),
    number: name("X", 20),
    counterparty: name("P", 5),
    amountFen: positiveFen,
  }),
  registers: fc.record({
    onDay: day,
    kind: fc.constantFrom(
      "lawsuit",
      "enforcement",
      "penalty",
      "pledge",
      "pledgeReleased",
      "patent",
      "taxRating",
    ),
    number: name("R", 9),
    counterparty: name("P", 5),
    subject: empty,
    amountFen: optional(positiveFen),
    text: fc.constantFrom("A", "B", "M", "d", "?"),
  }),
  loans: fc.record({
    onDay: day,
    loan: name("L", 3),
    bank: fc.constantFrom("甲银行", "乙银行"),
    kind: fc.constantFrom("granted", "paidOut", "repaid", "pastDue", "cured", "defaulted", "settled"),
    amountFen: positiveFen,
    daysPastDue: count,
    orderNumber: name("O", 30),
    payee: name("P", 5),
  }),
  designs: fc.record({
    onDay: day,
    kind: fc.constantFrom("newProduct" as const, "revision" as const, "developmentHours" as const),
    item: name("I", 4),
    quantityMilli: count,
  }),
};

/** Rows of an enterprise in any order, in deliveries 0 to 12, with everything that a stream may hold. */
export const arbitraryRows: fc.Arbitrary<OperatingRows> = fc.record(
  Object.fromEntries(
    Object.entries(rowOf).map(([stream, row]) => [
      stream,
      fc.array(
        fc
          .tuple(row as fc.Arbitrary<StreamRows[StreamName]>, fc.integer({ min: 0, max: 12 }))
          .map(([of, platformIndex]) => ({ ...of, platformIndex }) as Sighted<StreamRows[StreamName]>),
        { maxLength: 40, size: "max" },
      ),
    ]),
  ),
) as unknown as fc.Arbitrary<OperatingRows>;
