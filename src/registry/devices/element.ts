import { hash } from "node:crypto";
import { type BusinessDay, contentIdOf, type EpochMs } from "#kernel";
import type { EnterpriseId } from "../enterprise.ts";

/**
 * What an element is. Places follow ISA-95 (IEC 62264-1): site, area, line, work centre. The rest are the four kinds of
 * the internet of everything: 人 people (a shift group), 机 machine and meter, 物 thing (materials, work in progress,
 * goods), 网 network (a gateway or link).
 */
export const elementKinds = [
  "site",
  "area",
  "line",
  "workCentre",
  "machine",
  "meter",
  "people",
  "thing",
  "network",
] as const;
export type ElementKind = (typeof elementKinds)[number];

/** Which kinds an element of a kind may stand in; an empty place means directly in the enterprise. */
export const parentKinds: Readonly<Record<ElementKind, readonly ElementKind[]>> = {
  site: [],
  area: ["site"],
  line: ["site", "area"],
  workCentre: ["site", "area", "line"],
  machine: ["site", "area", "line", "workCentre", "machine"],
  meter: ["site", "area", "line", "workCentre", "machine"],
  people: ["site", "area", "line", "workCentre"],
  thing: ["site", "area", "line", "workCentre"],
  network: ["site", "area", "line", "workCentre"],
};

/** What a meter measures. */
export const meterMedia = ["electricity", "gas", "water", "heat"] as const;
export type MeterMedium = (typeof meterMedia)[number];

/** What a thing is. */
export const thingSorts = ["material", "workInProgress", "goods"] as const;
export type ThingSort = (typeof thingSorts)[number];

/** What a part of the network is. */
export const networkSorts = ["gateway", "link"] as const;
export type NetworkSort = (typeof networkSorts)[number];

/** How an asset's value is written down over its life. */
export const depreciationMethods = [
  "straightLine",
  "doubleDeclining",
  "sumOfYears",
  "unitsOfProduction",
] as const;
export type DepreciationMethod = (typeof depreciationMethods)[number];

/** What somebody else's right over an asset is: 抵押 mortgage, 融资租赁 finance lease, 质押 pledge, 查封 seizure, 所有权保留 retention of title. */
export const encumbranceKinds = ["mortgage", "lease", "pledge", "seizure", "retention"] as const;
export type EncumbranceKind = (typeof encumbranceKinds)[number];

export const elementStates = ["inUse", "idle", "maintenance", "retired"] as const;
export type ElementState = (typeof elementStates)[number];

export interface Encumbrance {
  readonly kind: EncumbranceKind;
  readonly holder: string;
  /** Number of the register entry or contract; null where unknown. */
  readonly reference: string | null;
  readonly fromOn: BusinessDay;
  /** Last day; null while it is open. */
  readonly untilOn: BusinessDay | null;
}

/** Everything that is known of an element at a moment; a change makes a new version of all of it. */
export interface TwinData {
  readonly name: string;
  /** Element that it stands in, by id; null directly in the enterprise. */
  readonly parentId: string | null;
  readonly state: ElementState;
  /** Free words of the factory: 数控车床, 配电室总表 … */
  readonly type: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  /** For example {"ratedPowerKw": "15"}; text, with the unit in the name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly medium: MeterMedium | null;
  readonly thing: ThingSort | null;
  readonly network: NetworkSort | null;
  /** Persons of a shift group. */
  readonly headcount: number | null;
  /** Shift of people, for example `08:00-20:00`. */
  readonly shift: string | null;
  /** Purchase value, decimal text of fen; text so that the document is canonical JSON. */
  readonly purchaseFen: string | null;
  readonly inServiceOn: BusinessDay | null;
  readonly lifeMonths: number | null;
  /** Residual value at the end of life, parts per million of the purchase value. */
  readonly residualPpm: number | null;
  readonly depreciation: DepreciationMethod | null;
  readonly encumbrances: readonly Encumbrance[];
}

/** One version of an element's twin: what was said to hold from a day on, and when it was said. */
export interface TwinVersion {
  readonly version: number;
  /** First day on which it holds. */
  readonly validFrom: BusinessDay;
  readonly recordedAtMs: EpochMs;
  readonly recordedBy: string | null;
  readonly data: TwinData;
}

/** An element of an enterprise with one of its twin's versions. */
export interface RegisteredElement {
  readonly id: string;
  readonly enterpriseId: EnterpriseId;
  readonly kind: ElementKind;
  /** Unique in its enterprise, for example `CNC-01`; readings name it. */
  readonly code: string;
  readonly registeredAtMs: EpochMs;
  readonly twin: TwinVersion;
}

/** The id of an element, the same on every machine: derived from its enterprise and code. */
export function elementIdOf(enterpriseId: EnterpriseId, code: string): string {
  return contentIdOf("elm", [enterpriseId, code], (text) => hash("sha256", text, "hex"));
}

/** A twin of which nothing but the name is known. */
export function bareTwin(name: string): TwinData {
  return {
    name,
    parentId: null,
    state: "inUse",
    type: null,
    maker: null,
    model: null,
    serial: null,
    parameters: {},
    medium: null,
    thing: null,
    network: null,
    headcount: null,
    shift: null,
    purchaseFen: null,
    inServiceOn: null,
    lifeMonths: null,
    residualPpm: null,
    depreciation: null,
    encumbrances: [],
  };
}

/**
 * The version that holds on a day as far as was known at an instant: of those recorded by then, the one that begins
 * last on or before the day; of two that begin together the later one, which corrected the other.
 * @returns null before the first
 */
export function twinAt(
  versions: readonly TwinVersion[],
  moment: { readonly on: BusinessDay; readonly knownAtMs: EpochMs },
): TwinVersion | null {
  return versions
    .filter(({ validFrom, recordedAtMs }) => validFrom <= moment.on && recordedAtMs <= moment.knownAtMs)
    .reduce<TwinVersion | null>((best, one) => (best === null || isLater(one, best) ? one : best), null);
}

function isLater(one: TwinVersion, other: TwinVersion): boolean {
  return one.validFrom === other.validFrom ? one.version > other.version : one.validFrom > other.validFrom;
}
