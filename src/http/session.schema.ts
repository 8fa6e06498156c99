import { z } from "zod";
import { partyKinds, roles } from "#access";

export const roleSchema = z.enum(roles).meta({ id: "Role" });

export const partySchema = z
  .object({
    id: z.string(),
    kind: z.enum(partyKinds),
    code: z.string(),
    name: z.string(),
    isSimulated: z.boolean(),
  })
  .meta({ id: "Party" });

/**
 * Log in by the one-time token of an address, or by name and password; without a party's code (机构代码) at the
 * installation's own party.
 */
export const logInSchema = z
  .union([
    z.object({ token: z.string().min(16).max(200) }),
    z.object({
      party: z.string().trim().min(1).max(64).optional(),
      user: z.string().min(1).max(100),
      password: z.string().min(1).max(1000),
    }),
  ])
  .meta({ id: "LogIn" });

export const sessionSchema = z
  .object({
    user: z.object({
      id: z.string(),
      name: z.string(),
      role: roleSchema,
      /** False for one who came in by a one-time address and can come in by no other way yet. */
      hasPassword: z.boolean(),
    }),
    party: partySchema,
    /** What the policies allow this person with things of the own party, for example `evaluation.start`. */
    actions: z.array(z.string()),
    createdAtMs: z.int(),
    expiresAtMs: z.int(),
  })
  .meta({ id: "Session" });
