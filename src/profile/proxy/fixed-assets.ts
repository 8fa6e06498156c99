import { type Fen, type Message, multiplyByRate } from "#kernel";
import type { DayNumber, OperatingFacts, TwinRow } from "#operations";
import type { ProfileParameters } from "../parameters.ts";
import { combine, type Estimate, spread } from "./bounds.ts";

/** One machine's book: what it cost, what is left of it, and what a year takes. */
export interface MachineBook {
  readonly asset: string;
  readonly grossFen: Fen;
  readonly netFen: Fen;
  readonly yearFen: Fen;
}

const daysPerMonth = 365.25 / 12;

/** The newest word on each machine and meter, in the order of their names. */
export function newestTwins(twins: readonly TwinRow[]): readonly TwinRow[] {
  const newest = new Map<string, TwinRow>();
  for (const twin of twins) newest.set(twin.asset, twin);
  return [...newest.values()].sort((left, right) => (left.asset < right.asset ? -1 : 1));
}

/** Straight-line depreciation of a machine up to a day, and over the year before it; null without a price and a day. */
export function bookOf(
  { asset, purchaseFen, inServiceOn, lifeMonths, residualPpm }: TwinRow,
  day: DayNumber,
  parameters: Pick<ProfileParameters, "taxLifeMonths" | "residualPpm">,
): MachineBook | null {
  if (purchaseFen === null || inServiceOn === null || inServiceOn > day) return null;
  const life = lifeMonths ?? parameters.taxLifeMonths;
  const depreciable = multiplyByRate(
    purchaseFen,
    1_000_000 - (residualPpm ?? parameters.residualPpm),
    "halfUp",
  );
  const months = Math.floor((day - inServiceOn) / daysPerMonth);
  const takenUntil = (month: number): Fen =>
    (depreciable * BigInt(Math.max(0, Math.min(month, life)))) / BigInt(Math.max(1, life));
  return {
    asset,
    grossFen: purchaseFen,
    netFen: purchaseFen - takenUntil(months),
    yearFen: takenUntil(months) - takenUntil(months - 12),
  };
}

/** How much of all machines' value the list holds, and how sure that is. */
interface Listed {
  readonly sharePpm: number;
  readonly errorPpm: number;
  readonly basis: "register" | "energy" | "unknown";
}

/**
 * Fixed assets from the list of machines: straight line by tax life, and what the list leaves out as error. A
 * list that names machines without readings is a register of assets and whole; where every machine on it is connected,
 * others may stand beside them: how many is read from energy where machines and site are both metered. Machines without
 * a price are taken by their rated power. Buildings and land are not in it.
 */
export function fixedAssetsOf(
  facts: OperatingFacts,
  day: DayNumber,
  parameters: ProfileParameters,
): { readonly fixedAssetsFen: Estimate; readonly depreciationFen: Estimate } | null {
  const machines = newestTwins(facts.twins).filter(({ kind }) => kind === "machine");
  const books = machines.flatMap((twin) => bookOf(twin, day, parameters) ?? []);
  if (books.length === 0) return null;
  const listed = listedShareOf(facts, machines, day, parameters);
  const pricedPpm = pricedShareOf(machines, books);
  const knownShare = (pricedPpm / 1_000_000) * (listed.sharePpm / 1_000_000);
  const scalePpm = Math.round((1_000_000 + parameters.otherAssetsPpm) / knownShare);
  const scaled = (fen: Fen): Fen => multiplyByRate(fen, scalePpm, "halfUp");
  const errorPpm = combine(
    parameters.assetErrorPpm,
    listed.errorPpm,
    (1_000_000 - pricedPpm) * 0.8,
    parameters.otherAssetsPpm,
  );
  const knownPpm = (pricedPpm * listed.sharePpm) / 1_000_000;
  const estimate = (fen: Fen): Estimate => ({
    // What is on the list with a price is there: the lower bound stays near it.
    ...spread(scaled(fen), {
      belowPpm: Math.min(
        errorPpm,
        1_000_000 - knownPpm + parameters.otherAssetsPpm + parameters.assetErrorPpm,
      ),
      abovePpm: errorPpm,
    }),
    method: methods[listed.basis](listed.sharePpm),
    streams: listed.basis === "energy" ? ["twins", "machineDays", "meterDays"] : ["twins", "machineDays"],
  });
  return {
    fixedAssetsFen: estimate(books.reduce((sum, { netFen }) => sum + netFen, 0n)),
    depreciationFen: estimate(books.reduce((sum, { yearFen }) => sum + yearFen, 0n)),
  };
}

