import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Party } from "#access";
import { businessDayOf } from "#kernel";
import { enrolmentMessage, rotationMessage } from "#telemetry";
import { bodyOf, callerOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

interface Element {
  readonly id: string;
  readonly enterpriseId: string;
  readonly code: string;
  readonly twin: { readonly version: number; readonly data: Record<string, unknown> };
}
interface Made {
  readonly collector: { readonly id: string; readonly state: string };
  readonly code: { readonly text: string } | null;
  readonly token: string | null;
}
interface Imported {
  readonly problems: readonly { readonly sheet: string; readonly row: number; readonly code: string }[];
  readonly enterprises: { readonly registered: number; readonly known: number };
  readonly elements: { readonly added: number; readonly changed: number; readonly unchanged: number };
  readonly collectors: { readonly registered: number; readonly known: number };
  readonly codes: readonly { readonly code: string; readonly collectorId: string }[];
}

let server: WholeServer;
let platform: Party;
let operator: Person;
let colleague: Person;
let elements: readonly Element[];

const sheets = {
  enterprises: ["E1", "E2"].map((code) => ({ code, name: `Factory ${code}`, owner: "boss" })),
  sites: [{ enterprise: "E1", code: "L1", name: "Line", kind: "line" }],
  elements: [
    {
      enterprise: "E1",
      code: "CNC-01",
      name: "Lathe",
      kind: "machine",
      parent: "L1",
      purchaseYuan: "1000.50",
    },
    { enterprise: "E2", code: "CNC-01", name: "Mill", kind: "machine" },
  ],
  meters: [{ enterprise: "E1", code: "DB-01", name: "Main", medium: "electricity" }],
  collectors: [{ enterprise: "E1", name: "Box 1" }],
};

beforeAll(async () => {
  server = await openWholeServer();
  platform = await server.addParty("platform");
  operator = await server.signIn(platform, "platformOperator");
  colleague = await server.signIn(platform, "platformOperator");
}, 120_000);
afterAll(async () => await server.close());

async function post<T>(person: Person, url: string, json: unknown, status = 200): Promise<T> {
  const answer = await person("POST", url, { json });
  expect(answer.status, await answer.clone().text()).toBe(status);
  return await bodyOf<T>(answer);
}

async function codeOf(answer: Response): Promise<string> {
  return (await bodyOf<{ code: string }>(answer)).code;
}

/** A key of a device, and what it sends with it. */
function makeDevice() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const key = Buffer.from(String(publicKey.export({ format: "jwk" }).x), "base64url").toString("base64");
  return { privateKey, publicKey: key };
}

function signed(privateKey: KeyObject, message: string): string {
  return sign(null, Buffer.from(message), privateKey).toString("base64");
}

type Device = ReturnType<typeof makeDevice>;

function enrolment({ privateKey, publicKey }: Device, code: string) {
  const hash = createHash("sha256").update(code.replaceAll("-", "")).digest("hex");
  return { code, publicKey, signature: signed(privateKey, enrolmentMessage(hash, publicKey)) };
}

async function enrol(body: Record<string, unknown>): Promise<Response> {
  return await callerOf(server.address)("POST", "/v1/collectors/enrol", { json: body });
}

async function registerBox(name: string): Promise<{ readonly id: string; readonly code: string }> {
  const [line] = elements.filter(({ code }) => code === "L1");
  const wanted = { enterpriseId: line?.enterpriseId, name, elementIds: [line?.id] };
  const { collector, code } = await post<Made>(operator, "/v1/collectors", wanted, 201);
  return { id: collector.id, code: code?.text ?? "" };
}

describe("a workbook with a broken row", () => {
  it("registers nothing at all and names the row; a dry run of the right one neither", async () => {
    const wrong = { ...sheets, meters: [{ enterprise: "E1", code: "DB-01", name: "Main", medium: "steam" }] };
    const refused = await post<Imported>(operator, "/v1/devices/imports", {
      dataset: "pilot",
      sheets: wrong,
    });
    expect(refused.problems).toMatchObject([{ sheet: "meters", row: 2, code: "DEVICE_KIND_UNKNOWN" }]);
    const checked = { dataset: "pilot", sheets, isDryRun: true };
    expect((await post<Imported>(operator, "/v1/devices/imports", checked)).problems).toEqual([]);
    const list = await bodyOf<{ items: unknown[] }>(operator("GET", "/v1/devices/elements"));
    expect(list.items).toEqual([]);
    const known = await bodyOf<{ items: unknown[] }>(operator("GET", "/v1/enterprises"));
    expect(known.items).toEqual([]);
  });

  it("registers everything once it is right, and nothing twice", async () => {
    const body = { dataset: "pilot", sheets };
    const made = await post<Imported>(operator, "/v1/devices/imports", body);
    expect(made).toMatchObject({
      enterprises: { registered: 2, known: 0 },
      elements: { added: 4 },
      collectors: { registered: 1, known: 0 },
    });
    expect(made.codes).toHaveLength(1);
    expect(await post<Imported>(operator, "/v1/devices/imports", body)).toMatchObject({
      problems: [],
      enterprises: { registered: 0, known: 2 },
      elements: { added: 0, changed: 0, unchanged: 4 },
      collectors: { registered: 0, known: 1 },
      codes: [],
    });
    elements = (await bodyOf<{ items: Element[] }>(operator("GET", "/v1/devices/elements"))).items;
    expect(elements).toHaveLength(4);
  });
});

