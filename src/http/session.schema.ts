import { z } from "zod";

export const roleSchema = z.enum(["administrator", "creditOfficer", "auditor"]).meta({ id: "Role" });

/** Log in by the one-time token of the address in the terminal, or by name and password. */
export const logInSchema = z
  .union([
    z.object({ token: z.string().min(16).max(200) }),
    z.object({ user: z.string().min(1).max(100), password: z.string().min(1).max(1000) }),
  ])
  .meta({ id: "LogIn" });

export const sessionSchema = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), role: roleSchema }),
    party: z.object({ id: z.string(), name: z.string() }),
    createdAtMs: z.int(),
    expiresAtMs: z.int(),
  })
  .meta({ id: "Session" });
