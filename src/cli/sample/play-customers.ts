import { z } from "zod";
import { addDays, addMonths, firstDayOf, lastDayOf, monthOf } from "#kernel";
import { type Story, jobEnd, registeredOf } from "./story.ts";
import { idOf } from "./story-person.ts";

const editionSchema = z.object({ items: z.array(z.object({ asOf: z.string() })) });
const campaignsSchema = z.object({ campaigns: z.array(z.unknown()) });
const consentsSchema = z.object({ items: z.array(z.object({ purpose: z.string() })) });
const editions = ["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"] as const;
const parkDataset = "模拟园区名录";

/**
 * The bank looks after its customers: a park's enterprises are registered by the platform and some let the bank see them,
 * campaigns bring leads, the quality list is made month by month, and managers follow what the analysis found.
 */
export async function playCustomers(story: Story): Promise<void> {
  const { accountManager } = story.cast;
  await fillPark(story);
  await letThemselvesBeSeen(story);
  const { campaigns: begun } = campaignsSchema.parse(await accountManager.get("/v1/acquisition"));
  if (begun.length === 0) await runCampaigns(story);
  await setOutlook(story);
  const { items } = editionSchema.parse(await accountManager.get("/v1/customer-editions"));
  for (const asOf of editions.filter((day) => items.every((made) => made.asOf < day))) {
    await story.once(`edition ${asOf}`, async () => {
      const made = editionSchema.parse(await accountManager.get("/v1/customer-editions")).items;
      if (made.some((edition) => edition.asOf >= asOf)) return;
      const jobId = idOf(await accountManager.post("/v1/customer-editions", { asOf }));
      await jobEnd(accountManager, jobId, story.signal);
    });
  }
  await lookAfter(story);
}

const rulesSchema = z.object({ outlooks: z.array(z.unknown()) });

async function setOutlook({ cast }: Story): Promise<void> {
  const { outlooks } = rulesSchema.parse(await cast.riskOfficer.get("/v1/customer-rules"));
  if (outlooks.length > 0) return;
  await cast.riskOfficer.post("/v1/customer-rules", {
    kind: "outlook",
    onDay: editions[0],
    content: {
      axis: "industry",
      key: "C17",
      view: "cautious",
      limitFactorPpm: 800_000,
      priceAddPpm: 2_000,
      source: "模拟：行业研究季报，纺织出口订单走弱",
    },
  });
}

const parkRegions = ["泉州", "福州", "厦门"] as const;
const parkIndustries = ["C17", "C33", "C34"] as const;
const parkSize = 42;

/** Enterprises that only the platform knows; the bank sees counts of them. */
async function fillPark({ cast, once }: Story): Promise<void> {
  const lines = Array.from({ length: parkSize }, (_, index) => {
    const region = parkRegions[index % 3];
    const industry = parkIndustries[Math.floor(index / 3) % 3];
    const number = String(index + 1).padStart(3, "0");
    return `P${number},模拟园区企业${number},,${region},${industry},2025,${20 + index},${300 + index * 40},模拟园区企业主${number}`;
  });
  const head = "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主";
  // The answer has the owners' secrets, which are kept nowhere.
  await once("park", async () => {
    await cast.platformOperator.post("/v1/enterprises", {
      dataset: parkDataset,
      fileName: "park.csv",
      contentBase64: Buffer.from([head, ...lines].join("\n")).toString("base64"),
    });
  });
}

const seenClasses = ["invoice", "statement", "businessDocument", "energy", "machine", "registry"] as const;
const registerSchema = z.object({
  items: z.array(z.object({ id: z.string(), dataset: z.string(), ownPartyId: z.string().nullable() })),
});

/** Owners of some prospects and of a few of the park let the bank see them, each by a consent of their own. */
async function letThemselvesBeSeen(story: Story): Promise<void> {
  const { cast, today } = story;
  const known = consentsSchema.parse(await cast.accountManager.get("/v1/consents"));
  if (known.items.some(({ purpose }) => purpose === "prospecting")) return;
  const { items } = registerSchema.parse(await cast.platformOperator.get("/v1/enterprises"));
  const park = items.filter(({ dataset }) => dataset === parkDataset).slice(0, 4);
  const prospects = (await prospectsOf(story)).slice(0, 7);
  for (const { id, ownPartyId } of [...park, ...prospects]) {
    const owner = ownPartyId === null ? null : await story.signInOwner(ownPartyId);
    await owner?.post("/v1/consents", {
      enterpriseId: id,
      granteePartyId: cast.accountManager.partyId,
      purpose: "prospecting",
      dataClasses: [...seenClasses],
      fromOn: today,
      untilOn: addDays(today, 364),
    });
  }
}

async function prospectsOf(story: Story) {
  const registered = await registeredOf(story);
  const codes = new Set(
    story.pilot.enterprises.filter(({ loan }) => loan === null).map(({ plan }) => plan.code),
  );
  return registered.filter(({ code }) => codes.has(code));
}

const campaigns = [
  { channel: "platform", name: "模拟：工业互联网平台联合获客", monthlyYuan: [6_000, 9_000, 14_000, 20_000] },
  { channel: "association", name: "模拟：行业协会走访", monthlyYuan: [3_000, 3_500, 4_000, 8_000] },
  { channel: "branch", name: "模拟：网点外拓", monthlyYuan: [5_000, 5_000, 6_000, 6_500] },
] as const;

