import type { AuditStore, PartyStore, Visitor } from "#access";
import { businessDayOf, type Clock, dayNumberOf, dayOfNumber, type IdSource } from "#kernel";
import type { EnterpriseRegister } from "#registry";
import type { DataClass } from "./basis.ts";
import { consentFaults } from "./errors.ts";
import type { Objection, ObjectionOutcome, ObjectionStore } from "./objection.ts";
import { objectionDays } from "./parameters.ts";

/** Everything that objections need, passed in. */
export interface ObjectionStores {
  readonly objections: ObjectionStore;
  readonly register: EnterpriseRegister;
  readonly parties: PartyStore;
  readonly audit: AuditStore;
  readonly nextId: IdSource;
  readonly clock: Clock;
}

/**
 * The enterprise objects to a datum; the addressee has to answer within the days of the law.
 * @throws CONSENT_ENTERPRISE_UNKNOWN, CONSENT_PARTY_UNKNOWN
 */
export async function fileObjection(
  stores: ObjectionStores,
  visitor: Visitor,
  wanted: {
    readonly enterpriseId: string;
    readonly addresseePartyId: string;
    readonly dataClass: DataClass;
    readonly text: string;
  },
): Promise<Objection> {
  const { party, account } = visitor;
  const filedAtMs = stores.clock();
  const today = businessDayOf(filedAtMs);
  const enterprise = await stores.register.find(party.id, wanted.enterpriseId, today);
  if (enterprise === null || enterprise.ownPartyId !== party.id) {
    throw consentFaults.fault("CONSENT_ENTERPRISE_UNKNOWN", { id: wanted.enterpriseId });
  }
  const known = await stores.parties.list(party.id);
  const addressee = known.find(({ id }) => id === wanted.addresseePartyId);
  if (addressee === undefined) {
    throw consentFaults.fault("CONSENT_PARTY_UNKNOWN", { id: wanted.addresseePartyId });
  }
  const objection: Objection = {
    id: stores.nextId(),
    enterpriseId: enterprise.id,
    enterpriseName: enterprise.name,
    enterprisePartyId: party.id,
    addressee: { id: addressee.id, name: addressee.name },
    dataClass: wanted.dataClass,
    text: wanted.text,
    state: "filed",
    filedAtMs,
    answerDueOn: dayOfNumber(dayNumberOf(today) + objectionDays.value),
    outcome: null,
    answer: null,
    answeredAtMs: null,
  };
  await stores.objections.add(objection, account.id);
  await record(stores, visitor, "objection.filed", objection.id);
  return objection;
}

/** @throws CONSENT_OBJECTION_NOT_FOUND, CONSENT_OBJECTION_STATE */
export async function answerObjection(
  stores: ObjectionStores,
  visitor: Visitor,
  id: string,
  answer: { readonly outcome: ObjectionOutcome; readonly text: string },
): Promise<void> {
  await requireOpen(stores, visitor, id);
  const given = { ...answer, accountId: visitor.account.id, atMs: stores.clock() };
  if (!(await stores.objections.answer(visitor.party.id, id, given))) {
    throw consentFaults.fault("CONSENT_OBJECTION_STATE", { id });
  }
  await record(stores, visitor, "objection.answered", id);
}

/** @throws CONSENT_OBJECTION_NOT_FOUND, CONSENT_OBJECTION_STATE */
export async function withdrawObjection(
  stores: ObjectionStores,
  visitor: Visitor,
  id: string,
): Promise<void> {
  await requireOpen(stores, visitor, id);
  if (!(await stores.objections.withdraw(visitor.party.id, id))) {
    throw consentFaults.fault("CONSENT_OBJECTION_STATE", { id });
  }
  await record(stores, visitor, "objection.withdrawn", id);
}

async function requireOpen({ objections }: ObjectionStores, { party }: Visitor, id: string): Promise<void> {
  const found = (await objections.list(party.id)).find((one) => one.id === id);
  if (found === undefined) throw consentFaults.fault("CONSENT_OBJECTION_NOT_FOUND", { id });
  if (found.state !== "filed") throw consentFaults.fault("CONSENT_OBJECTION_STATE", { id });
}

async function record(
  { audit, clock }: ObjectionStores,
  { party, account }: Visitor,
  action: string,
  subject: string,
): Promise<void> {
  await audit.append({ partyId: party.id, accountId: account.id, action, subject, atMs: clock() });
}
