import type { LifeStage } from "#profile";
import type { CustomerFeatures } from "./features.ts";
import { customerParameters } from "./parameters.ts";
import type { ChainPosition, Segment } from "./segment.ts";

/** Where an enterprise stands on the five axes. */
export function segmentOf(
  features: CustomerFeatures,
  register: { readonly industry: string | null; readonly region: string | null },
  lifeStage: LifeStage | null,
): Segment {
  return {
    industry: register.industry === null ? null : register.industry.slice(0, 3),
    region: register.region,
    supplyChain: chainPositionOf(features),
    lifeStage,
    publicData: features.publicStanding,
  };
}

function chainPositionOf({ buyers, largestBuyerPpm, exportPpm }: CustomerFeatures): ChainPosition | null {
  if (buyers === null || buyers === 0 || largestBuyerPpm === null) return null;
  if (largestBuyerPpm > customerParameters.captivePpm.value) return "captive";
  if (exportPpm !== null && exportPpm > customerParameters.exporterPpm.value) return "exporter";
  return buyers <= customerParameters.concentratedBuyers.value ? "concentrated" : "diversified";
}
