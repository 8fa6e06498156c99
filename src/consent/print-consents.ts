import type { Party, Visitor } from "#access";
import { businessDayOf } from "#kernel";
import type { PrintedDocument } from "#report";
import type { DataClass, Purpose } from "./basis.ts";
import { printConsentForm } from "./consent-form.ts";
import { consentFaults } from "./errors.ts";
import { type ConsentStores, requireConsent } from "./manage-consents.ts";

type PrintingStores = Pick<ConsentStores, "consents" | "register" | "isSimulated" | "clock">;

/** The form of a consent as it was given, or is to be. @throws CONSENT_NOT_FOUND */
export async function printForm(
  stores: PrintingStores,
  visitor: Pick<Visitor, "party">,
  id: string,
): Promise<PrintedDocument> {
  const consent = await requireConsent(stores, visitor, id);
  const enterprise = await findEnterprise(stores, visitor.party, consent.enterpriseId);
  return printConsentForm({
    reference: consent.paper?.reference ?? consent.id,
    enterprise: { name: consent.enterpriseName, uscc: enterprise?.uscc ?? null },
    providerName: consent.provider.id === consent.enterprisePartyId ? null : consent.provider.name,
    granteeName: consent.grantee.name,
    purpose: consent.purpose,
    dataClasses: consent.dataClasses,
    fromOn: consent.fromOn,
    untilOn: consent.untilOn,
    simulated: visitor.party.isSimulated || (enterprise?.isSimulated ?? false),
  });
}

/** A form to be signed on paper, for one enterprise or with its name left open. @throws CONSENT_ENTERPRISE_UNKNOWN */
export async function printBlankForm(
  stores: PrintingStores,
  party: Pick<Party, "id" | "name" | "isSimulated">,
  wanted: {
    readonly enterpriseId: string | null;
    readonly purpose: Purpose;
    readonly dataClasses: readonly DataClass[];
    readonly untilOn: string | null;
  },
): Promise<PrintedDocument> {
  const { enterpriseId, purpose, dataClasses, untilOn } = wanted;
  const enterprise = enterpriseId === null ? null : await findEnterprise(stores, party, enterpriseId);
  if (enterpriseId !== null && enterprise === null) {
    throw consentFaults.fault("CONSENT_ENTERPRISE_UNKNOWN", { id: enterpriseId });
  }
  return printConsentForm({
    reference: null,
    enterprise,
    providerName: null,
    granteeName: party.name,
    purpose,
    dataClasses,
    fromOn: untilOn === null ? null : businessDayOf(stores.clock()),
    untilOn,
    simulated: party.isSimulated || (enterprise?.isSimulated ?? false),
  });
}

async function findEnterprise(
  { register, isSimulated, clock }: PrintingStores,
  party: Pick<Party, "id">,
  enterpriseId: string,
) {
  const found = await register.find(party.id, enterpriseId, businessDayOf(clock()));
  if (found === null) return null;
  return {
    name: found.name,
    uscc: found.uscc,
    isSimulated: await isSimulated(found.registeredByPartyId, found.dataset),
  };
}
