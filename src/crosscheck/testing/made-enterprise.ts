import { isOrdinaryDay, isOrdinaryWorkingDay } from "#association";
import { createRandom, dayNumberOf, dayOfNumber, type Random } from "#kernel";
import {
  emptyRows,
  type MachineDay,
  type OperatingFacts,
  type OperatingRows,
  operatingFactsOf,
  type Sighted,
} from "#operations";

export const lastDay = dayNumberOf("2026-06-30");

type Writable = { -readonly [Name in keyof OperatingRows]: OperatingRows[Name][number][] };

export interface MadeEnterprise {
  readonly code: string;
  readonly rows: Writable;
}

export interface Wanted {
  readonly seed: string;
  readonly days?: number;
  readonly machines?: number;
}

/**
 * An honest plant as its streams would show it: machines that work through orders, a meter over all of them, goods and
 * papers that follow, weeks of rest around the new year. Everything is known at index 0.
 */
export function makeEnterprise({ seed, days = 500, machines = 3 }: Wanted): MadeEnterprise {
  const random = createRandom(seed);
  const rows = emptyRows() as unknown as Writable;
  const code = `E-${seed}`;
  const firstDay = lastDay - days + 1;
  rows.masters.push(
    known({
      onDay: firstDay,
      code,
      name: `模拟${seed}有限公司`,
      uscc: "",
      division: "C33",
      size: "small",
      region: "R1",
      foundedOn: firstDay - 2000,
      registeredCapitalFen: 100_000_000n,
      employees: 20,
    }),
  );
  const plants = Array.from({ length: machines }, (_, index) => ({
    asset: `${code}/M${index + 1}`,
    runWatt: 8000 + 6000 * random.next(),
    idleWatt: 1500 + 1000 * random.next(),
    partsAnHour: 40 + 60 * random.next(),
  }));
  let demand = 0;
  for (let day = firstDay; day <= lastDay; day++) {
    demand = 0.9 * demand + 0.06 * random.normal();
    const rhythm = rhythmOf(day);
    let plantWh = 0;
    let parts = 0;
    for (const plant of plants) {
      const made = makeDay(plant, { day, load: rhythm * Math.exp(demand), random });
      plantWh += made.energyWh ?? 0;
      parts += made.goodCount;
      rows.machineDays.push(known(made));
    }
    observeDay(rows, { code, day, rhythm, plantWh, random });
    if (isOrdinaryWorkingDay(day) && day % 3 === 0) trade(rows, { code, day, parts: parts * 3, random });
  }
  return { code, rows };
}

/** What meter, gate and collector say of a day. */
function observeDay(
  rows: Writable,
  {
    code,
    day,
    rhythm,
    plantWh,
    random,
  }: {
    readonly code: string;
    readonly day: number;
    readonly rhythm: number;
    readonly plantWh: number;
    readonly random: Random;
  },
): void {
  const base = 40_000 * (0.6 + 0.4 * rhythm) * (1 + 0.05 * random.normal());
  rows.meterDays.push(
    known({
      asset: `${code}/E1`,
      day,
      medium: "electricity",
      quantity: Math.round(plantWh + base),
      nightQuantity: null,
      peakWatt: null,
      knownMinutes: 1440,
      evidence: "device",
    }),
  );
  rows.workforce.push(
    known({
      day,
      headcount: 20,
      present: rhythm > 0.3 ? 19 : 0,
      shifts: 1,
      workMinutes: rhythm > 0.3 ? Math.round(19 * 480 * (1 + 0.05 * random.normal())) : 0,
    }),
  );
  rows.collectorDays.push(
    known({
      collector: `${code}/G1`,
      day,
      readings: 1440,
      late: random.integer(20),
      repeated: random.integer(5),
      clockJumps: random.next() < 0.01 ? 1 : 0,
      mostSkewSeconds: random.integer(4),
      gapMinutes: 0,
      evidence: "device",
    }),
  );
}

/** What the platform knows at the end. */
export function factsOf({ rows }: MadeEnterprise): OperatingFacts {
  return operatingFactsOf(rows, dayOfNumber(lastDay), 1);
}

export function known<Row>(row: Row): Sighted<Row> {
  return { ...row, platformIndex: 0 };
}

