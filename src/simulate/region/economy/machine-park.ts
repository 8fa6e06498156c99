import { finance, population } from "../region-parameters.ts";
import { uniform } from "../plan-traits.ts";
import { monthOfBooks } from "./books.ts";
import { dayNumber, type Firm, later } from "./firm.ts";
import { book, canPay } from "./treasury.ts";

/** Machines of one kind that report together: a work centre, or a single machine. */
export interface WorkCentre {
  readonly asset: string;
  readonly name: string;
  readonly machines: number;
  /** Day index from which it runs; negative for before the data. */
  readonly from: number;
  readonly isConnected: boolean;
  /** Watched by a current clamp alone: no counter. */
  readonly isClampOnly: boolean;
  readonly hasEnergy: boolean;
  /** kW of one running machine. */
  readonly powerKw: number;
  /** How readily work is given to it; new lines of an over-expansion wait for orders. */
  readonly load: number;
  readonly costFen: number;
  readonly knownCostFen: number | null;
}

export interface MachinePark {
  readonly centres: WorkCentre[];
  /** Pieces that a running machine makes in an hour. */
  readonly piecesAnHour: number;
  /** Planned hours of a machine on a full working day. */
  readonly hoursADay: number;
  readonly costOfMachineFen: number;
  /** Trend of demand that the machines were bought for. */
  builtFor: number;
  hasExpanded: boolean;
}

export function openMachinePark(firm: Firm): MachinePark {
  const random = firm.chance.setup;
  const { plan } = firm;
  const spread = population.machineSpread.value;
  const mean = population.meanMachines.value[plan.size];
  const all = Math.max(1, Math.round(mean * Math.exp(spread * random.normal() - (spread * spread) / 2)));
  const middle = Math.max(0.3, firm.trend[firm.climate.months.length >> 1] ?? 1);
  const startMonth = firm.climate.rhythm.monthOfDay[firm.firstDay] ?? 0;
  const builtFor =
    plan.stage === "growth" || plan.stage === "startUp"
      ? Math.max(0.35, firm.trend[Math.min(startMonth + 7, firm.trend.length - 1)] ?? 1)
      : middle;
  const hoursADay = [9.5, 18, 22][firm.shifts - 1] ?? 9.5;
  const costFen = plan.yearlyRevenueFen * uniform(random, finance.machineValueShare.value);
  const park: MachinePark = {
    centres: [],
    piecesAnHour: (firm.dailyPieces * builtFor) / (firm.utilisation * all * hoursADay),
    hoursADay,
    costOfMachineFen: Math.round((costFen * builtFor) / all),
    builtFor,
    hasExpanded: false,
  };
  const connected = Math.max(1, Math.round(all * uniform(random, population.connectedShare.value)));
  const groups = Math.min(population.mostWorkCentres.value[plan.size], connected);
  for (let group = 0; group < groups; group++) {
    const machines = Math.floor(connected / groups) + Number(group < connected % groups);
    addCentre(firm, park, {
      machines,
      isConnected: true,
      isNew: false,
      load: Math.exp(0.15 * random.normal()),
    });
  }
  if (connected < all)
    addCentre(firm, park, { machines: all - connected, isConnected: false, isNew: false, load: 1 });
  return park;
}

function addCentre(
  firm: Firm,
  park: MachinePark,
  given: {
    readonly machines: number;
    readonly isConnected: boolean;
    readonly isNew: boolean;
    readonly load: number;
  },
): WorkCentre {
  const random = firm.chance.setup;
  const { industry, size, code } = firm.plan;
  const kinds = industry.machines;
  const kind = kinds[park.centres.length % kinds.length] ?? "设备";
  const isClampOnly = !given.isNew && random.next() < population.clampOnlyShare.value[size];
  const ageMonths = given.isNew ? 0 : Math.min(firm.plan.ageMonths, 3 + random.integer(110));
  const hasEnergy = random.next() < 0.7;
  const costFen = Math.round(park.costOfMachineFen * given.machines * Math.exp(0.15 * random.normal()));
  const centre: WorkCentre = {
    asset: `${code}-M${String(park.centres.length + 1).padStart(2, "0")}`,
    name: given.machines === 1 ? kind : `${kind}组（${given.machines}台）`,
    machines: given.machines,
    from: given.isNew
      ? firm.day
      : Math.min(firm.firstDay, firm.climate.rhythm.days.length - Math.round(ageMonths * 30.4)),
    isConnected: given.isConnected,
    isClampOnly,
    hasEnergy: isClampOnly || hasEnergy,
    powerKw: uniform(random, industry.powerKw),
    load: given.load,
    costFen,
    knownCostFen:
      random.next() < 0.08 ? null : Math.round((costFen * (1 + 0.03 * random.normal())) / 10_000) * 10_000,
  };
  park.centres.push(centre);
  firm.books.fixedAssetsFen += Math.round(costFen * 1.1 * leftShare(centre, firm.day));
  const told = Math.max(firm.day, firm.climate.firstVisible, firm.firstDay);
  later(firm, told, () => tellTwin(firm, park, centre));
  return centre;
}

