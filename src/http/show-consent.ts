import type { z } from "zod";
import { isAllowed, type Visitor } from "#access";
import {
  type Basis,
  type Consent,
  consentStateOn,
  type DataClass,
  expiringSoonDays,
  isInForce,
  type LoggedRead,
  type Objection,
} from "#consent";
import { type BusinessDay, checkUnifiedSocialCreditCode, dayNumberOf, dayOfNumber } from "#kernel";
import type { RegisteredEnterprise } from "#registry";
import type { accessReadListSchema, consentSchema, objectionSchema } from "./consent.schema.ts";
import type { registeredEnterpriseSchema } from "./registry.schema.ts";

export function showEnterprise(
  enterprise: RegisteredEnterprise,
  { party }: Pick<Visitor, "party">,
): z.infer<typeof registeredEnterpriseSchema> {
  const { registeredByPartyId, sizes, uscc, ...shown } = enterprise;
  const check = uscc === null ? null : checkUnifiedSocialCreditCode(uscc);
  return {
    ...shown,
    uscc,
    usccWarning: check?.kind === "warning" ? { expected: check.expected, found: check.found } : null,
    isOwnRegistration: registeredByPartyId === party.id,
    sizes: sizes.map((size) => ({
      ...size,
      revenueFen: size.revenueFen === null ? null : String(size.revenueFen),
      assetsFen: size.assetsFen === null ? null : String(size.assetsFen),
    })),
  };
}

/** A consent with what the visitor may do with it. */
export function showConsent(
  consent: Consent,
  visitor: Visitor,
  today: BusinessDay,
): z.infer<typeof consentSchema> {
  const { madeBy, grantedBy: _, revokedByPartyId: __, dataClasses, ...shown } = consent;
  const isDraft = consent.state === "draft";
  const isOwner = consent.enterprisePartyId === visitor.party.id;
  const isMaker = consent.madeByPartyId === visitor.party.id;
  const mayConfirm = isMaker && isAllowed(visitor, "consent.confirm", { makerId: madeBy });
  const soon = dayOfNumber(dayNumberOf(today) + expiringSoonDays.value);
  return {
    ...shown,
    dataClasses: [...dataClasses],
    state: consentStateOn(consent, today),
    isExpiringSoon: isInForce(consent, today) && consent.untilOn <= soon,
    mayGrant:
      isDraft && (consent.form === "paper" ? mayConfirm : isOwner && isAllowed(visitor, "consent.give")),
    mayRevoke:
      consent.state !== "revoked" &&
      ((isOwner && isAllowed(visitor, "consent.give")) || (isMaker && isAllowed(visitor, "consent.record"))),
  };
}

export function showRead(read: LoggedRead): z.infer<typeof accessReadListSchema>["items"][number] {
  const bases = Object.entries(read.bases).map(([dataClass, basis]) => ({
    dataClass: dataClass as DataClass,
    basis: showBasis(basis),
  }));
  return { ...read, dataClasses: [...read.dataClasses], bases };
}

/** A basis with the name of what it rests on. */
export function showBasis(basis: Basis): { kind: Basis["kind"]; reference: string | null } {
  switch (basis.kind) {
    case "own":
      return { kind: basis.kind, reference: null };
    case "consent":
      return { kind: basis.kind, reference: basis.consentId };
    case "covenant":
      return { kind: basis.kind, reference: basis.loanId };
    case "statute":
      return { kind: basis.kind, reference: basis.article };
    case "attestation":
      return { kind: basis.kind, reference: basis.reference };
  }
}

export function showObjection(objection: Objection, visitor: Visitor): z.infer<typeof objectionSchema> {
  const { enterprisePartyId: _, ...shown } = objection;
  const isAddressee = objection.addressee.id === visitor.party.id;
  const mayAnswer = isAddressee && objection.state === "filed" && isAllowed(visitor, "objection.answer");
  return { ...shown, mayAnswer };
}
