import type { FoundAssets } from "#registry";
import type { DeviceServices } from "./device-services.ts";
import { type EnrolmentStores, enrolCollector, rotateCollectorKey } from "./enrol-collector.ts";
import { openAssets } from "./found-assets.ts";
import { importDevices, type ImportStores } from "./import-devices.ts";
import { openCollectors } from "./keep-collectors.ts";
import { openElements } from "./keep-elements.ts";

/** Everything that the registry of elements and collectors needs, passed in. */
export interface DeviceParts extends EnrolmentStores, ImportStores {
  readonly assets: FoundAssets;
}

/** The registry of elements and collectors, ready to serve. */
export function openDevices(parts: DeviceParts): DeviceServices {
  const elements = openElements(parts);
  return {
    directory: parts.directory,
    elements,
    collectors: openCollectors(parts),
    assets: openAssets(parts, { assets: parts.assets, elements }),
    enrol: async (request) => await enrolCollector(parts, request),
    rotate: async (collectorId, request) => await rotateCollectorKey(parts, collectorId, request),
    importTables: async (actor, wanted, onProgress) => await importDevices(parts, actor, wanted, onProgress),
  };
}