/** Share of the cost that straight-line depreciation has left on a day. */
function leftShare({ from }: WorkCentre, day: number): number {
  const months = Math.max(0, (day - from) / 30.4);
  const residual = finance.residualPpm.value / 1e6;
  return 1 - (1 - residual) * Math.min(1, months / finance.machineLifeMonths.value);
}

function tellTwin(firm: Firm, park: MachinePark, centre: WorkCentre): void {
  const cycleMs = Math.max(1, Math.round((3_600_000 * 0.92) / (park.piecesAnHour * centre.machines)));
  firm.sink.add("twins", firm.day, {
    onDay: dayNumber(firm, firm.day),
    asset: centre.asset,
    kind: "machine",
    name: centre.name,
    workCentre: centre.name.replace(/组（.*/, ""),
    ratedWatt: Math.round(centre.powerKw * centre.machines * 1250),
    idealCycleMs: centre.isClampOnly || !centre.isConnected ? null : cycleMs,
    purchaseFen: centre.knownCostFen === null ? null : BigInt(centre.knownCostFen),
    inServiceOn: dayNumber(firm, centre.from),
    lifeMonths: finance.machineLifeMonths.value,
    residualPpm: finance.residualPpm.value,
    encumbrance: firm.plan.index % 9 === 4 && centre.asset.endsWith("M01") ? "lease" : "",
  });
}

/** Once a month: wear, and machines bought where demand has outgrown them or the owner has great plans. */
export function keepPark(firm: Firm, park: MachinePark): void {
  const random = firm.chance.setup;
  const month = monthOfBooks(firm.books, firm.month);
  let wearFen = 0;
  for (const centre of park.centres) {
    const ageMonths = (firm.day - centre.from) / 30.4;
    if (ageMonths < finance.machineLifeMonths.value) {
      wearFen +=
        (centre.costFen * 1.1 * (1 - finance.residualPpm.value / 1e6)) / finance.machineLifeMonths.value;
    }
  }
  month.depreciationFen += Math.round(wearFen);
  firm.books.fixedAssetsFen -= Math.round(wearFen);
  const trend = firm.trend[firm.month] ?? 1;
  const ratio = trend / park.builtFor;
  const grows =
    firm.plan.stage === "growth" || firm.plan.earlier?.stage === "growth" || firm.plan.stage === "startUp";
  if (grows && ratio > 1.06 && random.next() < 0.4 && !firm.strain.isDoomed) {
    buy(firm, park, { share: ratio * 1.04 - 1, load: 1 });
    park.builtFor = trend * 1.04;
  }
  if (firm.strain.addedCapacity > 0 && !park.hasExpanded) {
    park.hasExpanded = true;
    buy(firm, park, { share: firm.strain.addedCapacity, load: 0.45 });
  }
}

function buy(
  firm: Firm,
  park: MachinePark,
  { share, load }: { readonly share: number; readonly load: number },
): void {
  const now = park.centres.reduce((sum, { machines }) => sum + machines, 0);
  const machines = Math.max(1, Math.round(now * share));
  const isConnected = park.centres.length < population.mostWorkCentres.value[firm.plan.size] + 2;
  const { costFen } = addCentre(firm, park, { machines, isConnected, isNew: true, load });
  // Four tenths are paid down, the rest is leased or financed by the maker and not followed here.
  const paidFen = Math.round(costFen * 0.4);
  if (!canPay(firm, paidFen)) return;
  book(firm, {
    amountFen: -paidFen,
    counterparty: `模拟设备有限公司${(firm.plan.index % 5) + 1}`,
    purpose: "设备款",
    reference: "",
  });
}
