import { hash, webcrypto } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  gatewayOf,
  messageOf,
  type MqttTestHouse,
  openMqttTestHouse,
  tokenOf,
} from "./testing/mqtt-house.ts";

const folder = mkdtempSync(path.join(tmpdir(), "touchstone-mqtt-tls-"));
let server: TestCertificate;
let device: TestCertificate;
let stranger: TestCertificate;
let expired: TestCertificate;
let test: MqttTestHouse;

beforeAll(async () => {
  server = await createCertificate("localhost");
  device = await createCertificate("with-certificate");
  stranger = await createCertificate("with-certificate");
  expired = await createCertificate("expired", -2);
  const certificateFile = path.join(folder, "server.crt");
  const keyFile = path.join(folder, "server.key");
  writeFileSync(certificateFile, server.certificate);
  writeFileSync(keyFile, server.key, { mode: 0o600 });
  test = await openMqttTestHouse({ port: 0, certificateFile, keyFile });
  const { directory } = test.house;
  directory.add(gatewayOf("with-certificate", { certificateHash: device.hash, tokenHash: null }));
  directory.add(gatewayOf("expired", { certificateHash: expired.hash, tokenHash: null }));
  directory.add(gatewayOf("with-token"));
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("with TLS", () => {
  it("a registered certificate alone says who the device is", async () => {
    for (const username of [undefined, "with-certificate"]) {
      const client = await connect({
        cert: device.certificate,
        key: device.key,
        ...(username === undefined ? {} : { username }),
      });
      const sequence = username === undefined ? 0 : 1;
      const message = messageOf(sequence, test.house.nowMs);
      await client.publishAsync("touchstone/v1/with-certificate/messages", message, { qos: 1 });
      await client.endAsync();
    }
    expect(test.house.intake.live.find("with-certificate")?.items.stored).toBe(2);
  });

  it("another certificate of the same name, an expired one, or one for another user name is not let in", async () => {
    const refused: readonly IClientOptions[] = [
      { cert: stranger.certificate, key: stranger.key },
      { cert: stranger.certificate, key: stranger.key, username: "with-certificate" },
      { cert: expired.certificate, key: expired.key },
      { cert: device.certificate, key: device.key, username: "with-token" },
      {},
    ];
    await Promise.all(
      refused.map(
        async (options) => await expect(connect(options)).rejects.toThrow(/Bad username|Not authorized/),
      ),
    );
  });

  it("a token is good without a certificate", async () => {
    const client = await connect(tokenOf("with-token"));
    await client.publishAsync("touchstone/v1/with-token/messages", messageOf(0, test.house.nowMs), {
      qos: 1,
    });
    await client.endAsync();
  });

  it("a certificate that is taken back ends the connection", async () => {
    const client = await connect({ cert: device.certificate, key: device.key });
    const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
    test.house.directory.add(
      gatewayOf("with-certificate", { certificateHash: "00".repeat(32), tokenHash: null }),
    );
    await closed;
  });
});

async function connect(options: IClientOptions): Promise<MqttClient> {
  const client = mqtt.connect(`mqtts://localhost:${test.broker.tlsPort}`, {
    protocolVersion: 4,
    reconnectPeriod: 0,
    ca: server.certificate,
    ...options,
  });
  await new Promise<void>((resolve, reject) => {
    client.once("connect", () => resolve());
    client.once("error", reject);
  });
  client.on("error", () => undefined);
  return client;
}

interface TestCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly hash: string;
}

/** A certificate signed by itself, from yesterday on. */
async function createCertificate(name: string, days = 30): Promise<TestCertificate> {
  // The package wants its metadata library loaded first.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const nowMs = Date.now();
  const created = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: hash("sha256", `${name}${nowMs}${Math.random()}`, "hex").slice(0, 16),
    name: `CN=${name}`,
    notBefore: new Date(nowMs - 5 * 86_400_000),
    notAfter: new Date(nowMs + days * 86_400_000),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.SubjectAlternativeNameExtension([{ type: "dns", value: name }]),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return {
    certificate: created.toString("pem"),
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
    hash: hash("sha256", Buffer.from(created.rawData), "hex"),
  };
}
