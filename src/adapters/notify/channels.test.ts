import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ChannelKind, Delivery } from "#watch";
import { afterAttempt, messageText } from "../../watch/notify.ts";
import { createChannelOpener } from "./open-channels.ts";
import { signatureOf } from "./robot-channel.ts";
import { openSettingsSeal } from "./settings-seal.ts";

interface Request {
  readonly url: string;
  readonly body: string;
  readonly key: string | undefined;
}

let receiver: Server;
let address: string;
let requests: Request[] = [];
let answer: (response: ServerResponse) => void;
const opener = createChannelOpener({ clock: () => 1_700_000_000_000, timeoutMs: 300 });
const message = { key: "run/1", text: messageText(7, null) };

beforeAll(async () => {
  receiver = createServer((request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      requests.push({
        url: request.url ?? "",
        body,
        key: request.headers["idempotency-key"] as string | undefined,
      });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  requests = [];
  answer = (response) => response.end(JSON.stringify({ errcode: 0 }));
});

const send = async (kind: ChannelKind, settings: object) => {
  const checked = opener.check(kind, settings);
  return await opener.open(kind, checked.settings).send(message);
};
const answering = (status: number, body = "") => {
  answer = (response) => {
    response.statusCode = status;
    response.end(body);
  };
};

describe("a message", () => {
  it("holds a count, a link, and nothing else of anybody", () => {
    expect(messageText(12, null).match(/\d+/g)).toEqual(["12"]);
    expect(messageText(12, "https://bank.example/watch")).toBe(
      "【试金石】您有 12 条风险预警待处理，请打开 https://bank.example/watch。",
    );
  });
});

describe("企业微信", () => {
  const settings = () => ({ webhookUrl: `${address}/send?key=k` });
  it("posts text under the key and gives the provider's code", async () => {
    expect(await send("weCom", settings())).toEqual({ kind: "sent", providerCode: "0" });
    expect(requests).toMatchObject([{ url: "/send?key=k", key: "run/1" }]);
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ msgtype: "text", text: { content: message.text } });
  });
  it("tells what may pass from what will not", async () => {
    answer = (response) => response.end(JSON.stringify({ errcode: 45009 }));
    expect(await send("weCom", settings())).toEqual({
      kind: "failed",
      providerCode: "45009",
      isFinal: false,
    });
    answer = (response) => response.end(JSON.stringify({ errcode: 93000 }));
    expect(await send("weCom", settings())).toEqual({ kind: "failed", providerCode: "93000", isFinal: true });
    answering(404);
    expect(await send("weCom", settings())).toEqual({
      kind: "failed",
      providerCode: "http404",
      isFinal: true,
    });
    answering(503);
    expect(await send("weCom", settings())).toEqual({
      kind: "failed",
      providerCode: "http503",
      isFinal: false,
    });
    answering(200, "<html>");
    expect(await send("weCom", settings())).toMatchObject({ kind: "failed", providerCode: "answerUnknown" });
  });
  it("gives up on a receiver that does not answer, and on one that is not there", async () => {
    answer = () => undefined;
    expect(await send("weCom", settings())).toEqual({
      kind: "failed",
      providerCode: "timeout",
      isFinal: false,
    });
    expect(await send("weCom", { webhookUrl: "http://127.0.0.1:1/" })).toMatchObject({
      providerCode: "unreachable",
      isFinal: false,
    });
  });
  it("follows no redirect", async () => {
    answer = (response) => response.writeHead(302, { location: "/elsewhere" }).end();
    expect(await send("weCom", settings())).toMatchObject({ kind: "failed" });
    expect(requests).toHaveLength(1);
  });
});

describe("钉钉", () => {
  it("signs time and secret with HMAC-SHA256", async () => {
    expect(
      await send("dingTalk", { webhookUrl: `${address}/robot/send?access_token=t`, secret: "SECabc" }),
    ).toMatchObject({ kind: "sent" });
    const url = new URL(requests[0]?.url ?? "", address);
    expect(url.searchParams.get("access_token")).toBe("t");
    expect(url.searchParams.get("timestamp")).toBe("1700000000000");
    expect(url.searchParams.get("sign")).toBe(signatureOf("1700000000000", "SECabc"));
    // Worked out with `printf '1700000000000\nSECabc' | openssl dgst -sha256 -hmac SECabc -binary | base64`.
    expect(signatureOf("1700000000000", "SECabc")).toBe("jcUpW0QmtKduN03n4JqQ0PBosVjqnM8gU7fIIvsDmCM=");
  });
});

