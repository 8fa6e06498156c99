import { type Ledger, singleRow } from "#ledger";
import { canonicalJson, type JsonObject } from "#seal";
import type { Consent } from "./consent.ts";
import type { ConsentStore } from "./consent-store.ts";

/**
 * Seals every grant and revocation that the enterprise's log does not hold yet. A crash after the database and before
 * the log is mended by the next call: the log may say a thing twice, but never leaves one out.
 */
export async function sealConsents(
  {
    consents,
    ledger,
  }: { readonly consents: ConsentStore; readonly ledger: Pick<Ledger, "append" | "originOf"> },
  partyId: string,
): Promise<void> {
  for (const consent of await consents.listUnsealed(partyId)) {
    const state = consent.state === "revoked" ? "revoked" : "granted";
    await ledger.append([
      {
        origin: ledger.originOf("enterprise", consent.enterpriseId),
        dataClass: "registry",
        header: { "@type": "consent@1", consentId: consent.id, state },
        payload: singleRow(new TextEncoder().encode(canonicalJson(sealedConsentOf(consent)))),
      },
    ]);
    await consents.markSealed(partyId, consent.id, state);
  }
}

function sealedConsentOf(consent: Consent): JsonObject {
  return {
    "@type": "consent@1",
    consentId: consent.id,
    enterpriseId: consent.enterpriseId,
    providerPartyId: consent.provider.id,
    granteePartyId: consent.grantee.id,
    purpose: consent.purpose,
    dataClasses: [...consent.dataClasses],
    fromOn: consent.fromOn,
    untilOn: consent.untilOn,
    form: consent.form,
    paper: consent.paper === null ? null : { ...consent.paper },
    state: consent.state,
    grantedAtMs: consent.grantedAtMs,
    revokedAtMs: consent.revokedAtMs,
  };
}
