import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AccessStores, PartyKind, Role } from "#access";
import { type StoryPerson, signInForStory } from "./story-person.ts";

/** Everybody who acts in the simulated pilot, signed in. */
export interface PilotCast {
  readonly bankAdministrator: StoryPerson;
  readonly accountManager: StoryPerson;
  readonly creditOfficer: StoryPerson;
  readonly riskOfficer: StoryPerson;
  readonly modelDeveloper: StoryPerson;
  readonly modelValidator: StoryPerson;
  readonly postLoanManager: StoryPerson;
  readonly platformOperator: StoryPerson;
  readonly fundClerk: StoryPerson;
  readonly fundChecker: StoryPerson;
  readonly regulator: StoryPerson;
}

/** What signing people in needs. */
export interface Stage {
  readonly server: FastifyInstance;
  readonly access: AccessStores;
  /** Who makes the simulated parties: the administrator of the installation. */
  readonly founder: { readonly partyId: string; readonly accountId: string };
}

/** Codes of the simulated parties. They are apart from the installation's own bank, so that no row of theirs is real. */
export const simulatedCodes = {
  bank: "sim-bank",
  platform: "sim-platform",
  fund: "sim-fund",
  regulator: "sim-regulator",
} as const satisfies Partial<Record<PartyKind, string>>;

const institutions = [
  { kind: "bank", name: "模拟银行", first: "模拟行内管理员", role: "administrator" },
  { kind: "platform", name: "模拟工业互联网平台", first: "模拟平台运营", role: "platformOperator" },
  { kind: "fund", name: "模拟风险补偿基金", first: "模拟基金经办", role: "administrator" },
  { kind: "regulator", name: "模拟监管局", first: "模拟监管审计", role: "auditor" },
] as const satisfies readonly {
  kind: keyof typeof simulatedCodes;
  name: string;
  first: string;
  role: Role;
}[];

const bankPeople = [
  { name: "模拟客户经理", role: "accountManager" },
  { name: "模拟审批人", role: "creditOfficer" },
  { name: "模拟风险经理", role: "riskOfficer" },
  { name: "模拟模型开发", role: "modelDeveloper" },
  { name: "模拟模型验证", role: "modelValidator" },
  { name: "模拟贷后经理", role: "postLoanManager" },
] as const satisfies readonly { name: string; role: Role }[];

const partiesSchema = z.object({ items: z.array(z.object({ id: z.string(), code: z.string() })) });
const peopleSchema = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Makes the simulated parties and people that are not there yet, and signs everybody in. */
export async function assembleCast({ server, access, founder }: Stage): Promise<PilotCast> {
  const signIn = async (partyId: string, accountId: string): Promise<StoryPerson> =>
    await signInForStory(server, access, { partyId, accountId });
  const partyOf = await ensureParties(await signIn(founder.partyId, founder.accountId));
  const first = async (kind: keyof typeof simulatedCodes): Promise<StoryPerson> => {
    const partyId = partyOf(simulatedCodes[kind]);
    const name = institutions.find((one) => one.kind === kind)?.first ?? "";
    return await signIn(partyId, (await access.accounts.findByName(partyId, name))?.id ?? "");
  };
  const bankAdministrator = await first("bank");
  const fundClerk = await first("fund");
  const inBank = await ensurePeople(bankAdministrator, bankPeople);
  const inFund = await ensurePeople(fundClerk, [{ name: "模拟基金复核", role: "fundOfficer" }]);
  const ofBank = async (name: string): Promise<StoryPerson> =>
    await signIn(bankAdministrator.partyId, inBank(name));
  return {
    bankAdministrator,
    accountManager: await ofBank("模拟客户经理"),
    creditOfficer: await ofBank("模拟审批人"),
    riskOfficer: await ofBank("模拟风险经理"),
    modelDeveloper: await ofBank("模拟模型开发"),
    modelValidator: await ofBank("模拟模型验证"),
    postLoanManager: await ofBank("模拟贷后经理"),
    platformOperator: await first("platform"),
    fundClerk,
    fundChecker: await signIn(fundClerk.partyId, inFund("模拟基金复核")),
    regulator: await first("regulator"),
  };
}

async function ensureParties(founder: StoryPerson): Promise<(code: string) => string> {
  const before = partiesSchema.parse(await founder.get("/v1/parties")).items;
  for (const { kind, name, first, role } of institutions) {
    const code = simulatedCodes[kind];
    if (before.some((party) => party.code === code)) continue;
    const firstPerson = { name: first, role };
    await founder.post("/v1/parties", { kind, code, name, isSimulated: true, firstPerson });
  }
  const parties = partiesSchema.parse(await founder.get("/v1/parties")).items;
  return (code) => parties.find((party) => party.code === code)?.id ?? "";
}

async function ensurePeople(
  administrator: StoryPerson,
  wanted: readonly { readonly name: string; readonly role: Role }[],
): Promise<(name: string) => string> {
  const before = peopleSchema.parse(await administrator.get("/v1/people")).items;
  for (const person of wanted) {
    if (!before.some(({ name }) => name === person.name)) await administrator.post("/v1/people", person);
  }
  const people = peopleSchema.parse(await administrator.get("/v1/people")).items;
  return (name) => people.find((person) => person.name === name)?.id ?? "";
}
