import type { RegisterRow } from "#operations";
import type { Sensing } from "./sensing.ts";
import { dayNumber, type Firm } from "./firm.ts";
import type { People } from "./people.ts";
import type { PurchaseDesk } from "./purchase-desk.ts";
import type { Workshop } from "./workshop.ts";

/** What the enterprise says of itself on the first day that is seen, and again every year. */
export function tellMaster(firm: Firm, people: People): void {
  const { plan, climate } = firm;
  const lastDay = climate.firstDayNumber + climate.rhythm.days.length - 1;
  firm.sink.add("masters", firm.day, {
    onDay: dayNumber(firm, firm.day),
    code: plan.code,
    name: plan.name,
    uscc: plan.uscc,
    division: plan.industry.code,
    size: plan.size,
    region: plan.region,
    foundedOn: lastDay - Math.round(plan.ageMonths * 30.4),
    registeredCapitalFen: registeredCapitalFen(firm),
    employees: people.headcount,
  });
}

function registeredCapitalFen({ plan }: Firm): bigint {
  const tenWan = Math.max(5, Math.round((plan.yearlyRevenueFen * plan.capitalShare) / 10_000_000));
  return BigInt(tenWan * 10_000_000);
}

/** The meters' twins. */
export function tellMeters(firm: Firm, sensing: Sensing): void {
  const kinds =
    sensing.gasAnHour > 0 ? (["electricityMeter", "gasMeter"] as const) : (["electricityMeter"] as const);
  for (const kind of kinds) {
    firm.sink.add("twins", firm.day, {
      onDay: dayNumber(firm, firm.day),
      asset: `${firm.plan.code}-${kind === "gasMeter" ? "G1" : "E1"}`,
      kind,
      name: kind === "gasMeter" ? "天然气总表" : "总电表",
      workCentre: "",
      ratedWatt: null,
      idealCycleMs: null,
      purchaseFen: null,
      inServiceOn: null,
      lifeMonths: null,
      residualPpm: null,
      encumbrance: "",
    });
  }
}

/** The stock as it is counted at a month's end. */
export function countStock(
  firm: Firm,
  { desk, workshop }: { readonly desk: PurchaseDesk; readonly workshop: Workshop },
): void {
  const { books } = firm;
  const finished = books.finishedPieces.reduce((sum, pieces) => sum + pieces, 0);
  const unbooked = workshop.made.reduce((sum, pieces) => sum + pieces, 0);
  const eachFen = finished + unbooked === 0 ? 0 : books.finishedFen / (finished + unbooked);
  const onDay = dayNumber(firm, firm.day);
  const material = firm.plan.industry.material;
  firm.sink.add("stock", firm.day, {
    onDay,
    stage: "raw",
    item: material,
    quantityMilli: books.rawPieces * desk.milliAPiece,
    amountFen: BigInt(Math.round(books.rawFen)),
    place: "原料库",
  });
  firm.sink.add("stock", firm.day, {
    onDay,
    stage: "wip",
    item: material,
    quantityMilli: books.wipPieces * desk.milliAPiece,
    amountFen: BigInt(Math.round(books.wipFen)),
    place: "车间",
  });
  firm.products.forEach((product, index) => {
    const pieces = books.finishedPieces[index] ?? 0;
    firm.sink.add("stock", firm.day, {
      onDay,
      stage: "finished",
      item: product.name,
      quantityMilli: pieces * 1000,
      amountFen: BigInt(Math.round(pieces * eachFen)),
      place: "成品库",
    });
  });
}

/** Designs of a month: hours, and now and then a revision or a new product. */
export function design(firm: Firm): void {
  const random = firm.chance.papers;
  const { plan } = firm;
  const onDay = dayNumber(firm, firm.day);
  const item = firm.products[0]?.name ?? "";
  if (plan.size !== "micro" || plan.index % 3 === 0) {
    const hours = Math.round(plan.headcount * (plan.stage === "growth" ? 4 : 2) * (0.5 + random.next()));
    firm.sink.add("designs", firm.day, {
      onDay,
      kind: "developmentHours",
      item,
      quantityMilli: hours * 1000,
    });
  }
  if (random.next() < 0.15)
    firm.sink.add("designs", firm.day, { onDay, kind: "revision", item, quantityMilli: 1000 });
  if (random.next() < (plan.stage === "growth" ? 0.1 : 0.04)) {
    const name = `${firm.plan.industry.products[0] ?? ""}新品${firm.month}`;
    firm.sink.add("designs", firm.day, { onDay, kind: "newProduct", item: name, quantityMilli: 1000 });
  }
}

