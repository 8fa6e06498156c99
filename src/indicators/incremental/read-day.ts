import type { DayNumber, Evidence, MachineDay, MeterDay } from "#operations";

/** Use of one medium over a day, in what its channel counts: watt-hours, litres, kilojoules. */
export interface MediumSums {
  quantity: number;
  nightQuantity: number;
  ms: number;
  readings: number;
  longestMs: number;
}

/** Exact integers of one asset and business day, in milliseconds and base units, from which its row is made. */
export interface ReadDaySums {
  runMs: number;
  idleMs: number;
  alarmMs: number;
  /** Of reports that tell run time as a whole. */
  reportedMs: number;
  powerMs: number;
  wattMs: number;
  goodCount: number;
  itemCount: number;
  rejectCount: number;
  scrapCount: number;
  /** In the order of `readMedia`. */
  readonly media: readonly MediumSums[];
  /** 0 where no power is known. */
  peakWatt: number;
  /** Position in `readEvidences`. */
  weakest: number;
  lastLeaf: number;
  hasState: boolean;
  hasGoodCount: boolean;
}

export const readMedia = ["electricity", "gas", "water", "heat"] as const;
/** The channel of each medium. */
export const mediumChannels = ["energy_wh", "gas_litre", "water_litre", "heat_kj"] as const;
/** From the weakest. */
export const readEvidences = ["manual", "gateway", "device"] as const satisfies readonly Evidence[];
/** Channels that make an asset a machine. */
export const machineChannels = [
  "state",
  "run_interval",
  "item_count",
  "good_count",
  "reject_count",
  "scrap_count",
] as const;

/** A day of an asset as its readings tell it, with the last platform leaf of them. */
export type ReadDay = { readonly platformIndex: number } & (
  | { readonly kind: "machine"; readonly row: MachineDay }
  | { readonly kind: "meter"; readonly row: MeterDay }
);

const minuteMs = 60_000;
const minutesOfDay = 1440;
/** Longer intervals than the night do not tell what was used in it. */
const longestForNightMs = 3_600_000;

/** The rows of one asset and day; what a machine's own meter counts belongs to the machine. */
export function readDaysOf(asset: string, day: DayNumber, sums: ReadDaySums, isMachine: boolean): ReadDay[] {
  const place = { platformIndex: sums.lastLeaf };
  const evidence = readEvidences[sums.weakest] ?? "manual";
  const meters = metersOf(asset, day, sums, evidence);
  if (!isMachine) return meters.map((row) => ({ ...place, kind: "meter", row }));
  const own = meters.find(({ medium }) => medium === "electricity");
  const others = meters.filter((meter) => meter !== own);
  return [
    { ...place, kind: "machine", row: machineOf(asset, day, sums, { own, evidence }) },
    // Gas and the like have a day of their own.
    ...others.map((row) => ({ ...place, kind: "meter" as const, row })),
  ];
}

function metersOf(asset: string, day: DayNumber, sums: ReadDaySums, evidence: Evidence): MeterDay[] {
  return sums.media.flatMap((used, i): MeterDay[] => {
    const medium = readMedia[i] ?? "electricity";
    const isElectricity = medium === "electricity";
    const powerMs = isElectricity ? sums.powerMs : 0;
    if (used.readings === 0 && powerMs === 0) return [];
    const inUnit = (quantity: number) => (medium === "heat" ? Math.floor((quantity * 5) / 18) : quantity);
    const isCounted = used.readings > 0;
    return [
      {
        asset,
        day,
        medium,
        quantity: isCounted ? inUnit(used.quantity) : Math.floor(sums.wattMs / 3_600_000),
        nightQuantity: isCounted && used.longestMs <= longestForNightMs ? inUnit(used.nightQuantity) : null,
        peakWatt: isElectricity && sums.peakWatt > 0 ? sums.peakWatt : null,
        knownMinutes: minutesOf(Math.max(used.ms, powerMs)),
        evidence,
      },
    ];
  });
}

function machineOf(
  asset: string,
  day: DayNumber,
  sums: ReadDaySums,
  { own, evidence }: { readonly own: MeterDay | undefined; readonly evidence: Evidence },
): MachineDay {
  const { rejectCount, scrapCount, idleMs, alarmMs } = sums;
  const runMs = sums.hasState ? sums.runMs : sums.reportedMs;
  return {
    asset,
    day,
    runMinutes: minutesOf(runMs),
    idleMinutes: minutesOf(idleMs),
    alarmMinutes: minutesOf(alarmMs),
    knownMinutes: Math.max(minutesOf(runMs + idleMs + alarmMs), own?.knownMinutes ?? 0),
    goodCount: sums.hasGoodCount ? sums.goodCount : Math.max(0, sums.itemCount - rejectCount - scrapCount),
    rejectCount,
    scrapCount,
    energyWh: own?.quantity ?? null,
    evidence,
  };
}

/** Whole minutes of a day, rounded down once. */
function minutesOf(ms: number): number {
  return Math.min(minutesOfDay, Math.floor(ms / minuteMs));
}
