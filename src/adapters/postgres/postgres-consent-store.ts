import { type Insertable, sql, type Transaction } from "kysely";
import { type Consent, type ConsentStore, consentFaults } from "#consent";
import { consentOf } from "./consent-rows.ts";
import { consentLock } from "./postgres-basis-store.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The consents in PostgreSQL. */
export function createConsentStore(record: SystemOfRecord): ConsentStore {
  const change = async <T>(
    partyId: string,
    work: (transaction: Transaction<Tables>) => Promise<T>,
  ): Promise<T> =>
    await record.inParty(partyId, async (transaction) => {
      await sql`select pg_advisory_xact_lock(${consentLock}::bigint)`.execute(transaction);
      return await work(transaction);
    });
  return {
    add: async (partyId, consents) => {
      await change(partyId, async (transaction) => {
        for (const consent of consents) {
          try {
            await transaction.insertInto("consent").values(rowOf(consent)).execute();
          } catch (cause) {
            if (!isRepeatedPaper(cause)) throw cause;
            const reference = consent.paper?.reference ?? "";
            throw consentFaults.fault("CONSENT_PAPER_REPEATED", { reference }, cause);
          }
        }
      });
    },
    list: async (partyId, filter = {}) =>
      await record.inParty(partyId, async (transaction) => {
        const { enterpriseId } = filter;
        const rows = await transaction
          .selectFrom("consent")
          .selectAll()
          .$if(enterpriseId !== undefined, (query) => query.where("enterprise_id", "=", enterpriseId ?? ""))
          .orderBy("made_at_ms", "desc")
          .orderBy("consent_id", "desc")
          .execute();
        return rows.map(consentOf);
      }),
    find: async (partyId, consentId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction.selectFrom("consent").selectAll().where("consent_id", "=", consentId).executeTakeFirst(),
      );
      return row === undefined ? null : consentOf(row);
    },
    grant: async (partyId, ids, { accountId, atMs }) =>
      await change(partyId, async (transaction) => {
        const drafts = await transaction
          .selectFrom("consent")
          .select("consent_id")
          .where("consent_id", "in", [...ids])
          .where("state", "=", "draft")
          .execute();
        if (drafts.length !== new Set(ids).size) return false;
        await transaction
          .updateTable("consent")
          .set({ state: "granted", granted_by: accountId, granted_at_ms: atMs })
          .where("consent_id", "in", [...ids])
          .execute();
        return true;
      }),
    revoke: async (partyId, id, { accountId, atMs, reason }) =>
      await change(partyId, async (transaction) => {
        const revoked = await transaction
          .updateTable("consent")
          .set({ state: "revoked", revoked_by: accountId, revoked_at_ms: atMs, revoke_reason: reason })
          .where("consent_id", "=", id)
          .where("state", "<>", "revoked")
          .executeTakeFirst();
        return revoked.numUpdatedRows === 1n;
      }),
    listUnsealed: async (partyId) =>
      await record.inParty(partyId, async (transaction) => {
        const rows = await transaction
          .selectFrom("consent")
          .selectAll()
          .where((where) =>
            where.or([where("party_id", "=", partyId), where("enterprise_party_id", "=", partyId)]),
          )
          .where("granted_at_ms", "is not", null)
          .where(sql<boolean>`sealed_state is distinct from state`)
          .execute();
        return rows.map(consentOf);
      }),
    markSealed: async (partyId, id, state) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("consent")
          .set({ sealed_state: state })
          .where("consent_id", "=", id)
          .execute(),
      );
    },
  };
}

function rowOf(consent: Consent): Insertable<Tables["consent"]> {
  return {
    consent_id: consent.id,
    party_id: consent.madeByPartyId,
    enterprise_id: consent.enterpriseId,
    enterprise_name: consent.enterpriseName,
    enterprise_party_id: consent.enterprisePartyId,
    provider_party_id: consent.provider.id,
    provider_name: consent.provider.name,
    grantee_party_id: consent.grantee.id,
    grantee_name: consent.grantee.name,
    purpose: consent.purpose,
    data_classes: consent.dataClasses,
    from_on: consent.fromOn,
    until_on: consent.untilOn,
    form: consent.form,
    paper_reference: consent.paper?.reference ?? null,
    scan_sha256: consent.paper?.scanSha256 ?? null,
    state: consent.state,
    made_by: consent.madeBy,
    made_at_ms: consent.madeAtMs,
    granted_by: consent.grantedBy,
    granted_at_ms: consent.grantedAtMs,
    revoked_by: null,
    revoked_by_party_id: consent.revokedByPartyId,
    revoked_at_ms: consent.revokedAtMs,
    revoke_reason: consent.revokeReason,
    sealed_state: null,
  };
}

function isRepeatedPaper(cause: unknown): boolean {
  return cause instanceof Error && "constraint" in cause && cause.constraint === "consent_paper_once";
}
