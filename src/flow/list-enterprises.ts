import type { ObservationStore, StoredEnterprise, StoredQuality } from "#collect";
import type { EnterpriseQuality } from "#report";

/** An enterprise of the data set, and how good what is stored of it is. */
export interface ImportedEnterprise extends StoredEnterprise {
  readonly quality: EnterpriseQuality;
}

/** All enterprises of a data set, ordered by code, E2 before E10. */
export async function listEnterprises(
  observations: ObservationStore,
  dataset: string,
): Promise<readonly ImportedEnterprise[]> {
  const [enterprises, qualities] = await Promise.all([
    observations.enterprises(dataset),
    observations.quality(dataset),
  ]);
  const qualityOf = new Map(qualities.map((quality) => [quality.enterpriseId, quality]));
  const collator = new Intl.Collator("en", { numeric: true });
  return enterprises
    .map((enterprise) => ({ ...enterprise, quality: describeQuality(qualityOf.get(enterprise.id)) }))
    .sort((a, b) => collator.compare(a.code, b.code) || (a.code < b.code ? -1 : 1));
}

function describeQuality(quality: StoredQuality | undefined): EnterpriseQuality {
  return {
    read: quality?.read ?? 0,
    stored: quality?.stored ?? 0,
    duplicates: quality?.duplicates ?? 0,
    quarantined: quality?.quarantined ?? 0,
    flagged: (quality?.amountsDoNotAddUp ?? 0) + (quality?.numberReused ?? 0),
    firstDay: quality?.firstDay ?? null,
    lastDay: quality?.lastDay ?? null,
    receivedAtMs: quality?.receivedAtMs ?? 0,
    sealedEntries: quality?.sealedEntries ?? 0,
  };
}
