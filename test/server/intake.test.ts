import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword, type Party } from "#access";
import { runCommandLine } from "#cli";
import { nodeCrypto } from "#ledger";
import { bareTwin } from "#registry";
import { makeVerifierKey, parseVerifierKey, receiptMessage, toBase64 } from "#seal";
import {
  type BatchAnswer,
  batchesToJson,
  batchesToJsonLines,
  batchesToProtobuf,
  type CollectorProgress,
} from "#telemetry";
import { createTestCollector, type TestCollector } from "../../src/telemetry/testing/test-collector.ts";
import { enrolCollector } from "./enrol-collector.ts";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

// The running server: from a person who registers a factory to a device whose batches are sealed and shown.

let server: WholeServer;
let manager: Person;
let enterpriseId: string;

beforeAll(async () => {
  server = await openWholeServer();
  manager = await server.signIn(server.bank, "accountManager");
  enterpriseId = await onboard(manager, "E1");
});
afterAll(async () => await server.close());

async function onboard(person: Person, code: string): Promise<string> {
  const list = `企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主\n${code},厂${code},,福州,C34,,,,王一`;
  const contentBase64 = Buffer.from(list).toString("base64");
  const json = { dataset: `set-${code}`, fileName: "list.csv", contentBase64 };
  const answer = await bodyOf<{ invitations: { enterpriseId: string }[] }>(
    person("POST", "/v1/enterprises", { json }),
  );
  return answer.invitations[0]?.enterpriseId ?? "";
}

const by = (person: Person) => ({ party: person.party, accountId: person.account.id });

/** Registers a machine and a collector for it, and enrols the device as it would. */
async function enrolDevice(
  seed: string,
  person = manager,
  enterprise = enterpriseId,
): Promise<TestCollector> {
  const { devices } = server.services.areas;
  const codes = [`${seed}-CNC`];
  await devices.elements.save(
    by(person),
    codes.map((code) => ({
      enterpriseId: enterprise,
      kind: "machine" as const,
      code,
      validFrom: "2026-01-01",
      data: bareTwin(code),
    })),
  );
  const elements = await devices.elements.list(by(person), {
    enterpriseIds: [enterprise],
    kinds: ["machine"],
  });
  const elementIds = elements.filter(({ code }) => codes.includes(code)).map(({ id }) => id);
  const made = await devices.collectors.register(by(person), {
    enterpriseId: enterprise,
    name: seed,
    elementIds,
    messagesPerSecond: null,
  });
  const device = createTestCollector(seed, {
    id: made.collector.id,
    channels: [{ element: `${seed}-CNC`, channel: "power_w", scale: 0 }],
    epoch: server.clock.read() - 60_000,
  });
  await enrolCollector(server, device, made.code?.text ?? "");
  return device;
}

