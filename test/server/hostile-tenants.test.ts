import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Party } from "#access";
import { toBase64 } from "#seal";
import {
  type BatchAnswer,
  batchesToJson,
  batchesToProtobuf,
  enrolmentMessage,
  normalizeEnrolmentCode,
  type SignedBatch,
} from "#telemetry";
import { createTestCollector, type TestCollector } from "../../src/telemetry/testing/test-collector.ts";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

// Platform P with enterprise A attacks platform Q with enterprise B, and a stranger attacks both.

interface Side {
  readonly party: Party;
  readonly operator: Person;
  readonly enterpriseId: string;
  readonly elementId: string;
  readonly device: TestCollector;
  readonly gateway: { readonly id: string; readonly token: string };
  readonly code: string;
}
let server: WholeServer;
let p: Side;
let q: Side;
let bankUser: Person;

beforeAll(async () => {
  server = await openWholeServer();
  p = await addSide("A");
  q = await addSide("B");
  bankUser = await server.signIn(server.bank, "accountManager");
}, 180_000);
afterAll(async () => await server.close());

async function addSide(code: string): Promise<Side> {
  const party = await server.addParty("platform");
  const operator = await server.signIn(party, "platformOperator");
  const { devices } = server.services.areas;
  const by = { party, accountId: operator.account.id };
  const imported = await operator("POST", "/v1/devices/imports", {
    json: {
      dataset: `set-${code}`,
      sheets: {
        enterprises: [{ code, name: `Factory ${code}`, owner: "boss" }],
        elements: [{ enterprise: code, code: "CNC-01", name: "Lathe", kind: "machine" }],
      },
    },
  });
  expect(imported.status, await imported.clone().text()).toBe(200);
  const [element] = await devices.elements.list(by, {});
  if (element === undefined) throw new Error("no element");
  const { enterpriseId } = element;
  const made = await devices.collectors.register(by, {
    enterpriseId,
    name: `box-${code}`,
    elementIds: [element.id],
    messagesPerSecond: null,
  });
  const device = createTestCollector(`device-${code}`, {
    id: made.collector.id,
    channels: [{ element: "CNC-01", channel: "power_w", scale: 0 }],
    epoch: server.clock.read() - 60_000,
  });
  expect((await enrol(device, made.code?.text ?? "")).status).toBe(201);
  const gateway = await devices.collectors.registerGateway(by, {
    name: `gateway-${code}`,
    sparkplug: { group: `group-${code}`, node: "edge" },
    hasToken: true,
    messagesPerSecond: null,
  });
  await devices.collectors.claim(by, gateway.collector.id, [{ code: "M1", elementId: element.id }]);
  return {
    party,
    operator,
    enterpriseId,
    elementId: element.id,
    device,
    gateway: { id: gateway.collector.id, token: gateway.token ?? "" },
    code,
  };
}

async function enrol(device: TestCollector, code: string): Promise<Response> {
  const publicKey = toBase64(device.publicKey);
  const codeHash = createHash("sha256").update(normalizeEnrolmentCode(code)).digest("hex");
  const signature = toBase64(device.sign(Buffer.from(enrolmentMessage(codeHash, publicKey))));
  return await fetch(`${server.address}/v1/collectors/enrol`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code, publicKey, signature }),
  });
}

async function send(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${server.address}/v1/batches`, {
    method: "POST",
    headers: {
      "content-type": typeof body === "string" ? "application/json" : "application/protobuf",
      ...headers,
    },
    body: typeof body === "string" ? body : Buffer.from(body),
  });
}

async function answersTo(...batches: readonly (SignedBatch | undefined)[]): Promise<readonly string[]> {
  const answer = await send(batchesToJson(batches.flatMap((batch) => batch ?? [])));
  const { answers } = await bodyOf<{ answers: BatchAnswer[] }>(answer);
  return answers.map((one) => `${one.kind}${"reason" in one && one.reason ? `:${one.reason}` : ""}`);
}

function credentialOf(device: TestCollector): string {
  const atMs = server.clock.read();
  const message = Buffer.from(`touchstone-connect/v1\n${device.id}\n${atMs}\n`);
  return `Collector ${device.id}:${atMs}.${toBase64(device.sign(message))}`;
}

async function sendMessages(side: Side, token: string, body: string): Promise<Response> {
  return await fetch(`${server.address}/v1/collectors/${side.gateway.id}/messages`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${token}` },
    body,
  });
}