describe("短信", () => {
  const settings = () => ({
    url: address,
    body: '{"to":"{phone}","text":"{text}"}',
    phones: ["13800000001", "13800000002"],
  });
  it("fills the template for each phone, escaped", async () => {
    expect(await send("sms", settings())).toEqual({ kind: "sent", providerCode: "200" });
    expect(requests.map(({ body }) => (JSON.parse(body) as { to: string }).to)).toEqual(settings().phones);
    expect(requests.map(({ key }) => key)).toEqual(["run/1/1", "run/1/2"]);
  });
  it("believes a gateway's words over its status", async () => {
    answering(200, "code=5");
    expect(await send("sms", { ...settings(), successText: "code=0" })).toEqual({
      kind: "failed",
      providerCode: "refused",
      isFinal: false,
    });
  });
});

describe("电子邮件", () => {
  let mails: string[] = [];
  let refusal: Error | null = null;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      stream.on("end", () => {
        mails.push(text);
        done(refusal);
      });
    },
  });
  beforeAll(async () => await new Promise<void>((resolve) => void smtp.listen(0, "127.0.0.1", resolve)));
  afterAll(async () => await new Promise<void>((resolve) => smtp.close(resolve)));
  const settings = () => ({
    host: "127.0.0.1",
    port: (smtp.server.address() as AddressInfo).port,
    secure: false,
    from: "a@bank.example",
    to: ["b@bank.example"],
  });

  it("sends over SMTP with a message id that follows from the key", async () => {
    expect(await send("email", settings())).toEqual({ kind: "sent", providerCode: "250" });
    await send("email", settings());
    const ids = mails.map((mail) => /Message-ID: (.+)/i.exec(mail)?.[1]);
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@bank\.example>$/);
    expect(ids[1]).toBe(ids[0]);
  });
  it("tries again what a 4xx refuses, and not what a 5xx does", async () => {
    mails = [];
    refusal = Object.assign(new Error("busy"), { responseCode: 451 });
    expect(await send("email", settings())).toEqual({ kind: "failed", providerCode: "451", isFinal: false });
    refusal = Object.assign(new Error("no"), { responseCode: 550 });
    expect(await send("email", settings())).toEqual({ kind: "failed", providerCode: "550", isFinal: true });
    expect(await send("email", { ...settings(), port: 1 })).toMatchObject({ kind: "failed", isFinal: false });
  });
});

describe("settings", () => {
  it("demand https away from this machine, and name the field, not the value", () => {
    expect(() => opener.check("weCom", { webhookUrl: "http://qyapi.example/send?key=geheim" })).toThrow(
      /webhookUrl/,
    );
    expect(() => opener.check("weCom", { webhookUrl: "http://qyapi.example/send?key=geheim" })).not.toThrow(
      /geheim/,
    );
    expect(
      opener.check("weCom", { webhookUrl: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k" })
        .shownTarget,
    ).toBe("qyapi.weixin.qq.com");
    expect(() =>
      opener.check("sms", { url: "https://x.example", body: "no placeholders", phones: ["1"] }),
    ).toThrow();
  });
  it("lie encrypted, each time differently, under a key that only this user reads", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "touchstone-seal-"));
    try {
      const seal = openSettingsSeal(folder);
      const sealed = seal.seal({ secret: "geheim" });
      expect(sealed).not.toContain("geheim");
      expect(seal.seal({ secret: "geheim" })).not.toBe(sealed);
      expect(openSettingsSeal(folder).unseal(sealed)).toEqual({ secret: "geheim" });
      expect((await stat(path.join(folder, "notify.key"))).mode & 0o777).toBe(0o600);
      const bytes = Buffer.from(sealed.slice(3), "base64");
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      expect(() => seal.unseal(`v1.${bytes.toString("base64")}`)).toThrow();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("a delivery", () => {
  const queued: Delivery = {
    id: "d",
    channelId: "c",
    messageKey: "run/1",
    alerts: 3,
    state: "queued",
    providerCode: null,
    attempts: 0,
    nextAttemptAtMs: 0,
    queuedAtMs: 0,
    changedAtMs: 0,
  };
  const failed = { kind: "failed", providerCode: "timeout", isFinal: false } as const;
  it("waits four times as long after each failure, and gives up after six", () => {
    let delivery = queued;
    const waits: (number | null)[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      delivery = afterAttempt(delivery, failed, 0);
      waits.push(delivery.nextAttemptAtMs);
    }
    expect(waits).toEqual([60_000, 240_000, 960_000, 3_840_000, 15_360_000, null]);
    expect(delivery.state).toBe("failed");
    expect(afterAttempt(queued, { ...failed, isFinal: true }, 0)).toMatchObject({
      state: "failed",
      nextAttemptAtMs: null,
    });
  });
});
