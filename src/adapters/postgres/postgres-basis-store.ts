import { sql, type Transaction } from "kysely";
import { z } from "zod";
import {
  type AccessRead,
  type Basis,
  type BasisFacts,
  type BasisStore,
  type DataClass,
  dataClasses,
  type LoggedRead,
  purposes,
  type ReadSubject,
} from "#consent";
import { businessDayOf } from "#kernel";
import { consentOf } from "./consent-rows.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** Held shared by reads and alone by whoever grants or revokes, so that a read never overtakes a revocation. */
export const consentLock = 8138;

/** What a basis follows from, and the access log, in PostgreSQL. */
export function createBasisStore(record: SystemOfRecord): BasisStore {
  return {
    decide: async ({ partyId, enterpriseIds, atMs }, decide) =>
      await record.inParty(partyId, async (transaction) => {
        await sql`select pg_advisory_xact_lock_shared(${consentLock}::bigint)`.execute(transaction);
        const facts = {
          partyId,
          day: businessDayOf(atMs),
          ...(await loadRegistered(transaction, partyId, enterpriseIds)),
          consents: await loadConsents(transaction, partyId, enterpriseIds),
          liveLoans: await loadLiveLoans(transaction, enterpriseIds),
          openClaims: await loadOpenClaims(transaction, enterpriseIds),
          attestations: await loadAttestations(transaction, enterpriseIds),
        } satisfies BasisFacts;
        const { result, log } = decide(facts);
        if (log !== null) await appendRead(transaction, log);
        return result;
      }),
    listReads: async ({ partyId, enterpriseId, offset, limit }) =>
      await record.inParty(partyId, async (transaction) => {
        const chosen = transaction
          .selectFrom("access_read")
          .$if(enterpriseId !== null, (query) =>
            query.where(sql<boolean>`${enterpriseId} = any (enterprise_ids)`),
          );
        const { total } = await chosen.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
        const rows = await chosen
          .select(["read_id", "party_id", "party_name", "user_name", "what", "purpose", "data_classes"])
          .select(["allowed", "at_ms"])
          .select(sql<number>`cardinality(enterprise_ids)`.as("enterprises"))
          .select(sql<string>`coalesce(${enterpriseId}, enterprise_ids[1], '')`.as("enterprise_id"))
          // Of a list's row, only what concerns the one enterprise.
          .select(
            sql<unknown>`(select coalesce(jsonb_agg(g - 'enterprises'), '[]') from jsonb_array_elements(bases) g
              where g -> 'enterprises' ? coalesce(${enterpriseId}, enterprise_ids[1]))`.as("given"),
          )
          .orderBy("at_ms", "desc")
          .orderBy("read_id", "desc")
          .offset(offset)
          .limit(limit)
          .execute();
        return { total, items: rows.map(loggedReadOf) };
      }),
    attestationOf: async (partyId, evaluationId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("attestation")
          .select("reference")
          .where("evaluation_id", "=", evaluationId)
          .executeTakeFirst(),
      );
      return row?.reference ?? null;
    },
    attest: async ({ id, partyId, subject, reference, recordedBy, atMs }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("attestation")
          .values({
            party_id: partyId,
            attestation_id: id,
            evaluation_id: "evaluationId" in subject ? subject.evaluationId : null,
            enterprise_id: "enterpriseId" in subject ? subject.enterpriseId : null,
            reference,
            recorded_by: recordedBy,
            recorded_at_ms: atMs,
          })
          .execute(),
      );
    },
  };
}

type Wanted = readonly string[] | null;

async function loadRegistered(transaction: Transaction<Tables>, partyId: string, wanted: Wanted) {
  const rows = await transaction
    .selectFrom("enterprise")
    .select(["enterprise_id", "party_id", "own_party_id"])
    .$if(wanted !== null, (query) => query.where(among("enterprise_id", wanted)))
    .where((where) => where.or([where("party_id", "=", partyId), where("own_party_id", "=", partyId)]))
    .execute();
  return {
    own: new Set(rows.filter((row) => row.own_party_id === partyId).map((row) => row.enterprise_id)),
    registered: new Set(rows.filter((row) => row.party_id === partyId).map((row) => row.enterprise_id)),
  };
}

async function loadConsents(transaction: Transaction<Tables>, partyId: string, wanted: Wanted) {
  const rows = await transaction
    .selectFrom("consent")
    .selectAll()
    .where("grantee_party_id", "=", partyId)
    .$if(wanted !== null, (query) => query.where(among("enterprise_id", wanted)))
    .orderBy("made_at_ms")
    .execute();
  return rows.map(consentOf);
}

async function loadLiveLoans(transaction: Transaction<Tables>, wanted: Wanted) {
  const { rows } = await sql<{ loanId: string; enterpriseId: string }>`
    select loan_id as "loanId", enterprise_id as "enterpriseId" from touchstone.loan
    where party_id = touchstone.current_party() and state <> 'settled' and enterprise_id is not null
      and (${wanted === null} or enterprise_id = any (${wanted ?? []}::text[]))
    order by loan_id`.execute(transaction);
  return rows;
}

