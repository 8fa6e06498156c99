import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AccessStores, PartyKind, Role } from "#access";
import { type StoryPerson, signInForStory } from "./story-person.ts";

/** Everybody who acts in the simulated pilot, signed in. */
export interface PilotCast {
  readonly administrator: StoryPerson;
  readonly accountManager: StoryPerson;
  readonly creditOfficer: StoryPerson;
  readonly riskOfficer: StoryPerson;
  readonly postLoanManager: StoryPerson;
  readonly platformOperator: StoryPerson;
  readonly fundClerk: StoryPerson;
  readonly fundChecker: StoryPerson;
}

/** What signing people in needs. */
export interface Stage {
  readonly server: FastifyInstance;
  readonly access: AccessStores;
  /** The installation's own bank and its administrator. */
  readonly bank: { readonly partyId: string; readonly administratorId: string };
}

const institutions = [
  {
    kind: "platform",
    code: "platform",
    name: "模拟工业互联网平台",
    first: "模拟平台运营",
    role: "platformOperator",
  },
  { kind: "fund", code: "fund", name: "模拟风险补偿基金", first: "模拟基金经办", role: "fundOfficer" },
  { kind: "regulator", code: "regulator", name: "模拟监管局", first: "模拟监管审计", role: "auditor" },
] as const satisfies readonly { kind: PartyKind; code: string; name: string; first: string; role: Role }[];

const bankPeople = [
  { name: "模拟客户经理", role: "accountManager" },
  { name: "模拟审批人", role: "creditOfficer" },
  { name: "模拟风险经理", role: "riskOfficer" },
  { name: "模拟贷后经理", role: "postLoanManager" },
] as const satisfies readonly { name: string; role: Role }[];

const partiesSchema = z.object({ items: z.array(z.object({ id: z.string(), code: z.string() })) });
const peopleSchema = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Makes the parties and people that are not there yet, and signs everybody in. */
export async function assembleCast(stage: Stage): Promise<PilotCast> {
  const { server, access, bank } = stage;
  const signIn = async (partyId: string, accountId: string): Promise<StoryPerson> =>
    await signInForStory(server, access, { partyId, accountId });
  const administrator = await signIn(bank.partyId, bank.administratorId);
  const known = partiesSchema.parse(await administrator.get("/v1/parties")).items;
  for (const { kind, code, name, first, role } of institutions) {
    if (known.some((party) => party.code === code)) continue;
    await administrator.post("/v1/parties", { kind, code, name, firstPerson: { name: first, role } });
  }
  const parties = partiesSchema.parse(await administrator.get("/v1/parties")).items;
  const partyOf = (code: string): string => parties.find((party) => party.code === code)?.id ?? "";
  const ours = await ensurePeople(administrator, bankPeople);
  const clerk = await signIn(partyOf("fund"), await firstAccountOf(access, partyOf("fund")));
  // The fund's first person is no administrator: the second is added as its founder would be, by the installation.
  const checkerId = await addFundChecker(access, partyOf("fund"));
  const platformId = partyOf("platform");
  return {
    administrator,
    accountManager: await signIn(bank.partyId, ours("模拟客户经理")),
    creditOfficer: await signIn(bank.partyId, ours("模拟审批人")),
    riskOfficer: await signIn(bank.partyId, ours("模拟风险经理")),
    postLoanManager: await signIn(bank.partyId, ours("模拟贷后经理")),
    platformOperator: await signIn(platformId, await firstAccountOf(access, platformId)),
    fundClerk: clerk,
    fundChecker: await signIn(partyOf("fund"), checkerId),
  };
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

async function firstAccountOf(access: AccessStores, partyId: string): Promise<string> {
  return (await access.accounts.list(partyId))[0]?.id ?? "";
}

async function addFundChecker(access: AccessStores, partyId: string): Promise<string> {
  const name = "模拟基金复核";
  const found = await access.accounts.findByName(partyId, name);
  if (found !== null) return found.id;
  return (await access.accounts.add({ partyId, name, role: "fundOfficer" }, access.clock())).id;
}
