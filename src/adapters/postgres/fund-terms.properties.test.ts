import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  approveEnrolment,
  createProgramme,
  decideEnrolment,
  draftVersion,
  fileEnrolment,
  type ProgrammeTerms,
  publishVersion,
  reserveClaim,
} from "#compensation";
import { Fault } from "#kernel";
import { addLoan, claimAt, type FundHouse, openFundHouse, today } from "./testing/fund-house.ts";

// I9 and I15 on a real PostgreSQL, each by a model that shares no code with the program, and once more with the
// program left out, so that the database holds them alone.

const terms: ProgrammeTerms = {
  ratioPpm: { micro: 550_000, small: 450_000, medium: 400_000, large: 0 },
  cumulativePpm: { specialMention: 100_000, substandard: 250_000, doubtful: 400_000 },
  startClass: "specialMention",
  bankRetentionPpm: 200_000,
  stackCapPpm: 800_000,
  averageCapPpm: 500_000,
  annualCapFen: null,
  bankCapFen: null,
  firmCapFen: null,
  warnPpm: 1_000_000,
  tripPpm: 1_000_000,
  refundDays: 30,
  platforms: [],
};

let house: FundHouse;
beforeAll(async () => {
  house = await openFundHouse();
});
afterAll(async () => await house.close());

const isFault = (cause: unknown): "refused" => {
  if (cause instanceof Fault) return "refused";
  throw cause;
};

describe("I9: the ratio falls with size, and large enterprises get nothing", () => {
  const rate = fc.constantFrom(0, 1, 349_999, 350_000, 400_000, 550_000, 1_000_000);
  const ratios = fc.record({
    micro: rate,
    small: rate,
    medium: rate,
    large: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, rate),
  });

  it("for the program and for the database alike", async () => {
    const seen = { held: 0, broken: 0 };
    await fc.assert(
      fc.asyncProperty(ratios, async (ratioPpm) => {
        const holds =
          ratioPpm.micro >= ratioPpm.small && ratioPpm.small >= ratioPpm.medium && ratioPpm.large === 0;
        seen[holds ? "held" : "broken"]++;
        const { desk, people, parties, as } = house;
        const wanted = { effectiveFrom: "2025-01-01", terms: { ...terms, ratioPpm } };
        const code = `P-${randomUUID().slice(0, 8)}`;
        const made = await createProgramme(desk, as(people.zhang), { ...wanted, code, name: "x" }).catch(
          isFault,
        );
        expect(made !== "refused").toBe(holds);
        const programmeId =
          made === "refused"
            ? await createProgramme(desk, as(people.zhang), { ...wanted, terms, code, name: "x" })
            : made;
        const by = { madeBy: people.zhang.id, madeByName: "张", publishedBy: null, publishedByName: null };
        const row = {
          partyId: parties.fund,
          programmeId,
          version: 2,
          state: "draft",
          ...by,
          ...wanted,
        } as const;
        const stored = await desk.store
          .inParty(parties.fund, async (session) => await session.add("version", row))
          .then(
            () => true,
            (cause: unknown) => {
              expect(String(cause)).toContain("fund_ratio_by_size");
              return false;
            },
          );
        expect(stored).toBe(holds);
      }),
      { numRuns: 60, seed: 20_261_122 },
    );
    expect(Math.min(seen.held, seen.broken)).toBeGreaterThan(5);
  }, 120_000);
});

