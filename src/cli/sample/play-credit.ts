import { z } from "zod";
import { type Story, jobEnd, registeredOf } from "./story.ts";
import { idOf } from "./story-person.ts";

/** A prospect gets a loan of our own, and the borrower in trouble a due-diligence report. */
export async function playCredit(story: Story): Promise<void> {
  const registered = await registeredOf(story);
  const prospects = story.pilot.enterprises.filter(
    ({ loan, plan }) => loan === null && plan.firstMonth === 0,
  );
  const prospect = registered.find(({ code }) => code === prospects[0]?.plan.code);
  const troubled = story.pilot.enterprises.find(({ plan }) => plan.isDefault);
  const borrower = registered.find(({ code }) => code === troubled?.plan.code);
  const isEmpty = async (url: string): Promise<boolean> =>
    listSchema.parse(await story.cast.accountManager.get(url)).items.length === 0;
  if (prospect !== undefined && (await isEmpty("/v1/lending/applications"))) await lend(story, prospect.id);
  if (borrower !== undefined && (await isEmpty("/v1/due-diligence"))) await writeReport(story, borrower.id);
}

const listSchema = z.object({ items: z.array(z.unknown()) });

const offer = {
  amountFen: "30000000",
  annualRatePpm: 39_500,
  months: 12,
  method: "interestOnlyBullet",
} as const;

async function lend(story: Story, enterpriseId: string): Promise<void> {
  const applicationId = await decide(story, await apply(story, enterpriseId));
  await draw(story, applicationId);
  const { cast, today, signal } = story;
  await story.once("day close", async () => {
    const closing = await cast.postLoanManager.post("/v1/lending/day-close", { upTo: today });
    await jobEnd(cast.postLoanManager, z.object({ jobId: z.string() }).parse(closing).jobId, signal);
  });
}

async function apply({ cast, today }: Story, enterpriseId: string): Promise<string> {
  const { amountFen, months, method } = offer;
  const purpose = "采购原材料";
  return idOf(
    await cast.accountManager.post("/v1/lending/applications", {
      enterpriseId,
      channel: {
        kind: "platform",
        platformPartyId: cast.platformOperator.partyId,
        applicationNumber: "SIM-PT-0001",
        appliedOn: today,
      },
      request: { amountFen, months, method, purpose, payment: "entrusted", payee: "模拟供应商" },
      isSubmitted: true,
    }),
  );
}

async function decide({ cast, today }: Story, applicationId: string): Promise<string> {
  const at = `/v1/lending/applications/${applicationId}`;
  await cast.accountManager.post(`${at}/assess`);
  await cast.accountManager.post(`${at}/diligence`, {
    visitedOn: today,
    operation: "模拟：两班生产，设备运转正常。",
    orders: "模拟：在手订单约三个月。",
    finances: "模拟：回款稳定，无逾期。",
    opinion: "模拟：同意按评价额度以内授信。",
  });
  const verdict = { verdict: "approve", reasons: ["cashFlowSupports"], note: "模拟审批意见" } as const;
  await cast.accountManager.post(`${at}/propose`, { ...verdict, offer });
  await cast.creditOfficer.post(`${at}/decide`, { ...verdict, committee: null });
  return applicationId;
}

async function draw({ cast }: Story, applicationId: string): Promise<void> {
  const account = { applicationId, collectionAccount: "6200 9900 0000 0001" };
  const contractId = idOf(await cast.accountManager.post("/v1/lending/contracts", account));
  await cast.creditOfficer.post(`/v1/lending/contracts/${contractId}/sign-for-bank`);
  await cast.accountManager.post(`/v1/lending/contracts/${contractId}/sign-for-borrower`);
  const drawdownId = idOf(
    await cast.accountManager.post(`/v1/lending/contracts/${contractId}/drawdowns`, {
      amountFen: offer.amountFen,
      payee: "模拟供应商",
      conditionsMet: ["contractSigned", "purposeDocumented", "payeeIsContracts", "borrowerInOrder"],
      note: "",
    }),
  );
  await cast.creditOfficer.post(`/v1/lending/drawdowns/${drawdownId}/decide`, { verdict: "pay" });
}

async function writeReport({ cast }: Story, enterpriseId: string): Promise<void> {
  const reportId = idOf(await cast.accountManager.post("/v1/due-diligence", { enterpriseId }));
  await cast.accountManager.post(`/v1/due-diligence/${reportId}/opinions`, {
    opinions: [
      { id: "operation", text: "模拟：现场只开一班，部分设备停用。" },
      { id: "risk", text: "模拟：订单与用电同步下降，回款变慢；建议压降并列入关注名单。" },
      { id: "conclusion", text: "模拟：不新增授信，按月走访。" },
    ],
  });
  await cast.accountManager.post(`/v1/due-diligence/${reportId}/submit`);
  await cast.creditOfficer.post(`/v1/due-diligence/${reportId}/check`, { isApproved: true, remark: "" });
}