/** Money was spent month by month, and each lead came by one campaign; some leads have no name yet. */
async function runCampaigns(story: Story): Promise<void> {
  const { cast, today } = story;
  const entries = "/v1/acquisition/entries";
  const firstMonth = addMonths(monthOf(today), -campaigns[0].monthlyYuan.length);
  const made: string[] = [];
  for (const { channel, name, monthlyYuan } of campaigns) {
    const fromOn = firstDayOf(firstMonth);
    const content = { name, channel, fromOn, toOn: null };
    const campaignId = idOf(
      await cast.accountManager.post(entries, { kind: "campaign", onDay: fromOn, content }),
    );
    made.push(campaignId);
    for (const [index, yuan] of monthlyYuan.entries()) {
      const onDay = lastDayOf(addMonths(firstMonth, index));
      const spent = { campaignId, amountFen: String(yuan * 100), note: "" };
      await cast.accountManager.post(entries, { kind: "cost", onDay, content: spent });
    }
  }
  const prospects = await prospectsOf(story);
  const borrowers = (await registeredOf(story)).filter(({ id }) => !prospects.some((one) => one.id === id));
  const named = [...prospects, ...borrowers.slice(0, 12)].map(({ id }) => id);
  const unnamed = Array.from({ length: 8 }, () => null);
  for (const [index, enterpriseId] of [...named, ...unnamed].entries()) {
    const onDay = addDays(firstDayOf(addMonths(firstMonth, index % 4)), 3 + (index % 20));
    const content = { campaignId: made[index % made.length], enterpriseId };
    await cast.accountManager.post(entries, { kind: "lead", onDay, content });
  }
}

const listSchema = z.object({
  items: z.array(
    z.object({
      customer: z.object({ id: z.string(), name: z.string() }),
      portrait: z
        .object({
          matches: z.array(
            z.object({
              product: z.string(),
              need: z.string(),
              suggestedFen: z.string().nullable(),
              barredBy: z.string().nullable(),
            }),
          ),
          idleAssets: z.array(z.object({ subject: z.string(), product: z.string(), valueFen: z.string() })),
        })
        .nullable(),
    }),
  ),
});

/** Contacts, visits, plans, tickets and offers that follow from what the newest edition found. */
async function lookAfter(story: Story): Promise<void> {
  const { cast, today } = story;
  const { items } = listSchema.parse(await cast.accountManager.get("/v1/customers?limit=200"));
  const first = z
    .object({ entries: z.array(z.unknown()) })
    .parse(await cast.accountManager.get(`/v1/customers/${items[0]?.customer.id}`));
  if (first.entries.length > 0) return;
  const write = async (id: string, kind: string, content: object): Promise<string> =>
    idOf(await cast.accountManager.post(`/v1/customers/${id}/entries`, { kind, onDay: today, content }));
  const move = async (id: string, state: string, note: string): Promise<unknown> =>
    await cast.accountManager.post(`/v1/customer-entries/${id}/moves`, { state, note });
  const ownerId = cast.accountManager.accountId;
  for (const [index, { customer, portrait }] of items.slice(0, 16).entries()) {
    const phone = `0592-${String(5_000_000 + index * 137)}`;
    const contact = { name: `模拟联系人${index + 1}`, position: "财务负责人", phone, email: "" };
    await write(customer.id, "contact", { ...contact, isPrimary: true, endedOn: null });
    const text = "模拟：实地走访，车间两班生产，订单情况与数据一致。";
    await write(customer.id, "activity", { form: "visit", text, rating: null, need: null });
    const task = { title: "模拟：回访并更新订单情况", dueOn: addDays(today, 5 + index), ownerId };
    const taskId = await write(customer.id, "task", task);
    if (index % 3 === 0) await move(taskId, "done", "模拟：已回访");
    if (index % 4 === 0) {
      const text = "模拟：希望还款日与主要客户回款日一致。";
      await write(customer.id, "activity", { form: "preference", text, rating: 4, need: null });
      const ticket = { title: "模拟：变更还款账户", category: "change", urgency: "normal", text: "" };
      const ticketId = await write(customer.id, "ticket", { ...ticket, dueOn: addDays(today, 3), ownerId });
      await move(ticketId, "working", "");
      if (index % 8 === 0) await move(ticketId, "resolved", "模拟：已变更");
    }
    const match = portrait?.matches.find(({ barredBy }) => barredBy === null);
    if (match !== undefined) {
      const { product, need, suggestedFen: amountFen } = match;
      await write(customer.id, "offer", { product, origin: "need", need, subject: "", amountFen });
    }
  }
  await offerIdleAssets(items, write, move);
}

async function offerIdleAssets(
  items: z.infer<typeof listSchema>["items"],
  write: (id: string, kind: string, content: object) => Promise<string>,
  move: (id: string, state: string, note: string) => Promise<unknown>,
): Promise<void> {
  const offerable = items.flatMap(({ customer, portrait }) => {
    const isFree = (portrait?.matches ?? []).some(({ barredBy }) => barredBy === null);
    const asset = (portrait?.idleAssets ?? []).find(({ product }) => product === "receivableLoan");
    return isFree && asset !== undefined ? [{ id: customer.id, asset }] : [];
  });
  for (const [index, { id, asset }] of offerable.slice(0, 6).entries()) {
    const { product, subject, valueFen: amountFen } = asset;
    const offerId = await write(id, "offer", {
      product,
      origin: "idleAsset",
      need: null,
      subject,
      amountFen,
    });
    if (index % 2 === 0) await move(offerId, index % 4 === 0 ? "accepted" : "declined", "模拟");
  }
}
