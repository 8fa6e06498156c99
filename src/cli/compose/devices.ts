import { openDeviceAuthority } from "#adapters/files";
import {
  createCollectorSource,
  createCollectorStore,
  createElementStore,
  createEnterpriseRegister,
} from "#adapters/postgres";
import { onboardEnterprises } from "#consent";
import { type DeviceServices, openDevices } from "#flow";
import type { AreaServices } from "#http";
import { openCollectorDirectory } from "#registry";
import type { Foundation } from "./foundation.ts";

/** Opens the registry of elements and collectors, and the directory that the ways in read. */
export async function composeDevices(
  foundation: Foundation,
  { parties }: Pick<AreaServices, "parties">,
): Promise<DeviceServices> {
  const { directory, stores, record, access, jobs, nextId, clock } = foundation;
  const source = createCollectorSource(record);
  const register = createEnterpriseRegister(record);
  const { createParties } = parties;
  const onboarding = { ...access, register, createParties, claimDataset: jobs.datasets.claim, clock };
  return openDevices({
    elements: createElementStore(record),
    collectors: createCollectorStore(record),
    directory: await openCollectorDirectory(source),
    source,
    register,
    ledger: stores.ledger,
    audit: access.audit,
    authority: openDeviceAuthority(directory, clock),
    platformKey: stores.ledger.trust().logs[0] ?? "",
    assets: stores.foundAssets,
    onboard: async (actor, list) =>
      await onboardEnterprises(onboarding, actor, { ...list, platformPartyId: null }),
    nextId,
    clock,
  });
}
