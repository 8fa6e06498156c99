import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { nodeCrypto, singleRow } from "#ledger";
import {
  bundleLeaves,
  decodeEntryBundle,
  formatProofText,
  makeVerifierKey,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  verifyNote,
  verifyProof,
} from "#seal";
import { proveFromTiles } from "#witness";
import {
  bodyOf,
  callerOf,
  cookieOf,
  openWholeServer,
  type Person,
  type WholeServer,
} from "./open-whole-server.ts";

let whole: WholeServer;
let clerk: Person;
let origin: string;

beforeAll(async () => {
  whole = await openWholeServer();
  clerk = await whole.signIn(whole.bank, "accountManager");
  const { ledger } = whole;
  origin = ledger.originOf("enterprise", "ent_of_nobody");
  for (let i = 0; i < 300; i++) {
    const header = { "@type": "import-batch@1" as const, file: `${i}.csv` };
    await ledger.append([
      { origin, dataClass: "invoice", header, payload: singleRow(Buffer.from(`row ${i}`)) },
    ]);
    await ledger.anchor();
  }
  await ledger.checkpoint();
}, 120_000);
afterAll(async () => await whole?.close());

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${whole.address}${path}`, { headers });
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

test("the platform log is there for everybody: checkpoint, tiles, entry bundles, that fit each other", async () => {
  const checkpoint = await get("/log/checkpoint");
  expect(checkpoint.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(checkpoint.headers.get("cache-control")).toBe("no-cache");
  const note = parseNote(await checkpoint.text());
  const { size, root } = parseCheckpoint(note.body);
  const key = parseVerifierKey(nodeCrypto.sha256, whole.ledger.trust().logs[0] ?? "");
  expect(verifyNote(note, [key], nodeCrypto)).toHaveLength(1);
  expect(note.signatures).toHaveLength(1);
  expect(size).toBeGreaterThanOrEqual(300);

  const full = await get("/log/tile/0/000");
  expect(full.headers.get("content-type")).toBe("application/octet-stream");
  expect(full.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const hashes = await bytesOf(full);
  expect(hashes.length).toBe(8192);
  const rest = size - 256;
  const partial = await bytesOf(await get(`/log/tile/0/001.p/${rest}`));
  expect(partial.length).toBe(rest * 32);
  const entries = await bytesOf(await get("/log/tile/entries/000"));
  expect(Buffer.concat(bundleLeaves(nodeCrypto.sha256, entries))).toEqual(hashes);
  const above = await bytesOf(await get("/log/tile/1/000.p/1"));
  const node = (left: Buffer, right: Buffer) =>
    createHash("sha256")
      .update(Buffer.concat([Buffer.of(1), left, right]))
      .digest();
  let level = Array.from({ length: 256 }, (_, i) => hashes.subarray(i * 32, i * 32 + 32));
  while (level.length > 1) {
    level = Array.from({ length: level.length / 2 }, (_, i) =>
      node(level[2 * i] ?? Buffer.alloc(0), level[2 * i + 1] ?? Buffer.alloc(0)),
    );
  }
  expect(level[0]).toEqual(above);
  expect(root).toHaveLength(32);
});

test("an entry is proved from the tiles alone, whatever its place", async () => {
  const { size } = parseCheckpoint(parseNote(await (await get("/log/checkpoint")).text()).body);
  const trust = whole.ledger.trust();
  for (const index of [0, 1, 127, 255, 256, 299, size - 1]) {
    const proved = await proveFromTiles(`${whole.address}/log`, index);
    if (proved === null) throw new Error(`no entry ${index}`);
    const text = Buffer.from(formatProofText(proved));
    expect(verifyProof(text, proved.entry, nodeCrypto, trust)).toMatchObject({ verdict: "verified" });
  }
  expect(await proveFromTiles(`${whole.address}/log`, 1_000_000)).toBeNull();
  await expect(proveFromTiles(`${whole.address}/nothing`, 0)).rejects.toThrowError(/cannot be read/);
});

test("gives entry bundles gzipped to whoever takes them, and nothing under another spelling", async () => {
  const plain = await bytesOf(await get("/log/tile/entries/000.p/3", { "accept-encoding": "identity" }));
  expect(decodeEntryBundle(plain)).toHaveLength(3);
  const response = await get("/log/tile/entries/000.p/3", { "accept-encoding": "gzip;q=0, br" });
  expect(response.headers.get("content-encoding")).toBeNull();
  const raw = await new Promise<Buffer>((resolve, reject) => {
    void import("node:http").then(({ get: request }) =>
      request(
        `${whole.address}/log/tile/entries/000.p/3`,
        { headers: { "accept-encoding": "gzip" } },
        (answer) => {
          const chunks: Buffer[] = [];
          expect(answer.headers["content-encoding"]).toBe("gzip");
          expect(answer.headers["vary"]).toBe("accept-encoding");
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => resolve(Buffer.concat(chunks)));
          answer.on("error", reject);
        },
      ),
    );
  });
  expect(gunzipSync(raw)).toEqual(plain);
  for (const path of [
    "tile/0/0",
    "tile/00/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/03",
    "tile/0/x000/000",
    "tile/64/000",
    "tile/0/999",
    "tile/0/x999/x999/x999/x999/x999/999",
    "tile/entries/000.p/",
    "tile/../../keys/platform.key",
    "tile/0/%2e%2e/000",
  ]) {
    expect((await get(`/log/${path}`)).status, path).toBe(404);
  }
});

test("a private log is not there without a basis, whoever asks and whether or not it exists", async () => {
  for (const name of [origin, `${whole.ledger.origin}/e/0000000000000000`, whole.ledger.origin]) {
    for (const rest of ["checkpoint", "tile/0/000", "tile/entries/000"]) {
      const path = `/v1/logs/${encodeURIComponent(name)}/${rest}`;
      expect((await clerk("GET", path)).status, path).toBe(404);
      expect((await get(path)).status).toBe(401);
    }
  }
});

test("an enterprise reads its own private log; a bank without its consent does not", async () => {
  const list = "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主";
  const row = "E1,甲机械厂,91350100M000100Y43,福州,C34,2025,120,4500,王一";
  const contentBase64 = Buffer.from(`${list}\n${row}`).toString("base64");
  const registered = await clerk("POST", "/v1/enterprises", {
    json: { dataset: "pilot", fileName: "list.csv", contentBase64 },
  });
  const { invitations } = await bodyOf<{ invitations: { enterpriseId: string; token: string }[] }>(
    registered,
  );
  const [invitation] = invitations;
  if (invitation === undefined) throw new Error("nobody was invited");
  const { token, enterpriseId } = invitation;
  const entered = await callerOf(whole.address)("POST", "/v1/session", { json: { token } });
  const owner = callerOf(whole.address, cookieOf(entered));
  const own = whole.ledger.originOf("enterprise", enterpriseId);
  const header = { "@type": "import-batch@1" as const, file: "own.csv" };
  await whole.ledger.append([
    { origin: own, dataClass: "invoice", header, payload: singleRow(Buffer.from("own")) },
  ]);
  await whole.ledger.checkpoint();
  const path = `/v1/logs/${encodeURIComponent(own)}`;
  const checkpoint = await owner("GET", `${path}/checkpoint`);
  const note = parseNote(await checkpoint.text());
  const { publicKey, algorithm } = parseVerifierKey(nodeCrypto.sha256, whole.ledger.trust().logs[0] ?? "");
  const key = makeVerifierKey(nodeCrypto.sha256, { name: own, algorithm, publicKey });
  expect(verifyNote(note, [key], nodeCrypto)).toHaveLength(1);
  const { size } = parseCheckpoint(note.body);
  const entries = await owner("GET", `${path}/tile/entries/000.p/${size}`);
  expect(entries.headers.get("cache-control")).toMatch(/^(private|no-store)/);
  const headers = decodeEntryBundle(await bytesOf(entries)).map((bytes) => Buffer.from(bytes).toString());
  expect(headers.at(-1)).toContain("own.csv");
  for (const rest of ["checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1"]) {
    expect((await clerk("GET", `${path}/${rest}`)).status, rest).toBe(404);
  }
});

test("says how witnesses stand, also where there are none", async () => {
  const answer = await clerk("GET", "/v1/log/witnesses");
  expect(await answer.json()).toMatchObject({ origin: whole.ledger.origin, witnessing: null });
  expect((await get("/v1/log/witnesses")).status).toBe(401);
});

test("signs a checkpoint by itself when something new was received", async () => {
  const before = parseCheckpoint(parseNote(await (await get("/log/checkpoint")).text()).body).size;
  const header = { "@type": "import-batch@1" as const, file: "new.csv" };
  await whole.ledger.append([
    { origin, dataClass: "invoice", header, payload: singleRow(Buffer.from("new")) },
  ]);
  await vi.waitFor(
    async () => {
      const { size } = parseCheckpoint(parseNote(await (await get("/log/checkpoint")).text()).body);
      expect(size).toBeGreaterThan(before);
    },
    { timeout: 20_000, interval: 100 },
  );
});