/** Replaces days of machines; the meter, which nobody edits, stays as it is. */
export function editMachines(
  { rows }: MadeEnterprise,
  edit: (day: MachineDay) => Partial<MachineDay> | null,
): void {
  rows.machineDays = rows.machineDays.map((day) => ({ ...day, ...edit(day) }));
}

/** What really happened at machines: the meter sees it as well. */
export function liveOtherwise(
  made: MadeEnterprise,
  edit: (day: MachineDay) => Partial<MachineDay> | null,
): void {
  const added = new Map<number, number>();
  editMachines(made, (day) => {
    const edited = edit(day);
    const more = (edited?.energyWh ?? day.energyWh ?? 0) - (day.energyWh ?? 0);
    added.set(day.day, (added.get(day.day) ?? 0) + more);
    return edited;
  });
  made.rows.meterDays = made.rows.meterDays.map((day) => ({
    ...day,
    quantity: day.quantity + (added.get(day.day) ?? 0),
  }));
}

function rhythmOf(day: number): number {
  if (isOrdinaryWorkingDay(day)) return 1;
  return isOrdinaryDay(day) ? 0.15 : 0.4;
}

function makeDay(
  plant: {
    readonly asset: string;
    readonly runWatt: number;
    readonly idleWatt: number;
    readonly partsAnHour: number;
  },
  { day, load, random }: { readonly day: number; readonly load: number; readonly random: Random },
): MachineDay {
  const runMinutes = Math.max(0, Math.min(1300, Math.round(520 * load * (1 + 0.12 * random.normal()))));
  const idleMinutes = Math.round(0.2 * runMinutes * (0.5 + random.next()));
  const runHours = runMinutes / 60;
  const energyWh = runHours * plant.runWatt + (idleMinutes / 60) * plant.idleWatt;
  const all = Math.round(plant.partsAnHour * runHours * (1 + 0.04 * random.normal()));
  const scrapCount = Math.round(all * 0.02 * random.next());
  return {
    asset: plant.asset,
    day,
    runMinutes,
    idleMinutes,
    alarmMinutes: 0,
    knownMinutes: 1440,
    goodCount: Math.max(0, all - scrapCount),
    rejectCount: 0,
    scrapCount,
    energyWh: Math.round(Math.max(0, energyWh * (1 + 0.03 * random.normal()))),
    evidence: "device",
  };
}

/** An order with its delivery, invoice and payment; a receipt of goods and material for it. */
function trade(
  rows: Writable,
  {
    code,
    day,
    parts,
    random,
  }: { readonly code: string; readonly day: number; readonly parts: number; readonly random: Random },
): void {
  if (parts <= 0) return;
  const number = `${code}-S${day}`;
  const counterparty = `客户${1 + random.integer(6)}`;
  const quantityMilli = parts * 1000;
  const amountFen = BigInt(Math.round(parts * (900 + 200 * random.next())));
  const item = "A";
  const order = { direction: "sale", number, counterparty, item, quantityMilli, amountFen } as const;
  rows.orders.push(known({ ...order, onDay: day - 20, action: "created", dueDay: day + 5 }));
  const goods = { orderNumber: number, item, quantityMilli, amountFen: null, place: "" };
  rows.movements.push(
    known({ ...goods, onDay: day - 6, kind: "materialIssue", number: `${number}-m`, counterparty: "" }),
    known({ ...goods, onDay: day - 1, kind: "productionReceipt", number: `${number}-r`, counterparty: "" }),
    known({ ...goods, onDay: day, kind: "delivery", number: `${number}-d`, counterparty }),
  );
  const netFen = (amountFen * 100n) / 113n;
  const invoice = { direction: "sale", orderNumber: number, counterparty, isVoid: false } as const;
  rows.invoices.push(
    known({
      ...invoice,
      onDay: day + 2,
      number: `${number}-i`,
      netFen,
      taxFen: amountFen - netFen,
      grossFen: amountFen,
      redOf: random.next() < 0.01 ? "another" : "",
    }),
  );
  if (day + 60 <= lastDay) {
    rows.payments.push(
      known({
        onDay: day + 40 + random.integer(20),
        account: "1",
        amountFen,
        balanceFen: null,
        counterparty,
        purpose: "货款",
        reference: `${number}-i`,
      }),
    );
  }
}