describe("enrolling", () => {
  it("takes a code once, from the key that proves itself, and answers the same device again", async () => {
    const { id, code } = await registerBox("Box 2");
    const device = makeDevice();
    const other = makeDevice();
    const right = enrolment(device, code);
    expect(await codeOf(await enrol({ ...right, publicKey: other.publicKey }))).toBe("REGISTRY_PROOF_WRONG");
    const answer = await enrol(right);
    expect(answer.status).toBe(201);
    expect(await bodyOf(answer)).toMatchObject({ collector: id, elements: [{ code: "L1", kind: "line" }] });
    expect((await enrol(right)).status).toBe(201);
    expect(await codeOf(await enrol(enrolment(other, code)))).toBe("REGISTRY_CODE_REFUSED");
    const known = server.services.areas.devices.directory.find(id);
    expect(known?.state).toBe("bound");
    expect(Buffer.from(known?.keys[0]?.publicKey ?? []).toString("base64")).toBe(device.publicKey);
  });

  it("refuses a code that is unknown, replaced or too old, and a key that another collector has", async () => {
    const { id, code } = await registerBox("Box 3");
    expect(await codeOf(await enrol(enrolment(makeDevice(), "0000-0000-0000-0000")))).toBe(
      "REGISTRY_CODE_REFUSED",
    );
    const renewed = await post<Made>(operator, `/v1/collectors/${id}/codes`, {}, 201);
    expect(await codeOf(await enrol(enrolment(makeDevice(), code)))).toBe("REGISTRY_CODE_REFUSED");
    const device = makeDevice();
    const fresh = renewed.code?.text ?? "";
    expect((await enrol(enrolment(device, fresh))).status).toBe(201);
    const later = await registerBox("Box 4");
    expect(await codeOf(await enrol(enrolment(device, later.code)))).toBe("REGISTRY_KEY_KNOWN");
    server.clock.advance(15 * 86_400_000);
    operator = await server.signIn(platform, "platformOperator");
    colleague = await server.signIn(platform, "platformOperator");
    expect(await codeOf(await enrol(enrolment(makeDevice(), later.code)))).toBe("REGISTRY_CODE_REFUSED");
  });

  it("refuses a certificate request for another key, and the code is still good", async () => {
    const { code } = await registerBox("Box 5");
    const device = makeDevice();
    const body = { ...enrolment(device, code), certificateRequest: "no request" };
    expect(await codeOf(await enrol(body))).toBe("REGISTRY_CERTIFICATE_REQUEST");
    expect((await enrol(enrolment(device, code))).status).toBe(201);
  });
});

describe("a key", () => {
  it("is changed by the one in force and the new one together; both count for a while", async () => {
    const { id, code } = await registerBox("Box 6");
    const [first, second] = [makeDevice(), makeDevice()];
    await enrol(enrolment(first, code));
    const atMs = server.clock.read();
    const rotate = async (signer: Device, prover: Device, sentAtMs = atMs): Promise<Response> => {
      const message = rotationMessage(id, second.publicKey, sentAtMs);
      return await callerOf(server.address)("POST", `/v1/collectors/${id}/rotation`, {
        json: {
          publicKey: second.publicKey,
          atMs: sentAtMs,
          signature: signed(signer.privateKey, message),
          proof: signed(prover.privateKey, message),
        },
      });
    };
    expect(await codeOf(await rotate(second, second))).toBe("REGISTRY_PROOF_WRONG");
    expect(await codeOf(await rotate(first, first))).toBe("REGISTRY_PROOF_WRONG");
    expect(await codeOf(await rotate(first, second, atMs - 600_000))).toBe("REGISTRY_ROTATION_CLOCK");
    expect((await rotate(first, second)).status).toBe(201);
    const keys = server.services.areas.devices.directory.find(id)?.keys ?? [];
    expect(keys).toHaveLength(2);
    expect(keys[0]?.validToMs).toBeGreaterThan(server.clock.read());
    expect(keys[1]?.validToMs).toBeNull();
  });

  it("is sealed in the enterprise's log before anything else of the collector counts", async () => {
    await server.ledger.checkpoint();
    const types = new Map<string, number>();
    for await (const { header } of server.ledger.readEntries(0)) {
      const type = String(header["@type"]);
      types.set(type, (types.get(type) ?? 0) + 1);
    }
    expect(types.get("collector-key@1")).toBe(5);
    expect(types.get("element-twin@1")).toBeGreaterThan(1);
    expect(types.get("collector-binding@1")).toBeGreaterThan(0);
    expect(types.get("collector-state@1")).toBeGreaterThan(0);
  });
});

