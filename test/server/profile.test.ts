import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "#indicators";
import { nodeCrypto } from "#ledger";
import { verifyBundle } from "#seal";
import { regionDatasetOf } from "#simulate";
import { importRegion } from "./import-region.ts";
import {
  bodyOf,
  type Caller,
  callerOf,
  openWholeServer,
  type Person,
  type WholeServer,
} from "./open-whole-server.ts";
import { registerFactory } from "./register-factory.ts";
import { giveConsent } from "./seed-own-bank.ts";

// The running server on a simulated region: the portrait of one enterprise for its owner, for a bank with and without a
// basis, and for everybody else.

const region = { seed: "profile-test", enterprises: 20, months: 15, endDay: "2026-06-30" } as const;

let server: WholeServer;
let manager: Person;
let owner: Caller;
let neighbour: Caller;
let enterpriseId: string;

beforeAll(async () => {
  server = await openWholeServer({ prepare: async (directory) => await importRegion(directory, region) });
  manager = await server.signIn(server.bank, "accountManager");
  const dataset = regionDatasetOf(region);
  ({ owner, enterpriseId } = await registerFactory(server, manager, {
    dataset,
    code: "R0002",
    name: "甲厂",
  }));
  ({ owner: neighbour } = await registerFactory(server, manager, { dataset, code: "R0003", name: "乙厂" }));
}, 240_000);
afterAll(async () => await server.close());

const at = (name: string, query = ""): string => `/v1/enterprises/${enterpriseId}/${name}${query}`;
const names = ["profile", "twin", "streams", "chain", "flows", "peers", "connection-report"] as const;

interface Portrait {
  readonly asOf: string;
  readonly knownAt: number;
  readonly withheld: readonly string[];
  readonly known: number;
  readonly groups: readonly {
    readonly group: string;
    readonly items: readonly {
      readonly id: string;
      readonly rows: number;
      readonly streams: readonly string[];
      readonly value: string | null;
    }[];
  }[];
  readonly proxy: readonly { readonly item: string }[];
  readonly lifeStage: { readonly stage: string } | null;
}

interface Behind {
  readonly rows: number;
  readonly counts: readonly { readonly rows: number }[];
  readonly sample: readonly {
    readonly kind: string;
    readonly origin: string;
    readonly index: number;
    readonly ordinal: number;
  }[];
}

function placeOf(row: Behind["sample"][number] | undefined): string {
  if (row === undefined) throw new Error("no row");
  return `?origin=${encodeURIComponent(row.origin)}&index=${row.index}&ordinal=${row.ordinal}`;
}

