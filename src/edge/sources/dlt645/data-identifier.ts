/**
 * What a data identifier (数据标识) means: how many bytes its value takes, where the decimal point is and in which unit.
 * @source DL/T 645-2007, annex A, tables A.2, A.3 and A.5
 */
export interface MeterQuantity {
  readonly bytes: number;
  /** The value is its digits times 10^-decimals. */
  readonly decimals: number;
  /** The top bit of the most significant byte is a sign, not a digit. */
  readonly isSigned: boolean;
  readonly unit: MeterUnit;
  /** A demand is followed by the minute at which it was reached (YYMMDDhhmm, 5 bytes). */
  readonly hasTime?: boolean;
}

export type MeterUnit =
  | "kWh"
  | "kvarh"
  | "kVAh"
  | "V"
  | "A"
  | "kW"
  | "kvar"
  | "kVA"
  | "Hz"
  | "°C"
  | "1"
  | "°";

const energy = (unit: "kWh" | "kvarh" | "kVAh", isSigned = false): MeterQuantity => ({
  bytes: 4,
  decimals: 2,
  isSigned,
  unit,
});
const demand = (unit: "kW" | "kvar"): MeterQuantity => ({
  bytes: 8,
  decimals: 4,
  isSigned: false,
  unit,
  hasTime: true,
});

/** Second byte (DI2) of the energy identifiers 00 xx tt nn: combined, forward, reverse, reactive 1 and 2, apparent. */
const energyKinds: Readonly<Record<number, MeterQuantity>> = {
  0x00: energy("kWh", true),
  0x01: energy("kWh"),
  0x02: energy("kWh"),
  0x03: energy("kvarh", true),
  0x04: energy("kvarh", true),
  0x09: energy("kVAh"),
  0x0a: energy("kVAh"),
};

/** DI2 of the greatest demands 01 xx tt nn. */
const demandKinds: Readonly<Record<number, MeterQuantity>> = {
  0x01: demand("kW"),
  0x02: demand("kW"),
  0x03: demand("kvar"),
  0x04: demand("kvar"),
};

/** DI2 of the momentary values 02 xx pp 00; pp is 0 for the total where there is one, else phase 1 to 3. */
const momentaryKinds: Readonly<Record<number, MeterQuantity>> = {
  0x01: { bytes: 2, decimals: 1, isSigned: false, unit: "V" },
  0x02: { bytes: 3, decimals: 3, isSigned: true, unit: "A" },
  0x03: { bytes: 3, decimals: 4, isSigned: true, unit: "kW" },
  0x04: { bytes: 3, decimals: 4, isSigned: true, unit: "kvar" },
  0x05: { bytes: 3, decimals: 4, isSigned: true, unit: "kVA" },
  0x06: { bytes: 2, decimals: 3, isSigned: true, unit: "1" },
  0x07: { bytes: 2, decimals: 1, isSigned: false, unit: "°" },
};

/** Whole identifiers of 02 80 00 nn. */
const networkKinds: Readonly<Record<string, MeterQuantity>> = {
  "02800001": { bytes: 3, decimals: 3, isSigned: true, unit: "A" },
  "02800002": { bytes: 2, decimals: 2, isSigned: false, unit: "Hz" },
  "02800003": { bytes: 3, decimals: 4, isSigned: true, unit: "kW" },
  "02800007": { bytes: 2, decimals: 1, isSigned: true, unit: "°C" },
};

/** The meter's date with its weekday, and its time of day: read by themselves, to compare clocks. */
export const clockIdentifiers = { date: "04000101", time: "04000102" } as const;

/** Names that a configuration may use instead of the eight digits. */
export const namedIdentifiers: Readonly<Record<string, string>> = {
  "energy.forward.total": "00010000",
  "energy.forward.sharp": "00010100",
  "energy.forward.peak": "00010200",
  "energy.forward.flat": "00010300",
  "energy.forward.valley": "00010400",
  "energy.reverse.total": "00020000",
  "energy.combined.total": "00000000",
  "demand.forward.total": "01010000",
  "voltage.a": "02010100",
  "voltage.b": "02010200",
  "voltage.c": "02010300",
  "current.a": "02020100",
  "current.b": "02020200",
  "current.c": "02020300",
  "power.total": "02030000",
  "power.a": "02030100",
  "power.b": "02030200",
  "power.c": "02030300",
  "reactivePower.total": "02040000",
  "powerFactor.total": "02060000",
  frequency: "02800002",
};

/** What an identifier of eight hexadecimal digits (DI3 DI2 DI1 DI0) means; null for one that is not read here. */
export function quantityOf(identifier: string): MeterQuantity | null {
  const [group, kind, part] = identifierBytes(identifier);
  if (group === undefined || kind === undefined || part === undefined || part === 0xff) return null;
  if (group === 0x00) return energyKinds[kind] ?? null;
  if (group === 0x01) return demandKinds[kind] ?? null;
  if (group !== 0x02) return null;
  return kind === 0x80 ? (networkKinds[identifier] ?? null) : (momentaryKinds[kind] ?? null);
}

/** The identifier as its data field begins: least significant byte first. */
export function identifierField(identifier: string): Uint8Array {
  return Uint8Array.from(identifierBytes(identifier)).reverse();
}

/** The identifier that a data field begins with; null when it is too short. */
export function identifierOf(data: Uint8Array): string | null {
  if (data.length < 4) return null;
  return Array.from(data.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0"))
    .reverse()
    .join("")
    .toUpperCase();
}

function identifierBytes(identifier: string): number[] {
  return [0, 2, 4, 6].map((at) => Number.parseInt(identifier.slice(at, at + 2), 16));
}