describe("another platform and a bank without consent", () => {
  it("read nothing of the enterprise, its devices, its data and its log", async () => {
    const [batch] = q.device.run(1, 5, server.clock.read() - 30_000);
    expect(await answersTo(batch)).toEqual(["stored"]);
    const origin = server.ledger.originOf("enterprise", q.enterpriseId);
    const log = encodeURIComponent(origin);
    const range = "from=2026-01-01&to=2026-12-31";
    const urls = [
      `/v1/collectors/${q.device.id}`,
      `/v1/collectors/${q.gateway.id}`,
      `/v1/intake/collectors/${q.device.id}`,
      `/v1/devices/elements/${q.elementId}`,
      `/v1/enterprises/${q.enterpriseId}`,
      `/v1/enterprises/${q.enterpriseId}/evidence`,
      `/v1/enterprises/${q.enterpriseId}/data-calendar?${range}`,
      `/v1/enterprises/${q.enterpriseId}/trace?kind=lot&id=1`,
      `/v1/enterprises/${q.enterpriseId}/row-proof?origin=${log}&index=0&ordinal=0`,
      // The victim's row by way of the attacker's own enterprise.
      `/v1/enterprises/${p.enterpriseId}/row-proof?origin=${log}&index=0&ordinal=0`,
      `/v1/logs/${log}/checkpoint`,
      `/v1/logs/${log}/tile/0/000.p/1`,
      `/v1/logs/${log}/tile/entries/000.p/1`,
    ];
    for (const person of [p.operator, bankUser]) {
      for (const url of urls) {
        const answer = await person("GET", url);
        expect([403, 404], `${url} ${await answer.clone().text()}`).toContain(answer.status);
        expect(await answer.text()).not.toContain(origin);
      }
      for (const url of ["/v1/collectors", "/v1/devices/elements", "/v1/intake/live", "/v1/intake/alarms"]) {
        const answer = await person("GET", url);
        const text = await answer.text();
        expect(answer.status, `${url} ${text}`).toBe(200);
        for (const secret of [q.device.id, q.gateway.id, q.elementId, q.enterpriseId]) {
          expect(text, url).not.toContain(secret);
        }
      }
    }
  });

  it("change nothing of them", async () => {
    const reason = { reason: "because" };
    const claim = { claims: [{ code: "X", elementId: q.elementId }] };
    const twin = { name: "stolen" };
    const wanted: readonly (readonly [string, object])[] = [
      ...["quarantine", "revoke", "release"].flatMap((verb) =>
        [q.device.id, q.gateway.id].map((id) => [`/v1/collectors/${id}/${verb}`, reason] as const),
      ),
      [`/v1/collectors/${q.device.id}/codes`, {}],
      [`/v1/collectors/${q.gateway.id}/claims`, { claims: [{ code: "X", elementId: p.elementId }] }],
      [`/v1/collectors/${p.gateway.id}/claims`, claim],
      [`/v1/collectors/${p.device.id}/claims`, claim],
      [`/v1/collectors/${q.gateway.id}/claims/end`, { codes: ["M1"] }],
      ["/v1/collectors", { enterpriseId: q.enterpriseId, name: "spy", elementIds: [q.elementId] }],
      ["/v1/gateways", { name: "spy", sparkplug: { group: "group-B", node: "edge" } }],
      [
        "/v1/devices/elements",
        {
          elements: [
            {
              enterpriseId: q.enterpriseId,
              kind: "machine",
              code: "NEW",
              validFrom: "2026-01-01",
              data: twin,
            },
          ],
        },
      ],
      [`/v1/devices/elements/${q.elementId}/versions`, { after: 1, validFrom: "2026-02-01", data: twin }],
    ];
    for (const [url, json] of wanted) {
      const answer = await p.operator("POST", url, { json });
      expect([400, 403, 404, 409], `${url} ${await answer.clone().text()}`).toContain(answer.status);
    }
    const { directory } = server.services.areas.devices;
    expect(directory.find(q.device.id)?.state).toBe("active");
    expect([...(directory.find(q.gateway.id)?.elements.keys() ?? [])]).toEqual(["M1"]);
  });

  it("register by workbook under the other's code an enterprise of their own, never the other's", async () => {
    const sheets = {
      enterprises: [{ code: "B", name: "Factory B", owner: "thief" }],
      elements: [{ enterprise: "B", code: "CNC-01", name: "Mine", kind: "machine" }],
    };
    const answer = await p.operator("POST", "/v1/devices/imports", { json: { dataset: "set-B", sheets } });
    expect(answer.status).toBeLessThan(500);
    const seen = await bodyOf<{ items: { id: string; enterpriseId: string }[] }>(
      p.operator("GET", "/v1/devices/elements"),
    );
    expect(seen.items.map(({ id }) => id)).not.toContain(q.elementId);
    const own = await bodyOf<{ twin: { data: { name: string } } }>(
      q.operator("GET", `/v1/devices/elements/${q.elementId}`),
    );
    expect(own.twin.data.name).toBe("Lathe");
  });
});