/**
 * A claim that was submitted or paid; a fund sees those to it, a bank its own. What was paid stays readable after it
 * was given back or closed, because it is public money that is accounted for.
 */
async function loadOpenClaims(transaction: Transaction<Tables>, wanted: Wanted) {
  const { rows } = await sql<{ claimId: string; enterpriseId: string }>`
    select claim_id as "claimId", enterprise_id as "enterpriseId" from touchstone.fund_claim
    where (state in ('submitted', 'checked', 'reserved', 'approved') or lifetime_paid_fen > 0)
      and enterprise_id is not null
      and (${wanted === null} or enterprise_id = any (${wanted ?? []}::text[]))
    order by claim_id`.execute(transaction);
  return rows;
}

async function loadAttestations(transaction: Transaction<Tables>, wanted: Wanted) {
  // Without a choice of enterprises the attested ones are told by their evaluation.
  if (wanted === null) return new Map<string, string>();
  const { rows } = await sql<{ enterpriseId: string; reference: string }>`
    select w.enterprise_id as "enterpriseId", a.reference
    from unnest(${wanted}::text[]) as w (enterprise_id)
    join touchstone.attestation a on a.enterprise_id = w.enterprise_id
    union all
    select e.enterprise_id, a.reference from touchstone.attestation a
    join touchstone.evaluated_enterprise e on e.evaluation_id = a.evaluation_id
    where e.enterprise_id = any (${wanted}::text[])`.execute(transaction);
  return new Map(rows.map(({ enterpriseId, reference }) => [enterpriseId, reference]));
}

const among = (column: string, wanted: Wanted) =>
  sql<boolean>`${sql.ref(column)} = any (${wanted ?? []}::text[])`;

async function appendRead(transaction: Transaction<Tables>, read: AccessRead): Promise<void> {
  const enterpriseIds = read.subjects.map(({ enterpriseId }) => enterpriseId);
  await sql`insert into touchstone.access_read (party_id, party_name, user_id, user_name, what, purpose,
      data_classes, allowed, enterprise_ids, owner_party_ids, bases, at_ms)
    values (${read.party.id}, ${read.party.name}, ${read.account?.id ?? null}, ${read.account?.name ?? null},
      ${read.what}, ${read.purpose}, ${read.dataClasses}::text[], ${read.isAllowed}, ${enterpriseIds}::text[],
      touchstone.owners_of(${enterpriseIds}::text[]), ${JSON.stringify(groupBases(read.subjects))}::jsonb, ${read.atMs})`.execute(
    transaction,
  );
}

const basisSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("own") }),
  z.object({ kind: z.literal("consent"), consentId: z.string() }),
  z.object({ kind: z.literal("covenant"), loanId: z.string(), receivedUntilMs: z.number().exactOptional() }),
  z.object({ kind: z.literal("statute"), article: z.string() }),
  z.object({ kind: z.literal("attestation"), reference: z.string() }),
]);

const givenSchema = z.array(z.object({ basis: basisSchema, classes: z.array(z.enum(dataClasses)) }));

/** By basis, so that a list of thousands under one attestation is one element. */
function groupBases(subjects: readonly ReadSubject[]) {
  const groups = new Map<string, { basis: Basis; classes: readonly DataClass[]; enterprises: string[] }>();
  for (const { enterpriseId, bases } of subjects) {
    for (const [, sameBasis] of Map.groupBy(bases, ([, basis]) => JSON.stringify(basis))) {
      const classes = sameBasis.map(([dataClass]) => dataClass);
      const [first] = sameBasis;
      if (first === undefined) continue;
      const key = JSON.stringify([first[1], classes]);
      const group = groups.get(key) ?? { basis: first[1], classes, enterprises: [] };
      group.enterprises.push(enterpriseId);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

function loggedReadOf(row: {
  read_id: number;
  party_id: string;
  party_name: string;
  user_name: string | null;
  what: string;
  purpose: string;
  data_classes: readonly string[];
  allowed: boolean;
  enterprises: number;
  enterprise_id: string;
  given: unknown;
  at_ms: number;
}): LoggedRead {
  const given = givenSchema.parse(row.given);
  return {
    id: row.read_id,
    party: { id: row.party_id, name: row.party_name },
    accountName: row.user_name,
    what: row.what,
    purpose: z.enum(purposes).parse(row.purpose),
    dataClasses: z.array(z.enum(dataClasses)).parse(row.data_classes),
    isAllowed: row.allowed,
    enterprises: row.enterprises,
    enterpriseId: row.enterprise_id,
    bases: Object.fromEntries(given.flatMap(({ basis, classes }) => classes.map((one) => [one, basis]))),
    atMs: row.at_ms,
  };
}