describe("the portrait of an enterprise", { timeout: 120_000 }, () => {
  it("is shown to its owner whole, dated by its newest day", async () => {
    const portrait = await bodyOf<Portrait>(owner("GET", at("profile", "?purpose=platformService")));
    expect(portrait).toMatchObject({ asOf: "2026-06-30", withheld: [] });
    expect(portrait.groups).toHaveLength(9);
    expect(portrait.known).toBeGreaterThan(40);
    expect(portrait.proxy.length).toBe(7);
    expect(portrait.lifeStage).not.toBeNull();
  });

  it("is refused to everybody without a basis, on every page of it", async () => {
    const stranger = await server.signIn(await server.addParty("bank"), "accountManager");
    const platform = await server.signIn(await server.addParty("platform"), "platformOperator");
    const fund = await server.signIn(await server.addParty("fund"), "fundOfficer");
    for (const name of names) {
      for (const caller of [manager, neighbour, stranger, platform, fund]) {
        expect((await caller("GET", at(name))).status, name).toBe(403);
      }
      expect((await callerOf(server.address)("GET", at(name))).status, name).toBe(401);
    }
  });

  it("is shown to a bank with a consent, without classes that the consent leaves out", async () => {
    await giveConsent(server, owner, enterpriseId);
    const portrait = await bodyOf<Portrait>(manager("GET", at("profile")));
    expect(portrait.withheld).toEqual(["loan"]);
    const items = portrait.groups.flatMap((group) => group.items);
    const ofLoans = items.filter(({ streams }) => streams.length === 1 && streams[0] === "loans");
    expect(ofLoans.length).toBeGreaterThan(0);
    expect(ofLoans.every(({ value }) => value === null)).toBe(true);
    for (const name of names) expect((await manager("GET", at(name))).status, name).toBe(200);
    const stranger = await server.signIn(await server.addParty("bank"), "accountManager");
    expect((await stranger("GET", at("profile"))).status).toBe(403);
  });

  it("leads from every item and indicator to its rows, and from a row to its proof", async () => {
    const portrait = await bodyOf<Portrait>(manager("GET", at("profile")));
    const items = portrait.groups.flatMap((group) => group.items).filter(({ value }) => value !== null);
    for (const { id, rows, streams } of items) {
      const behind = await bodyOf<Behind>(
        manager("GET", at("provenance", `?asOf=${portrait.asOf}&streams=${streams.join(",")}`)),
      );
      expect(behind.rows, id).toBeGreaterThanOrEqual(rows);
      expect(
        behind.counts.reduce((sum, one) => sum + one.rows, 0),
        id,
      ).toBe(behind.rows);
    }
    const found = new Set<string>();
    // The consent leaves loans out; those that read the same streams are found alike.
    const readable = catalogue.filter(
      ({ presentOn, streams }) => presentOn.includes("operations") && !streams.includes("loans"),
    );
    const oneOfEach = new Map(readable.map(({ id, streams }) => [streams.join(), id]));
    for (const id of oneOfEach.values()) {
      const { sample } = await bodyOf<Behind>(
        manager("GET", at("provenance", `?asOf=${portrait.asOf}&indicator=${id}`)),
      );
      for (const { kind } of sample) found.add(kind);
    }
    expect([...found].toSorted()).toEqual(
      [
        "collectorDay",
        "document",
        "invoice",
        "machineDay",
        "meterDay",
        "statement",
        "workforceDay",
      ].toSorted(),
    );
    const { sample } = await bodyOf<Behind>(manager("GET", at("provenance", "?streams=orders")));
    const proof = await manager("GET", at("row-proof", placeOf(sample[0])));
    const bundle = Buffer.from(await proof.arrayBuffer());
    expect(verifyBundle(bundle, nodeCrypto).verdict).toBe("selfConsistent");
  });

  it("keeps rows of a class that a consent leaves out, and their proofs, from whoever holds it", async () => {
    const { sample } = await bodyOf<Behind>(owner("GET", at("provenance", "?streams=loans")));
    expect(sample.length).toBeGreaterThan(0);
    expect((await owner("GET", at("row-proof", placeOf(sample[0])))).status).toBe(200);
    expect((await manager("GET", at("provenance", "?streams=loans"))).status).toBe(403);
    expect((await manager("GET", at("row-proof", placeOf(sample[0])))).status).toBe(403);
    const mixed = await bodyOf<Behind>(manager("GET", at("provenance", "?streams=loans,payments")));
    expect(mixed.sample.every(({ kind }) => kind === "statement")).toBe(true);
  });

  it("says for an earlier day and place of the log what it said then", async () => {
    const before = await bodyOf<Portrait>(owner("GET", at("profile", "?asOf=2025-12-31")));
    expect(before.asOf).toBe("2025-12-31");
    const pinned = `?asOf=2025-12-31&knownAt=${before.knownAt}`;
    expect(await bodyOf(owner("GET", at("profile", pinned)))).toEqual(
      await bodyOf(owner("GET", at("profile", pinned))),
    );
    const empty = await bodyOf<Portrait>(owner("GET", at("profile", "?asOf=2025-12-31&knownAt=0")));
    expect(empty).toMatchObject({ known: 0, lifeStage: null, proxy: [] });
  });

  it("replays its twin on any day", async () => {
    const today = await bodyOf<{ day: string; machines: unknown[]; goods: unknown[] }>(
      owner("GET", at("twin")),
    );
    expect(today.day).toBe("2026-06-30");
    expect(today.machines.length).toBeGreaterThan(0);
    expect(today.goods.length).toBeGreaterThan(0);
    const before = await bodyOf<{ day: string }>(owner("GET", at("twin", "?day=2026-01-31")));
    expect(before.day).toBe("2026-01-31");
  });

  it("pages through orders with their five flows", async () => {
    interface Page {
      total: number;
      items: { orderNumber: string; placedOn: string; verdict: string }[];
      sankey: { links: { from: string; amountFen: string }[] };
    }
    const first = await bodyOf<Page>(owner("GET", at("flows", "?limit=5")));
    const second = await bodyOf<Page>(owner("GET", at("flows", "?limit=5&offset=5")));
    expect(first.items).toHaveLength(5);
    expect(first.total).toBeGreaterThan(10);
    expect(first.items.at(-1)?.placedOn).toBeDefined();
    expect(String(first.items.at(-1)?.placedOn) >= String(second.items[0]?.placedOn)).toBe(true);
    expect(first.sankey.links.length).toBeGreaterThan(2);
    const matched = await bodyOf<Page>(owner("GET", at("flows", "?verdict=matched&limit=5")));
    expect(matched.items.every(({ verdict }) => verdict === "matched")).toBe(true);
  });

  it("plays the failure of a customer through", async () => {
    interface Chain {
      nodes: { id: string; role: string }[];
      knockOut: { id: string; losses: { id: string; lostRevenueFen: string }[] };
      groupExposureFen: string | null;
    }
    const chain = await bodyOf<Chain>(owner("GET", at("chain")));
    expect(chain.groupExposureFen).toBeNull();
    const self = chain.nodes.find(({ role }) => role === "self")?.id;
    expect(chain.knockOut.losses.find(({ id }) => id === self)?.lostRevenueFen).toMatch(/^[1-9]\d*$/);
    const ofBank = await bodyOf<Chain>(manager("GET", at("chain")));
    expect(ofBank.groupExposureFen).toBe("0");
  });
});
