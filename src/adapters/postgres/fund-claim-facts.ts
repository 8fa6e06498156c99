import { z } from "zod";
import { loanClasses } from "#lending";
import { sizeClasses } from "#registry";

const fen = z.string().transform(BigInt);
const text = z.string();
const maybeText = text.nullable();
const maybeClass = z.enum(loanClasses).nullable();

/** What a claim keeps of its loan as it was when the claim was filed. */
export const claimFactsSchema = z.object({
  loan: z.object({
    id: text,
    bankPartyId: text,
    source: z.enum(["mirrored", "own"]),
    number: text,
    contractNumber: text,
    enterpriseId: maybeText,
    borrowerName: text,
    borrowerCode: maybeText,
    principalFen: fen,
    balanceFen: fen,
    annualRatePpm: z.int(),
    drawnOn: text,
    dueOn: text,
    method: z.enum(["interestOnlyBullet", "levelPayment", "levelPrincipal", "singlePayment", "revolving"]),
    security: z.enum(["unsecured", "guaranteed", "mortgaged", "pledged"]),
    regime: z.enum(["smallRetail", "nonRetail"]),
    sizeClass: z.enum(sizeClasses).nullable(),
    channel: z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("platform"),
        platformPartyId: text,
        applicationNumber: text,
        appliedOn: text,
      }),
      z.object({ kind: z.literal("direct") }),
    ]),
    state: z.enum(["active", "overdue", "restructured", "settled", "writtenOff"]),
  }),
  days: z.array(
    z.object({
      loanId: text,
      businessDate: text,
      balanceFen: fen,
      overduePrincipalFen: fen,
      overdueInterestFen: fen,
      daysPastDue: z.int(),
    }),
  ),
  loanClass: z.object({
    confirmed: maybeClass,
    confirmedOn: maybeText,
    proposed: maybeClass,
    triggers: z.array(text),
  }),
  recognition: z.array(
    z.object({ step: z.enum(["proposed", "recognised", "approved"]), class: text, on: text, by: text }),
  ),
});