/** What registers learn in a month. */
export function register(firm: Firm): void {
  const random = firm.chance.papers;
  const { strain, plan } = firm;
  const unrest = Math.min(3, plan.habits.stretchDays / 6);
  const trouble = Math.min(2, strain.stretchDays / 15);
  const happens = (yearly: number): boolean => random.next() < yearly / 12;
  if (happens(plan.stage === "growth" ? 0.6 : 0.25)) note(firm, { kind: "patent", text: "实用新型专利授权" });
  if (happens(0.05))
    note(firm, { kind: "capitalChange", text: "注册资本变更", amountFen: registeredCapitalFen(firm) / 5n });
  if (happens(0.02 + 0.02 * unrest + 0.15 * trouble))
    note(firm, { kind: "representativeChange", text: "法定代表人变更" });
  if (happens(0.03 + 0.03 * unrest + 0.15 * trouble))
    note(firm, { kind: "shareholderChange", text: "股东变更" });
  if (happens(0.03 + 0.03 * unrest))
    note(firm, {
      kind: "penalty",
      text: "行政处罚",
      amountFen: BigInt(1_000_000 + random.integer(4_000_000)),
    });
  // Who keeps suppliers waiting long is sued more than in proportion.
  if (happens(0.03 + 0.06 * unrest ** 1.5 + 12 * strain.lawsuits)) sue(firm);
  if (strain.availability < 0.6 && (firm.strains[firm.month - 1]?.availability ?? 1) >= 0.6) {
    const isAccident = random.next() < 0.6;
    note(
      firm,
      isAccident
        ? { kind: "accident", text: "生产安全事故停产" }
        : { kind: "environmentalStop", text: "环保停产整改" },
    );
  }
  if ((firm.climate.rhythm.calendarMonths[firm.month] ?? 0) === 4) rateTax(firm, unrest);
}

function note(
  firm: Firm,
  {
    kind,
    text,
    amountFen = null,
  }: { readonly kind: RegisterRow["kind"]; readonly text: string; readonly amountFen?: bigint | null },
): void {
  firm.sink.add("registers", firm.day, {
    onDay: dayNumber(firm, firm.day),
    kind,
    number: `REG${firm.plan.code}-${firm.day}-${kind}`,
    counterparty: "",
    subject: "",
    amountFen,
    text,
  });
}

function sue(firm: Firm): void {
  const random = firm.chance.papers;
  const supplier = firm.plan.suppliers[random.integer(Math.max(1, firm.plan.suppliers.length))]?.name ?? "";
  const amountFen = BigInt(Math.round((firm.plan.yearlyRevenueFen / 12) * (0.05 + 0.4 * random.next())));
  firm.sink.add("registers", firm.day, {
    onDay: dayNumber(firm, firm.day),
    kind: random.next() < 0.25 ? "enforcement" : "lawsuit",
    number: `民初${firm.plan.code}-${firm.day}`,
    counterparty: supplier,
    subject: "",
    amountFen,
    text: "买卖合同纠纷（被告）",
  });
}

/** Tax credit rating of the year before (纳税信用评级). */
function rateTax(firm: Firm, unrest: number): void {
  const score = 0.7 * unrest + 0.9 * firm.chance.papers.normal() - (firm.plan.size === "micro" ? 0 : 0.4);
  const rating =
    firm.plan.ageMonths < 36 ? "M" : score < 0.2 ? "A" : score < 1.9 ? "B" : score < 2.8 ? "C" : "D";
  note(firm, { kind: "taxRating", text: rating });
}
