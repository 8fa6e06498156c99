import {
  createBasisStore,
  createConsentStore,
  createEnterpriseRegister,
  createObjectionStore,
} from "#adapters/postgres";
import {
  answerObjection,
  type ConsentServices,
  type ConsentStores,
  draftConsents,
  fileObjection,
  findBasis,
  giveConsent,
  grantConsents,
  listConsentTasks,
  onboardEnterprises,
  printBlankForm,
  printForm,
  readList,
  readMany,
  readPermitted,
  requireBasis,
  revokeConsent,
  sealConsents,
  smallestGroup,
  withdrawObjection,
} from "#consent";
import type { AreaServices } from "#http";
import { businessDayOf } from "#kernel";
import { readListFile } from "../read-list-file.ts";
import type { Foundation } from "./foundation.ts";

/** Opens what serves consent, the basis of each read, and the access log. */
export async function composeConsent(
  foundation: Foundation,
  earlier: Pick<AreaServices, "parties">,
): Promise<ConsentServices> {
  const { record, access, clock } = foundation;
  const basis = { store: createBasisStore(record), clock };
  const register = createEnterpriseRegister(record);
  const { enterpriseData } = foundation.stores;
  const stores = openConsentStores(foundation, register);
  const objections = { ...stores, objections: createObjectionStore(record) };
  const { createParties } = earlier.parties;
  const claimDataset = foundation.jobs.datasets.claim;
  const onboarding = { ...access, register, createParties, claimDataset };
  const today = () => businessDayOf(clock());
  return {
    basisOf: async (visitor, read) => await findBasis(basis, visitor, read),
    requireBasis: async (visitor, read) => await requireBasis(basis, visitor, read),
    readPermitted: async (visitor, read) => await readPermitted(basis, visitor, read),
    readMany: async (visitor, wanted) => await readMany(basis, visitor, wanted),
    readList: async (visitor, list) => await readList(basis, visitor, list),
    registry: {
      onboard: async (by, { fileName, bytes, ...list }) =>
        await onboardEnterprises(onboarding, by, { ...list, table: await readListFile(fileName, bytes) }),
      list: async ({ id }) => await register.list(id, today()),
      find: async ({ id }, enterpriseId) => await register.find(id, enterpriseId, today()),
      countOthers: async ({ id }) => await register.countOthers(id, smallestGroup.value),
    },
    consents: {
      list: async ({ party }, filter) => await stores.consents.list(party.id, filter),
      give: async (visitor, id, terms) => await giveConsent(stores, visitor, id, terms),
      draft: async (visitor, wanted, terms) => await draftConsents(stores, visitor, wanted, terms),
      grant: async (visitor, ids) => await grantConsents(stores, visitor, ids),
      revoke: async (visitor, id, reason) => await revokeConsent(stores, visitor, id, reason),
      printForm: async (visitor, id) => await foundation.pdf.render(await printForm(stores, visitor, id)),
      printBlankForm: async (party, wanted) =>
        await foundation.pdf.render(await printBlankForm(stores, party, wanted)),
    },
    objections: {
      list: async ({ party }) => await objections.objections.list(party.id),
      file: async (visitor, wanted) => await fileObjection(objections, visitor, wanted),
      answer: async (visitor, id, answer) => await answerObjection(objections, visitor, id, answer),
      withdraw: async (visitor, id) => await withdrawObjection(objections, visitor, id),
    },
    listReads: async ({ party }, query) => await basis.store.listReads({ partyId: party.id, ...query }),
    summarizeData: async (enterpriseId) => await enterpriseData.summarize(enterpriseId),
    readData: async (enterpriseId, dataClass, page) =>
      await enterpriseData.read(enterpriseId, dataClass, page),
    tasks: { listTasks: async (visitor) => await listConsentTasks(objections, visitor) },
  };
}

function openConsentStores(
  { record, access, stores: { ledger }, jobs, nextId, clock }: Foundation,
  register: ConsentStores["register"],
): ConsentStores {
  const consents = createConsentStore(record);
  return {
    consents,
    register,
    parties: access.parties,
    audit: access.audit,
    seal: async (partyId) => await sealConsents({ consents, ledger }, partyId),
    isSimulated: async (partyId, dataset) => await jobs.evaluations.isSimulatedDataset(partyId, dataset),
    nextId,
    clock,
  };
}