describe("another's device or gateway", () => {
  it("gets nothing in under the victim's name, and learns nothing", async () => {
    const forged = createTestCollector("device-A", { id: q.device.id, epoch: server.clock.read() });
    expect(await answersTo(...forged.run(1, 3, server.clock.read() - 10_000))).toEqual(["refused:wrongKey"]);
    const [own] = p.device.run(1, 3, server.clock.read() - 10_000);
    const asVictim = await send(batchesToJson(own === undefined ? [] : [own]), {
      authorization: credentialOf(q.device),
    });
    expect(await bodyOf<{ answers: BatchAnswer[] }>(asVictim)).toMatchObject({
      answers: [{ kind: "refused", reason: "wrongKey" }],
    });
    expect((await sendMessages(q, p.gateway.token, "{}\n")).status).toBe(403);
    for (const authorization of [credentialOf(p.device), `Bearer ${p.gateway.token}`]) {
      for (const id of [q.device.id, q.gateway.id]) {
        const url = `${server.address}/v1/collectors/${id}/progress`;
        expect((await fetch(url, { headers: { authorization } })).status).toBe(403);
      }
    }
  });

  it("names elements that are not its own, or names of the language, and only its own quarantine grows", async () => {
    const at = server.clock.read();
    const elements = ["CNC-01", q.elementId, "__proto__", "constructor", "toString"];
    const lines = elements.map(
      (element) => `{"readings":[{"element":"${element}","channel":"power_w","at":${at},"value":1}]}\n`,
    );
    const channels = ["__proto__", "constructor"].map(
      (channel) => `{"readings":[{"element":"M1","channel":"${channel}","at":${at},"value":1}]}\n`,
    );
    const odd = [`{"__proto__":{"epoch":1,"sequence":1},"readings":[]}\n`, `${"[".repeat(100_000)}\n`];
    const sent = [...lines, ...channels, ...odd];
    const { answers } = await bodyOf<{ answers: { kind: string }[] }>(
      sendMessages(p, p.gateway.token, sent.join("")),
    );
    expect(answers).toHaveLength(sent.length);
    const live = server.services.areas.intake.live.find(p.gateway.id);
    expect(live?.rows).toMatchObject({ stored: 0 });
    expect(live?.items.received).toBe(sent.length);
    expect(server.services.areas.intake.live.find(q.gateway.id)?.items.received ?? 0).toBe(0);
    expect(({} as Record<string, unknown>)["epoch"]).toBeUndefined();
  });

  it("does not make thousands of small messages cost more than they weigh", async () => {
    const answer = await sendMessages(p, p.gateway.token, "1\n".repeat(200_000));
    expect(answer.status).toBe(413);
    expect(server.services.areas.intake.live.totals().pending).toBe(0);
  });
});

