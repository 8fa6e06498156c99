import { type Fen, multiplyByRate } from "#kernel";
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

/** What the connected machines' value says of all machines' value: the share that is connected, and how sure. */
interface Connected {
  readonly sharePpm: number;
  readonly errorPpm: number;
  readonly isFromEnergy: boolean;
}

/**
 * Fixed assets from the list of machines: straight line by tax life, and scaled up to the machines that are not
 * connected. How much of the value is connected is read from energy where machines and site are both metered: what the
 * site draws beyond its connected machines is drawn by others. Buildings and land are not in it.
 */
export function fixedAssetsOf(
  facts: OperatingFacts,
  day: DayNumber,
  parameters: ProfileParameters,
): { readonly fixedAssetsFen: Estimate; readonly depreciationFen: Estimate } | null {
  const machines = newestTwins(facts.twins).filter(({ kind }) => kind === "machine");
  const books = machines.flatMap((twin) => bookOf(twin, day, parameters) ?? []);
  if (books.length === 0) return null;
  const connected = connectedShareOf(facts, day, parameters);
  const unpriced = machines.length - books.length;
  const scaled = (fen: Fen): Fen =>
    (fen * BigInt(machines.length) * 1_000_000n) / (BigInt(books.length) * BigInt(connected.sharePpm));
  const errorPpm = combine(
    parameters.assetErrorPpm,
    connected.errorPpm,
    (unpriced / machines.length) * 500_000,
    // One machine more or less weighs much among few.
    500_000 / Math.max(3, books.length),
  );
  const estimate = (fen: Fen): Estimate => ({
    ...spread(scaled(fen), boundsOf(fen, scaled(fen), errorPpm, parameters)),
    method: connected.isFromEnergy ? methodByEnergy(connected.sharePpm) : method(connected.sharePpm),
    streams: connected.isFromEnergy ? ["twins", "machineDays", "meterDays"] : ["twins"],
  });
  return {
    fixedAssetsFen: estimate(books.reduce((sum, { netFen }) => sum + netFen, 0n)),
    depreciationFen: estimate(books.reduce((sum, { yearFen }) => sum + yearFen, 0n)),
  };
}

/** Never much below what is connected and known, up to the least share that may be connected. */
function boundsOf(
  knownFen: Fen,
  valueFen: Fen,
  errorPpm: number,
  { assetErrorPpm, leastConnectedPpm }: ProfileParameters,
): { readonly belowPpm: number; readonly abovePpm: number } {
  if (valueFen === 0n) return { belowPpm: 0, abovePpm: 0 };
  const known = Number((knownFen * 1_000_000n) / valueFen);
  const belowMost = 1_000_000 - known + assetErrorPpm;
  const aboveMost = (known * 1_000_000) / leastConnectedPpm - 1_000_000 + assetErrorPpm;
  return {
    belowPpm: Math.min(errorPpm, belowMost),
    abovePpm: Math.min(errorPpm, Math.max(aboveMost, assetErrorPpm)),
  };
}

/** Of a site's electricity the part that machines do not draw: light, air, compressors. */
const auxiliaryPpm = 120_000;
const daysLookedAt = 90;

function connectedShareOf(
  { machineDays, meterDays }: OperatingFacts,
  day: DayNumber,
  { connectedSharePpm, leastConnectedPpm }: ProfileParameters,
): Connected {
  const recent = (row: { readonly day: DayNumber }): boolean =>
    row.day > day - daysLookedAt && row.day <= day;
  const ofMachines = machineDays.filter((row) => recent(row) && row.energyWh !== null);
  const ofSite = meterDays.filter((row) => recent(row) && row.medium === "electricity");
  const machineWh = ofMachines.reduce((sum, { energyWh }) => sum + (energyWh ?? 0), 0);
  const siteWh = ofSite.reduce((sum, { quantity }) => sum + quantity, 0);
  if (machineWh <= 0 || siteWh <= 0 || machineWh > siteWh) {
    const half = (1_000_000 - leastConnectedPpm) / 2;
    return { sharePpm: connectedSharePpm, errorPpm: half * 0.9, isFromEnergy: false };
  }
  const share = (machineWh / siteWh / (1_000_000 - auxiliaryPpm)) * 1e12;
  const sharePpm = Math.round(Math.min(1_000_000, Math.max(leastConnectedPpm, share)));
  return { sharePpm, errorPpm: 150_000, isFromEnergy: true };
}

function percent(ppm: number): string {
  return `${Math.round(ppm / 10_000)} %`;
}

function method(sharePpm: number) {
  const share = percent(sharePpm);
  return {
    zh: `设备清单按税法年限直线折旧；未接入设备按已接入占 ${share} 推算`,
    en: `Machines depreciated straight-line by tax life; those not connected taken as if ${share} were`,
  };
}

function methodByEnergy(sharePpm: number) {
  const share = percent(sharePpm);
  return {
    zh: `设备清单按税法年限直线折旧；由设备与全厂用电推得已接入占 ${share}`,
    en: `Machines depreciated straight-line by tax life; their part of the site's electricity says ${share} are connected`,
  };
}
