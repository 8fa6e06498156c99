import { toBase64 } from "#seal";
import type { Clock } from "#kernel";
import type { DeviceKey } from "../device/device-key.ts";

/** `<ms>.<signature>`: proves at this moment that the caller holds the collector's key; good for a few minutes. */
export function connectToken(collector: string, key: DeviceKey, clock: Clock): string {
  const atMs = clock();
  const message = `touchstone-connect/v1\n${collector}\n${atMs}\n`;
  return `${atMs}.${toBase64(key.sign(new TextEncoder().encode(message)))}`;
}
