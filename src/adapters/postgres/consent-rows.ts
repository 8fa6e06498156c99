import type { Selectable } from "kysely";
import { z } from "zod";
import { type Consent, consentForms, dataClasses, purposes } from "#consent";
import type { Tables } from "./schema.ts";

const storedSchema = z.object({
  purpose: z.enum(purposes),
  data_classes: z.array(z.enum(dataClasses)),
  form: z.enum(consentForms),
  state: z.enum(["draft", "granted", "revoked"]),
});

/** A row of the table of consents, parsed. */
export function consentOf(row: Selectable<Tables["consent"]>): Consent {
  const { purpose, data_classes, form, state } = storedSchema.parse(row);
  return {
    id: row.consent_id,
    enterpriseId: row.enterprise_id,
    enterpriseName: row.enterprise_name,
    enterprisePartyId: row.enterprise_party_id,
    madeByPartyId: row.party_id,
    provider: { id: row.provider_party_id, name: row.provider_name },
    grantee: { id: row.grantee_party_id, name: row.grantee_name },
    purpose,
    dataClasses: data_classes,
    fromOn: row.from_on,
    untilOn: row.until_on,
    form,
    paper:
      row.paper_reference === null || row.scan_sha256 === null
        ? null
        : { reference: row.paper_reference, scanSha256: row.scan_sha256 },
    state,
    madeBy: row.made_by,
    madeAtMs: row.made_at_ms,
    grantedBy: row.granted_by,
    grantedAtMs: row.granted_at_ms,
    revokedAtMs: row.revoked_at_ms,
    revokedByPartyId: row.revoked_by_party_id,
    revokeReason: row.revoke_reason,
  };
}