describe("I15: what was not applied for on a platform listed that day is never reserved", () => {
  /** Days on which a version lists the platform, or drops it; the first is from the start. */
  const days = ["2025-01-01", "2026-03-10", "2026-04-01"] as const;
  const story = fc.record({
    channel: fc.constantFrom("direct" as const, "platform" as const, "platform" as const, "other" as const),
    lists: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    appliedOn: fc.constantFrom(
      "2024-12-31",
      "2025-01-01",
      "2026-03-09",
      "2026-03-10",
      "2026-03-31",
      "2026-04-01",
    ),
  });
  /** After the last version begins. */
  const later = "2026-05-04";
  type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

  async function makeProgramme(lists: readonly boolean[]): Promise<string> {
    const { desk, people, parties, as } = house;
    const termsOf = (isListed: boolean | undefined): ProgrammeTerms => ({
      ...terms,
      platforms: isListed === true ? [{ partyId: parties.platform, name: "平台" }] : [],
    });
    const code = `P-${randomUUID().slice(0, 8)}`;
    const first = { effectiveFrom: days[0], terms: termsOf(lists[0]), code, name: "x" };
    const programmeId = await createProgramme(desk, as(people.zhang), first);
    await publishVersion(desk, as(people.li), { programmeId, version: 1 });
    for (const [index, effectiveFrom] of days.entries()) {
      if (index === 0) continue;
      const version = await draftVersion(desk, as(people.zhang), {
        programmeId,
        effectiveFrom,
        terms: termsOf(lists[index]),
      });
      await publishVersion(desk, as(people.li), { programmeId, version });
    }
    await desk.store.inParty(parties.fund, async (session) => {
      await session.change("pool", { programmeId }, { balanceFen: 1_000_000n });
    });
    return programmeId;
  }

  function isCovered({ channel, lists, appliedOn }: Story): boolean {
    if (channel !== "platform") return false;
    const version = days.findLastIndex((day) => day <= appliedOn);
    return version >= 0 && lists[version] === true;
  }

  const loanOf = async ({ channel, appliedOn }: Story): Promise<string> => {
    const platform = { direct: null, platform: house.parties.platform, other: house.parties.otherPlatform };
    return await addLoan(house, { principalFen: 100_000n, platform: platform[channel], appliedOn });
  };

  it("by whatever walk through the program", async () => {
    const seen = { covered: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const { desk, people } = house;
        const at = (person: (typeof people)["wang"]) => ({ actor: person, on: later });
        const programmeId = await makeProgramme(told.lists);
        const loanId = await loanOf(told);
        const walk = async (): Promise<"reserved"> => {
          const enrolmentId = await fileEnrolment(desk, at(people.wang), { programmeId, loanId });
          await approveEnrolment(desk, at(people.zhao), enrolmentId);
          await decideEnrolment(desk, at(people.zhang), { enrolmentId, confirms: true, note: "" });
          const claim = { loanId, enrolmentId, class: "substandard", lossFen: 100_000n } as const;
          const claimId = await claimAt(house, claim);
          await reserveClaim(desk, at(people.zhang), claimId);
          return "reserved";
        };
        const covered = isCovered(told);
        seen[covered ? "covered" : "refused"]++;
        expect(await walk().catch(isFault)).toBe(covered ? "reserved" : "refused");
      }),
      { numRuns: 40, seed: 20_261_122 },
    );
    expect(Math.min(seen.covered, seen.refused)).toBeGreaterThan(5);
  }, 180_000);

  it("by the database alone, when a program writes the rows without the rules", async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const { desk, parties } = house;
        const programmeId = await makeProgramme([true, true, true]);
        const listed = await loanOf({ ...told, channel: "platform", appliedOn: "2025-01-01" });
        const enrolmentId = await enrolBefore(programmeId, listed);
        const claimId = await claimAt(house, {
          loanId: listed,
          enrolmentId,
          class: "substandard",
          lossFen: 100_000n,
        });
        const { covered, channel } = { covered: isCovered({ ...told, lists: [true, true, true] }), ...told };
        const written = desk.store.inParty(parties.fund, async (session) => {
          const platformPartyId = channel === "other" ? parties.otherPlatform : parties.platform;
          const change = channel === "direct" ? {} : { platformPartyId, appliedOn: told.appliedOn };
          await session.change(
            "enrolment",
            { enrolmentId },
            change.appliedOn === undefined ? { appliedOn: "2024-12-31" } : change,
          );
          const reservation = {
            claimId,
            round: 1,
            programmeId,
            onDay: today,
            amountFen: 1n,
            state: "held",
          } as const;
          await session.add("reservation", { partyId: parties.fund, ...reservation });
        });
        const outcome = await written.then(
          () => "reserved",
          (cause: unknown) => (/listed platform/.test(String(cause)) ? "refused" : String(cause)),
        );
        expect(outcome).toBe(covered ? "reserved" : "refused");
      }),
      { numRuns: 20, seed: 20_261_122 },
    );
  }, 180_000);

  async function enrolBefore(programmeId: string, loanId: string): Promise<string> {
    const { desk, people, as } = house;
    const enrolmentId = await fileEnrolment(desk, as(people.wang), { programmeId, loanId });
    await approveEnrolment(desk, as(people.zhao), enrolmentId);
    await decideEnrolment(desk, as(people.zhang), { enrolmentId, confirms: true, note: "" });
    return enrolmentId;
  }
});
