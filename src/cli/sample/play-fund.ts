import { z } from "zod";
import { defaultTerms, termsToWire } from "#compensation";
import { addDays } from "#kernel";
import { type Story, registeredOf } from "./story.ts";
import { idOf } from "./story-person.ts";

const loansSchema = z.object({
  items: z.array(
    z.object({
      loan: z.object({
        id: z.string(),
        enterpriseId: z.string().nullable(),
        balanceFen: z.string(),
        channel: z.object({ kind: z.string() }),
      }),
      day: z.object({ daysPastDue: z.number() }).nullable(),
    }),
  ),
});

type BookLoan = z.infer<typeof loansSchema>["items"][number]["loan"];

/** A programme is published and fed, loans are enrolled, and the one in trouble is followed to the fund's payment. */
export async function playFund(story: Story): Promise<void> {
  const { items: programmes } = z
    .object({ items: z.array(z.unknown()) })
    .parse(await story.cast.fundClerk.get("/v1/fund/programmes"));
  if (programmes.length > 0) return;
  const programmeId = await openProgramme(story);
  const { items } = loansSchema.parse(await story.cast.postLoanManager.get("/v1/loan-book/loans?limit=200"));
  const onPlatform = items.filter(({ loan }) => loan.channel.kind === "platform");
  const late = onPlatform.filter(({ day }) => (day?.daysPastDue ?? 0) > 30);
  const troubled = late.sort((a, b) => (a.day?.daysPastDue ?? 0) - (b.day?.daysPastDue ?? 0))[0];
  if (troubled === undefined) throw new Error("the simulated pilot has no borrower in trouble");
  const sound = onPlatform.filter(({ day }) => day?.daysPastDue === 0).slice(0, 5);
  for (const { loan } of sound) await enrolLoan(story, programmeId, loan);
  const enrolmentId = await enrolLoan(story, programmeId, troubled.loan);
  // The fund covers what is not confirmed as bad when it is enrolled; the classes are confirmed after that.
  await confirmClasses(story);
  await payClaim(story, enrolmentId, troubled.loan);
}

async function openProgramme(story: Story): Promise<string> {
  const { fundClerk, fundChecker } = story.cast;
  const platform = { partyId: story.cast.platformOperator.partyId, name: "模拟工业互联网平台" };
  const programmeId = idOf(
    await fundClerk.post("/v1/fund/programmes", {
      code: "SIM-2025",
      name: "模拟中小微企业贷款风险补偿",
      effectiveFrom: "2025-01-01",
      terms: { ...termsToWire(defaultTerms), platforms: [platform] },
    }),
  );
  await fundChecker.post(`/v1/fund/programmes/${programmeId}/versions/1/publish`);
  const injection = {
    kind: "injection",
    onDay: "2026-01-05",
    amountFen: "10000000000",
    source: "模拟财政拨款",
  };
  const movementId = idOf(await fundClerk.post(`/v1/fund/programmes/${programmeId}/movements`, injection));
  await fundChecker.post(`/v1/fund/movements/${movementId}/confirm`);
  return programmeId;
}

/** Every downgrade that waits is recognised by one person and approved by another; the system proposed it. */
async function confirmClasses({ cast }: Story): Promise<void> {
  const answer = await cast.riskOfficer.get("/v1/loan-book/moves");
  const moves = z.object({ items: z.array(z.object({ move: z.object({ id: z.string() }) })) }).parse(answer);
  for (const { move } of moves.items) {
    const step = async (who: "riskOfficer" | "creditOfficer", name: string): Promise<unknown> =>
      await cast[who].post(`/v1/loan-book/moves/${move.id}/steps`, { step: name, reason: null });
    await step("riskOfficer", "recognise");
    await step("creditOfficer", "approve");
  }
}

async function enrolLoan({ cast }: Story, programmeId: string, { id }: BookLoan): Promise<string> {
  const enrolmentId = idOf(
    await cast.accountManager.post("/v1/fund/enrolments", { programmeId, loanId: id }),
  );
  await cast.creditOfficer.post(`/v1/fund/enrolments/${enrolmentId}/approve`);
  await cast.fundClerk.post(`/v1/fund/enrolments/${enrolmentId}/decide`, { confirms: true, note: "" });
  return enrolmentId;
}

async function payClaim(story: Story, enrolmentId: string, loan: BookLoan): Promise<void> {
  const { cast } = story;
  await letFundRead(story, loan.enterpriseId ?? "");
  const claimId = idOf(
    await cast.accountManager.post("/v1/fund/claims", {
      enrolmentId,
      lossFen: loan.balanceFen,
      otherPolicyFen: "0",
      otherFen: "0",
      isDeclared: true,
      isUndertaken: true,
      collection: "模拟催收记录：2026-10-09 电话催收；2026-10-20 上门，承诺筹款。",
    }),
  );
  const at = `/v1/fund/claims/${claimId}`;
  await cast.creditOfficer.post(`${at}/submit`);
  await cast.fundClerk.post(`${at}/check`);
  await cast.fundClerk.post(`${at}/reserve`);
  await cast.fundChecker.post(`${at}/approve`);
  await cast.fundClerk.post(`${at}/pay`);
}

/** The owner's paper also covers what the bank gives to the fund. */
async function letFundRead(story: Story, enterpriseId: string): Promise<void> {
  const { cast, today } = story;
  const enterprise = (await registeredOf(story)).find(({ id }) => id === enterpriseId);
  const reference = `模拟授权书-${enterprise?.code ?? ""}-风险补偿`;
  const answer = await cast.accountManager.post("/v1/consents/papers", {
    papers: [{ enterpriseId, reference, scanSha256: "0".repeat(64) }],
    providerPartyId: story.cast.accountManager.partyId,
    granteePartyId: story.cast.fundClerk.partyId,
    purpose: "compensation",
    dataClasses: ["loan"],
    fromOn: today,
    untilOn: addDays(today, 365),
  });
  const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(answer);
  await cast.creditOfficer.post("/v1/consents/grants", { ids: items.map(({ id }) => id) });
}