async function send(body: string | Uint8Array, type: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.address}/v1/batches`, {
    method: "POST",
    headers: { "content-type": type, ...headers },
    body: typeof body === "string" ? body : Buffer.from(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    answers: (JSON.parse(text) as { answers: BatchAnswer[] }).answers,
  };
}

function credentialOf(device: TestCollector): string {
  const atMs = server.clock.read();
  const message = Buffer.from(`touchstone-connect/v1\n${device.id}\n${atMs}\n`);
  return `Collector ${device.id}:${atMs}.${toBase64(device.sign(message))}`;
}

describe("POST /v1/batches", () => {
  it("takes JSON, JSON lines and protobuf, and a copy gets the same receipt", async () => {
    const device = await enrolDevice("a");
    const [one, two, three] = device.run(3, 20, server.clock.read() - 30_000);
    if (!one || !two || !three) throw new Error("no batches");
    const json = await send(batchesToJson([one]), "application/json");
    const lines = await send(batchesToJsonLines([two]), "application/x-ndjson");
    const protobuf = await send(batchesToProtobuf([three]), "application/x-protobuf");
    for (const { status, answers } of [json, lines, protobuf]) {
      expect({ status, answers }).toMatchObject({
        status: 200,
        answers: [{ kind: "stored", collector: device.id }],
      });
    }
    const copy = await send(batchesToProtobuf([one, two, three]), "application/protobuf");
    expect(copy.answers.map(({ kind }) => kind)).toEqual(["duplicate", "duplicate", "duplicate"]);
    const receipts = [json, lines, protobuf].map(
      ({ answers: [answer] }) => answer?.kind === "stored" && answer.receipt,
    );
    expect(copy.answers.map((answer) => answer.kind !== "refused" && answer.receipt)).toEqual(receipts);
    const key = parseVerifierKey(nodeCrypto.sha256, server.ledger.trust().logs[0] ?? "");
    expect(makeVerifierKey(nodeCrypto.sha256, key)).toEqual(key);
    for (const receipt of receipts) {
      if (receipt === false) throw new Error("no receipt");
      const { signature } = receipt;
      expect(
        nodeCrypto.verifyEd25519(
          key.publicKey,
          Buffer.from(receiptMessage(receipt)),
          Buffer.from(signature, "base64"),
        ),
      ).toBe(true);
    }
    const state = server.services.areas.devices.directory.find(device.id)?.state;
    expect(state).toBe("active");
  });

  it("answers in order when some of several are refused", async () => {
    const device = await enrolDevice("b");
    const [one, two] = device.run(2, 5, server.clock.read() - 30_000);
    const [stranger] = createTestCollector("stranger").run(1, 5, server.clock.read());
    if (!one || !two || !stranger) throw new Error("no batches");
    const { status, answers } = await send(batchesToJson([one, stranger, two]), "application/json");
    expect(status).toBe(207);
    expect(answers.map(({ kind }) => kind)).toEqual(["stored", "refused", "stored"]);
  });

  it("tells a device how far it is durable, and nobody else", async () => {
    const device = await enrolDevice("c");
    const other = await enrolDevice("d");
    await send(batchesToProtobuf(device.run(4, 5, server.clock.read() - 30_000)), "application/protobuf");
    const url = `${server.address}/v1/collectors/${device.id}/progress`;
    const own = await fetch(url, { headers: { authorization: credentialOf(device) } });
    expect(await bodyOf<CollectorProgress>(own)).toMatchObject({
      state: "active",
      acknowledged: { sequence: 3 },
    });
    for (const authorization of [
      credentialOf(other),
      "Collector x:y",
      `Collector ${device.id}:1.${"A".repeat(86)}==`,
      "",
    ]) {
      const answer = await fetch(url, { headers: authorization === "" ? {} : { authorization } });
      expect(answer.status).toBe(403);
    }
  });

  it("does not read any more of an address that proves nothing", async () => {
    // What counts is a minute by the clock: both requests belong to the same one.
    server.clock.advance(60_000 - (server.clock.read() % 60_000));
    const garbage = createTestCollector("garbage").run(130, 1, server.clock.read());
    const headers = { "content-type": "application/protobuf" };
    const first = await fetch(`${server.address}/v1/batches`, {
      method: "POST",
      headers,
      body: Buffer.from(batchesToProtobuf(garbage)),
    });
    expect(first.status).toBe(207);
    const second = await fetch(`${server.address}/v1/batches`, {
      method: "POST",
      headers,
      body: Buffer.from(batchesToProtobuf(garbage)),
    });
    expect(second.status).toBe(429);
    expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(0);
    server.clock.advance(61_000);
  });
});

describe("a gateway's messages over HTTP", () => {
  it("are sealed once each, and another gateway's token opens nothing", async () => {
    const { devices } = server.services.areas;
    const made = await devices.collectors.registerGateway(by(manager), {
      name: "gw",
      sparkplug: null,
      hasToken: true,
      messagesPerSecond: null,
    });
    const [element] = await devices.elements.list(by(manager), {
      enterpriseIds: [enterpriseId],
      kinds: ["machine"],
    });
    await devices.collectors.claim(by(manager), made.collector.id, [
      { code: "M1", elementId: element?.id ?? "" },
    ]);
    const at = server.clock.read();
    const message = (sequence: number, code = "M1") =>
      `${JSON.stringify({ epoch: 1, sequence, readings: [{ element: code, channel: "power_w", at, value: sequence }] })}\n`;
    const post = async (body: string, token = made.token ?? "") =>
      await fetch(`${server.address}/v1/collectors/${made.collector.id}/messages`, {
        method: "POST",
        headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${token}` },
        body,
      });
    const first = await bodyOf<{ answers: { kind: string; index: number; ordinal: number }[] }>(
      post(message(0) + message(1)),
    );
    expect(first.answers.map(({ kind }) => kind)).toEqual(["stored", "stored"]);
    const again = await bodyOf<typeof first>(post(message(1) + message(2) + message(3, "NOBODY") + "{}\n"));
    expect(again.answers).toMatchObject([
      { ...first.answers[1], kind: "duplicate" },
      { kind: "stored" },
      { kind: "quarantined", reason: "unknownElement" },
      { kind: "quarantined", reason: "malformed" },
    ]);
    expect((await post(message(9), "wrong")).status).toBe(403);
    expect(server.services.areas.intake.live.find(made.collector.id)?.items).toEqual({
      received: 6,
      stored: 3,
      duplicates: 1,
      quarantined: 2,
    });
  });
});