describe("quarantine", () => {
  it("is left only through another person, and revocation is final", async () => {
    const { id, code } = await registerBox("Box 7");
    await enrol(enrolment(makeDevice(), code));
    const reason = { reason: "two boot epochs" };
    await post(operator, `/v1/collectors/${id}/quarantine`, reason);
    expect(server.services.areas.devices.directory.find(id)?.state).toBe("quarantined");
    const own = await operator("POST", `/v1/collectors/${id}/release`, { json: reason });
    expect(await codeOf(own)).toBe("ACCESS_MAKER_IS_CHECKER");
    expect(await post(colleague, `/v1/collectors/${id}/release`, reason)).toMatchObject({ state: "bound" });
    await server.services.areas.devices.directory.quarantine(id, "clone", server.clock.read());
    expect(await post(operator, `/v1/collectors/${id}/release`, reason)).toMatchObject({ state: "bound" });
    await post(operator, `/v1/collectors/${id}/revoke`, reason);
    for (const move of ["quarantine", "release", "revoke"]) {
      const answer = await colleague("POST", `/v1/collectors/${id}/${move}`, { json: reason });
      expect(await codeOf(answer), move).toBe("REGISTRY_COLLECTOR_STATE");
    }
  });
});

describe("a twin", () => {
  it("is replayed as of any day and as far as was known, and never edited", async () => {
    const machine = elements.find(({ code, twin }) => code === "CNC-01" && twin.data["name"] === "Lathe");
    const url = `/v1/devices/elements/${machine?.id}`;
    const before = server.clock.read();
    server.clock.advance(1000);
    const encumbrance = { kind: "mortgage", holder: "Bank", fromOn: "2026-03-01" };
    const data = { ...machine?.twin.data, state: "idle", encumbrances: [encumbrance] };
    await post(operator, `${url}/versions`, { after: 1, validFrom: "2030-01-01", data }, 201);
    const twinOf = async (query: string): Promise<number | null> =>
      (await bodyOf<{ twin: { version: number } | null }>(operator("GET", `${url}?${query}`))).twin
        ?.version ?? null;
    expect(await twinOf("at=2029-12-31")).toBe(1);
    expect(await twinOf("at=2030-01-01")).toBe(2);
    expect(await twinOf(`at=2030-01-01&knownAtMs=${before}`)).toBe(1);
    expect(await twinOf("at=2000-01-01")).toBeNull();
    const late = await operator("POST", `${url}/versions`, {
      json: { after: 1, validFrom: "2030-01-01", data },
    });
    expect(await codeOf(late)).toBe("REGISTRY_VERSION_RACE");
  });
});