/** Part of the machines' rated power, or of their number, whose price is known. */
function pricedShareOf(machines: readonly TwinRow[], books: readonly MachineBook[]): number {
  const priced = new Set(books.map(({ asset }) => asset));
  const isRated = machines.every(({ ratedWatt }) => ratedWatt !== null && ratedWatt > 0);
  const weightOf = ({ ratedWatt }: TwinRow): number => (isRated ? (ratedWatt ?? 1) : 1);
  const all = machines.reduce((sum, twin) => sum + weightOf(twin), 0);
  const known = machines.reduce((sum, twin) => (priced.has(twin.asset) ? sum + weightOf(twin) : sum), 0);
  return Math.max(1, Math.round((known / all) * 1_000_000));
}

/** Of a site's electricity the part that machines do not draw: light, air, compressors. */
const auxiliaryPpm = 120_000;
const daysLookedAt = 90;

function listedShareOf(
  { machineDays, meterDays }: OperatingFacts,
  machines: readonly TwinRow[],
  day: DayNumber,
  { connectedSharePpm, leastConnectedPpm }: ProfileParameters,
): Listed {
  const seen = new Set(machineDays.map(({ asset }) => asset));
  if (machines.some(({ asset }) => !seen.has(asset))) {
    return { sharePpm: 1_000_000, errorPpm: 40_000, basis: "register" };
  }
  const recent = (row: { readonly day: DayNumber }): boolean =>
    row.day > day - daysLookedAt && row.day <= day;
  const ofMachines = machineDays.filter(recent);
  const ofSite = meterDays.filter((row) => recent(row) && row.medium === "electricity");
  const machineWh = ofMachines.reduce((sum, { energyWh }) => sum + (energyWh ?? 0), 0);
  const siteWh = ofSite.reduce((sum, { quantity }) => sum + quantity, 0);
  const isMetered = ofMachines.length > 0 && ofMachines.every(({ energyWh }) => energyWh !== null);
  if (!isMetered || machineWh <= 0 || siteWh <= 0 || machineWh > siteWh) {
    return { sharePpm: connectedSharePpm, errorPpm: 200_000, basis: "unknown" };
  }
  const share = (machineWh / siteWh / (1_000_000 - auxiliaryPpm)) * 1e12;
  const sharePpm = Math.round(Math.min(1_000_000, Math.max(leastConnectedPpm, share)));
  return { sharePpm, errorPpm: 120_000, basis: "energy" };
}

const methods: Readonly<Record<Listed["basis"], (sharePpm: number) => Message>> = {
  register: () => ({
    zh: "设备台账（含未接入设备）按税法年限直线折旧，另计其他固定资产",
    en: "The register of machines, connected or not, straight-line by tax life, and other fixed assets",
  }),
  energy: (sharePpm) => ({
    zh: `已接入设备按税法年限直线折旧；由设备与全厂用电推得占全部的 ${percent(sharePpm)}`,
    en: `Connected machines straight-line by tax life; their part of the site's electricity says they are ${percent(sharePpm)} of all`,
  }),
  unknown: (sharePpm) => ({
    zh: `已接入设备按税法年限直线折旧；是否另有未接入设备不详，按占 ${percent(sharePpm)} 计`,
    en: `Connected machines straight-line by tax life; whether others stand beside them is not known: taken as ${percent(sharePpm)} of all`,
  }),
};

function percent(ppm: number): string {
  return `${Math.round(ppm / 10_000)} %`;
}
