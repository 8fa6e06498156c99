import { createBasisStore, createEnterpriseRegister, createImportStore } from "#adapters/postgres";
import { type ImportServices, openImports } from "#flow";
import { businessDayOf } from "#kernel";
import type { Foundation } from "./foundation.ts";

/** Opens what serves imports of files, their quarantine and its correction. */
export async function composeImports({ record, stores, jobs, clock }: Foundation): Promise<ImportServices> {
  const register = createEnterpriseRegister(record);
  const { ledger, observations } = stores;
  return openImports({
    jobs,
    store: createImportStore(record),
    data: stores.importedData,
    basis: createBasisStore(record),
    ledger,
    observations,
    registered: async (partyId) => await register.list(partyId, businessDayOf(clock())),
  });
}