describe("touchstone intake", () => {
  it("sends batches from files and says how they fared, and shows what came in", async () => {
    const device = await enrolDevice("g");
    const folder = await mkdtemp(path.join(tmpdir(), "touchstone-send-"));
    const [one, two] = device.run(2, 5, server.clock.read() - 30_000);
    if (!one || !two) throw new Error("no batches");
    await writeFile(path.join(folder, "a.json"), batchesToJson([one]));
    await writeFile(path.join(folder, "b.pb"), batchesToProtobuf([two]));
    await writeFile(
      path.join(folder, "c.jsonl"),
      batchesToJsonLines(createTestCollector("nobody").run(1, 1, 1)),
    );
    const good = await command(
      "intake",
      "send",
      path.join(folder, "a.json"),
      path.join(folder, "b.pb"),
      "--server",
      server.address,
    );
    expect(good).toMatchObject({ code: 0 });
    expect(good.out.match(/^stored\t/gm)).toHaveLength(2);
    const bad = await command("intake", "send", path.join(folder, "c.jsonl"), "--server", server.address);
    expect(bad).toMatchObject({ code: 1 });
    expect(bad.out).toContain("unknownCollector");
    const passwordHash = await hashPassword("correct horse battery");
    await server.services.access.accounts.save(
      { partyId: server.bank.id, name: "shell", role: "accountManager", passwordHash },
      server.clock.read(),
    );
    await writeFile(path.join(folder, "password"), "correct horse battery\n");
    const login = [
      "--server",
      server.address,
      "--user",
      "shell",
      "--password-file",
      path.join(folder, "password"),
    ];
    const listed = await command("intake", "collectors", ...login, "--json");
    expect(JSON.parse(listed.out)).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ collector: device.id })]),
    });
    const status = await command("intake", "status", ...login);
    expect(status.out).toMatch(/state\topen/);
    expect((await command("intake", "alarms", ...login)).code).toBe(0);
    await rm(folder, { recursive: true, force: true });
  });
});

async function command(
  ...words: readonly string[]
): Promise<{ readonly code: number; readonly out: string }> {
  let out = "";
  const write = (text: string): boolean => {
    out += text;
    return true;
  };
  const code = await runCommandLine(words, {
    stdout: { write },
    stderr: { write },
    env: {},
    clock: server.clock.read,
    language: "en",
    signal: new AbortController().signal,
  });
  return { code, out };
}

describe("the live view", () => {
  it("shows each party the collectors that it may see, and sums that hold", async () => {
    const device = await enrolDevice("e");
    await send(batchesToProtobuf(device.run(2, 5, server.clock.read() - 30_000)), "application/protobuf");
    const otherBank: Party = await server.addParty("bank");
    const stranger = await server.signIn(otherBank, "accountManager");
    server.clock.advance(11_000);
    const mine = await bodyOf<{
      total: number;
      items: { collector: string; enterpriseName: string; items: Record<string, number> }[];
    }>(manager("GET", "/v1/intake/live?order=name"));
    expect(mine.items.map(({ collector }) => collector)).toContain(device.id);
    for (const { items } of mine.items) {
      expect(items["received"]).toBe(
        (items["stored"] ?? 0) + (items["duplicates"] ?? 0) + (items["quarantined"] ?? 0),
      );
    }
    expect(mine.items.find(({ collector }) => collector === device.id)?.enterpriseName).toBe("厂E1");
    const theirs = await bodyOf<typeof mine>(stranger("GET", "/v1/intake/live"));
    expect(theirs.total).toBe(0);
    expect((await stranger("GET", `/v1/intake/collectors/${device.id}`)).status).toBe(404);
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    expect(metrics).toMatch(/touchstone_intake_items\{outcome="stored"\} \d+/);
    expect(metrics).not.toContain(device.id);
    const forwarded = await fetch(`${server.address}/metrics`, {
      headers: { "x-forwarded-for": "203.0.113.9" },
    });
    expect(forwarded.status).toBe(401);
  });

  it("reaches the observations within seconds of being sealed", async () => {
    const device = await enrolDevice("f");
    await send(batchesToProtobuf(device.run(2, 5, server.clock.read() - 30_000)), "application/protobuf");
    const { devices } = server.services.areas;
    await expect
      .poll(async () => (await devices.assets.lastReadings([enterpriseId])).has(`${enterpriseId}\nf-CNC`), {
        timeout: 15_000,
      })
      .toBe(true);
    expect(server.errors()).toBe("");
  });
});