describe("two enterprises", () => {
  it("never see or change each other's elements and collectors; nor does a bank without consent", async () => {
    const register = await bodyOf<{ items: { id: string; code: string; ownPartyId: string }[] }>(
      operator("GET", "/v1/enterprises"),
    );
    const owners = await Promise.all(
      register.items.map(async ({ ownPartyId }) => {
        const party = await server.services.access.accounts.findParty(ownPartyId);
        if (party === null) throw new Error("no party");
        return await server.signIn(party, "owner");
      }),
    );
    const [first, second] = owners;
    if (first === undefined || second === undefined) throw new Error("no owners");
    const listOf = async (person: Person) =>
      (await bodyOf<{ items: Element[] }>(person("GET", "/v1/devices/elements"))).items;
    expect((await listOf(first)).map(({ code }) => code).toSorted()).toEqual(["CNC-01", "DB-01", "L1"]);
    const [foreign] = await listOf(second);
    expect(foreign?.twin.data["name"]).toBe("Mill");
    const url = `/v1/devices/elements/${foreign?.id}`;
    expect((await first("GET", url)).status).toBe(404);
    const change = { after: 1, validFrom: "2026-01-01", data: { name: "mine" } };
    expect((await first("POST", `${url}/versions`, { json: change })).status).toBe(404);
    const box = await registerBox("Box 8");
    expect((await second("GET", `/v1/collectors/${box.id}`)).status).toBe(404);
    expect((await first("GET", `/v1/collectors/${box.id}`)).status).toBe(200);
    const wanted = { enterpriseId: foreign?.enterpriseId, name: "spy", elementIds: [] };
    expect((await first("POST", "/v1/collectors", { json: wanted })).status).toBe(404);
    const banker = await server.signIn(server.bank, "accountManager");
    expect(await listOf(banker)).toEqual([]);
    expect((await banker("POST", "/v1/collectors", { json: wanted })).status).toBe(404);
  });

  it("show a bank what their consent to machine data covers, until it is revoked", async () => {
    const register = await bodyOf<{ items: { id: string; ownPartyId: string }[] }>(
      operator("GET", "/v1/enterprises"),
    );
    const [enterprise] = register.items;
    const party = await server.services.access.accounts.findParty(enterprise?.ownPartyId ?? "");
    if (party === null) throw new Error("no party");
    const owner = await server.signIn(party, "owner");
    const banker = await server.signIn(server.bank, "accountManager");
    const countOf = async (): Promise<number> =>
      (await bodyOf<{ items: Element[] }>(banker("GET", "/v1/devices/elements"))).items.length;
    const wanted = {
      enterpriseId: enterprise?.id,
      granteePartyId: server.bank.id,
      purpose: "creditEvaluation",
      fromOn: businessDayOf(Date.now()),
      untilOn: businessDayOf(Date.now() + 90 * 86_400_000),
    };
    await post(owner, "/v1/consents", { ...wanted, dataClasses: ["invoice"] }, 201);
    expect(await countOf(), "a consent to invoices shows no machines").toBe(0);
    const given = await post<{ id: string }>(
      owner,
      "/v1/consents",
      { ...wanted, dataClasses: ["machine"] },
      201,
    );
    expect(await countOf()).toBeGreaterThan(0);
    await post(owner, `/v1/consents/${given.id}/revocation`, { reason: null });
    expect(await countOf()).toBe(0);
  });

  it("share a gateway, each seeing only what it vouches for of its own", async () => {
    const wanted = { name: "Gateway", sparkplug: { group: "fj", node: "gw" } };
    const { collector, token } = await post<Made>(operator, "/v1/gateways", wanted, 201);
    expect(token).toMatch(/^tsg_/);
    const machines = elements.filter(({ code }) => code === "CNC-01");
    const claims = machines.map(({ id }, index) => ({ code: `device-${index}`, elementId: id }));
    await post(operator, `/v1/collectors/${collector.id}/claims`, { claims });
    const known = server.services.areas.devices.directory.findSparkplug("fj", "gw");
    expect(known?.elements.size).toBe(2);
    const row = { gateway: "Gateway", enterprise: "E1", element: "DB-01", code: "meter-1" };
    const byWorkbook = { dataset: "pilot", sheets: { claims: [row] } };
    expect(await post<Imported>(operator, "/v1/devices/imports", byWorkbook)).toMatchObject({
      problems: [],
      claims: { added: 1, known: 0 },
    });
    expect(await post<Imported>(operator, "/v1/devices/imports", byWorkbook)).toMatchObject({
      claims: { added: 0, known: 1 },
    });
    const found = server.services.areas.devices.directory.findSparkplug("fj", "gw");
    expect([...(found?.elements.keys() ?? [])]).toContain("meter-1");
    await post(operator, `/v1/collectors/${collector.id}/claims/end`, { codes: ["meter-1"] });
    const again = await operator("POST", "/v1/gateways", { json: wanted });
    expect(await codeOf(again)).toBe("REGISTRY_NODE_TAKEN");
    const register = await bodyOf<{ items: { ownPartyId: string }[] }>(operator("GET", "/v1/enterprises"));
    for (const { ownPartyId } of register.items) {
      const party = await server.services.access.accounts.findParty(ownPartyId);
      if (party === null) throw new Error("no party");
      const owner = await server.signIn(party, "owner");
      const seen = await bodyOf<{ collector: { bindings: unknown[] } }>(
        owner("GET", `/v1/collectors/${collector.id}`),
      );
      expect(seen.collector.bindings).toHaveLength(1);
      expect(
        (await owner("POST", `/v1/collectors/${collector.id}/revoke`, { json: { reason: "x" } })).status,
      ).toBe(403);
    }
  });
});