describe("one code and two devices at once", () => {
  it("enrol one of them", async () => {
    const answer = await p.operator("POST", "/v1/collectors", {
      json: { enterpriseId: p.enterpriseId, name: "raced", elementIds: [] },
    });
    const made = await bodyOf<{ collector: { id: string }; code: { text: string } }>(answer);
    const racers = ["r1", "r2", "r3", "r4"].map((seed) =>
      createTestCollector(seed, { id: made.collector.id }),
    );
    const answers = await Promise.all(racers.map(async (device) => await enrol(device, made.code.text)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 403, 403, 403]);
    expect(server.services.areas.devices.directory.find(made.collector.id)?.keys).toHaveLength(1);
  });
});

describe("a stranger", () => {
  it("with bombs of every encoding is refused without a fault of ours", async () => {
    const [good] = createTestCollector("nobody").run(1, 3, server.clock.read());
    const bombs: readonly (string | Uint8Array)[] = [
      new Uint8Array(4_000_000).fill(0x0a),
      Buffer.concat(Array.from({ length: 1_000_000 }, () => Buffer.from([0x0a, 0x00]))),
      "[".repeat(2_000_000),
      `{"batches":${"[".repeat(1_000_000)}`,
      `{"batches":[${"{},".repeat(500_000)}{}]}`,
      `{"head":{"__proto__":{"collector":"x"}},"signature":"","saltSeed":"","rows":""}`,
      batchesToProtobuf(good === undefined ? [] : [{ ...good, rows: new Uint8Array(9_000_000).fill(10) }]),
    ];
    for (const bomb of bombs) {
      const answer = await send(bomb);
      expect(answer.status, await answer.text()).toBeLessThan(500);
      server.clock.advance(61_000);
    }
  });

  it("who sent too much garbage is told so before a byte of the body; a device beside it still gets in", async () => {
    const garbage = createTestCollector("garbage").run(130, 1, server.clock.read());
    expect((await send(batchesToProtobuf(garbage))).status).toBe(207);
    expect(await statusWithoutBody(12_000_000)).toBe(429);
    const [batch] = q.device.run(1, 3, server.clock.read() - 5_000);
    const body = batchesToJson(batch === undefined ? [] : [batch]);
    expect((await send(body)).status).toBe(429);
    expect((await send(body, { authorization: credentialOf(q.device) })).status).toBe(200);
    server.clock.advance(61_000);
  });

  it("who promises bodies and never sends them takes no more room than his share", async () => {
    const held = await Promise.all(Array.from({ length: 5 }, async () => await promiseBody(12_000_000)));
    expect(await statusWithoutBody(12_000_000)).toBe(429);
    const closed = held.map((socket) => once(socket, "close"));
    for (const socket of held) socket.destroy();
    await Promise.all(closed);
    await expect.poll(async () => (await send(batchesToJson([]))).status).toBe(200);
  });
});

/** The head of a request whose body is said to come. */
async function promiseBody(bytes: number) {
  const { hostname, port } = new URL(server.address);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  await once(socket, "connect");
  const head = [
    "POST /v1/batches HTTP/1.1",
    `Host: ${hostname}:${port}`,
    "Content-Type: application/json",
    `Content-Length: ${bytes}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  return socket;
}

/** What is answered to a head alone. */
async function statusWithoutBody(bytes: number): Promise<number> {
  const socket = await promiseBody(bytes);
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return Number(answer.toString().split(" ")[1]);
}
