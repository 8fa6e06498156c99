import { Fingerprint, type TelemetryReadings } from "#collect";
import { elementIdOf, type EnterpriseId } from "#registry";

/** One reading on its way into columns. */
export interface OneReading {
  readonly ordinal: number;
  readonly asset: string;
  readonly channel: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: number;
  readonly flags: number;
}

/** Gathers the readings of one collector and entry; every one hangs on an element of the registry. */
export function createReadingColumns(enterpriseId: string) {
  const columns = {
    ordinals: [] as number[],
    assets: [] as string[],
    elementIds: [] as string[],
    channels: [] as string[],
    fromMs: [] as number[],
    toMs: [] as number[],
    values: [] as number[],
    flags: [] as number[],
  };
  const elements = new Map<string, string>();
  const names = new Map<string, Uint8Array>();
  const nameOf = (asset: string, channel: string): Uint8Array => {
    const key = `${asset}\n${channel}`;
    const known = names.get(key) ?? new TextEncoder().encode(key);
    names.set(key, known);
    return known;
  };
  return {
    add: (reading: OneReading): void => {
      const { asset } = reading;
      let elementId = elements.get(asset);
      if (elementId === undefined) {
        elementId = elementIdOf(enterpriseId as EnterpriseId, asset);
        elements.set(asset, elementId);
      }
      columns.ordinals.push(reading.ordinal);
      columns.assets.push(asset);
      columns.elementIds.push(elementId);
      columns.channels.push(reading.channel);
      columns.fromMs.push(reading.fromMs);
      columns.toMs.push(reading.toMs);
      columns.values.push(reading.value);
      columns.flags.push(reading.flags);
    },
    finish: (): TelemetryReadings => {
      const fingerprints = new Uint32Array(2 * columns.ordinals.length);
      const print = new Fingerprint();
      for (let i = 0; i < columns.ordinals.length; i++) {
        const name = nameOf(columns.assets[i] as string, columns.channels[i] as string);
        print.start();
        print.bytes(name, 0, name.length);
        for (const number of [columns.fromMs[i], columns.toMs[i], columns.values[i]] as number[]) {
          print.word(number | 0);
          print.word(Math.floor(number / 2 ** 32));
        }
        print.finish(fingerprints, i);
      }
      return { ...columns, fingerprints };
    },
  };
}
