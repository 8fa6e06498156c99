import { z } from "zod";
import { parseFen } from "#kernel";
import { claimClasses, type ProgrammeTerms } from "./programme.ts";

const ratePpm = z.int().min(0).max(1_000_000);
const fenText = z.string().regex(/^\d{1,20}$/);

/** Terms as JSON carries them: money is a string of fen. */
export const termsWireSchema = z.object({
  ratioPpm: z.object({ micro: ratePpm, small: ratePpm, medium: ratePpm, large: ratePpm }),
  cumulativePpm: z.object({ specialMention: ratePpm, substandard: ratePpm, doubtful: ratePpm }),
  startClass: z.enum(claimClasses as [(typeof claimClasses)[number], ...typeof claimClasses]),
  bankRetentionPpm: ratePpm,
  stackCapPpm: ratePpm,
  averageCapPpm: ratePpm,
  annualCapFen: fenText.nullable(),
  bankCapFen: fenText.nullable(),
  firmCapFen: fenText.nullable(),
  warnPpm: ratePpm,
  tripPpm: ratePpm,
  refundDays: z.int().min(0).max(365),
  platforms: z.array(z.object({ partyId: z.string(), name: z.string() })),
});
export type TermsOnWire = z.infer<typeof termsWireSchema>;

/** Terms from their JSON form, already parsed. */
export function termsFromWire(wire: TermsOnWire): ProgrammeTerms {
  const fen = (text: string | null) => (text === null ? null : parseFen(text));
  return {
    ...wire,
    annualCapFen: fen(wire.annualCapFen),
    bankCapFen: fen(wire.bankCapFen),
    firmCapFen: fen(wire.firmCapFen),
  };
}

/** The JSON form of terms. */
export function termsToWire(terms: ProgrammeTerms): TermsOnWire {
  return {
    ...terms,
    platforms: terms.platforms.map((platform) => ({ ...platform })),
    annualCapFen: terms.annualCapFen?.toString() ?? null,
    bankCapFen: terms.bankCapFen?.toString() ?? null,
    firmCapFen: terms.firmCapFen?.toString() ?? null,
  };
}
