import type { Actor } from "#access";
import { businessDayOf } from "#kernel";
import { bareTwin, type FoundAsset, type FoundAssets } from "#registry";
import type { AssetCoverage, AssetServices, ElementServices, WantedElement } from "./device-services.ts";
import type { DeviceStores } from "./device-stores.ts";

/** Every stored reading hangs on an element: which do not, and registering what they name. */
export function openAssets(
  stores: Pick<DeviceStores, "register" | "elements" | "clock">,
  { assets, elements }: { readonly assets: FoundAssets; readonly elements: ElementServices },
): AssetServices {
  const coverage = async ({ party }: Actor): Promise<AssetCoverage> => {
    const nowMs = stores.clock();
    const known = await stores.register.list(party.id, businessDayOf(nowMs));
    // What others let it read is theirs to keep in order.
    const kept = await stores.elements.kept(
      party.id,
      known.map(({ id }) => id),
    );
    const enterpriseIds = [...kept.keys()];
    if (enterpriseIds.length === 0) return { readings: 0, orphanReadings: 0, assets: 0, orphans: [] };
    const found = await assets.list(enterpriseIds);
    const moment = { on: "9999-12-31", knownAtMs: nowMs };
    const elementsNow = await stores.elements.list(party.id, { enterpriseIds, ...moment });
    const registered = new Set(elementsNow.map(({ enterpriseId, code }) => `${enterpriseId}\n${code}`));
    const orphans = found.filter(({ enterpriseId, asset }) => !registered.has(`${enterpriseId}\n${asset}`));
    return {
      readings: sumOf(found),
      orphanReadings: sumOf(orphans),
      assets: found.length,
      orphans,
    };
  };
  return {
    lastReadings: async (enterpriseIds) => {
      const found = await assets.list(enterpriseIds);
      return new Map(
        found.map(({ enterpriseId, asset, lastAtMs }) => [`${enterpriseId}\n${asset}`, lastAtMs]),
      );
    },
    coverage,
    registerFound: async (actor) => {
      const { orphans } = await coverage(actor);
      if (orphans.length === 0) return { added: 0, changed: 0, unchanged: 0 };
      return await elements.save(actor, orphans.map(elementOf));
    },
  };
}

/** What only counts energy is a meter; all else that reports is a machine until somebody says what it is. */
function elementOf({ enterpriseId, asset, channels, firstAtMs }: FoundAsset): WantedElement {
  const isMeter = channels.every((channel) => /energy|billed|demand|reactive/.test(channel));
  const data = bareTwin(asset);
  return {
    enterpriseId,
    kind: isMeter ? "meter" : "machine",
    code: asset,
    validFrom: businessDayOf(firstAtMs),
    data: isMeter ? { ...data, medium: "electricity" } : data,
  };
}

function sumOf(assets: readonly FoundAsset[]): number {
  return assets.reduce((sum, { readings }) => sum + readings, 0);
}
