import { z } from "zod";
import { partyCodePattern, partyKinds } from "#access";
import { partySchema, roleSchema } from "./session.schema.ts";

const nameSchema = z.string().trim().min(1).max(100);

export const partyListSchema = z.object({ items: z.array(partySchema) }).meta({ id: "PartyList" });

export const newPersonSchema = z.object({ name: nameSchema, role: roleSchema }).meta({ id: "NewPerson" });

export const newPartySchema = z
  .object({
    kind: z.enum(partyKinds),
    code: z.string().trim().regex(partyCodePattern),
    name: nameSchema,
    /** Invented, with everything that it makes. */
    isSimulated: z.boolean().optional(),
    /** Who invites the others; an enterprise's is its owner. */
    firstPerson: newPersonSchema,
  })
  .meta({ id: "NewParty" });

/** The token is shown once and kept nowhere; the address is `/login#token=` and it. */
export const invitationSchema = z
  .object({ accountId: z.string(), token: z.string(), expiresAtMs: z.int() })
  .meta({ id: "Invitation" });

export const madePartySchema = z
  .object({ party: partySchema, invitation: invitationSchema })
  .meta({ id: "MadeParty" });

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    /** False while an invitation was not followed yet. */
    hasPassword: z.boolean(),
    isSuspended: z.boolean(),
  })
  .meta({ id: "Person" });

export const personListSchema = z
  .object({ items: z.array(personSchema), roles: z.array(roleSchema) })
  .meta({ id: "PersonList" });

export const personChangeSchema = z
  .object({ role: roleSchema.optional(), isSuspended: z.boolean().optional() })
  .meta({ id: "PersonChange" });

export const passwordChangeSchema = z
  .object({ current: z.string().max(1000).optional(), next: z.string().min(1).max(1000) })
  .meta({ id: "PasswordChange" });
