import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { answersToJson, decodeBatches, wireFormatOf } from "#telemetry";
import { createTestPlatform, type TestPlatform } from "../../src/edge/testing/test-platform.ts";

/** The test platform behind a real HTTP server, for collectors in processes of their own. */
export interface HttpPlatform {
  readonly platform: TestPlatform;
  readonly port: number;
  readonly address: string;
  close(): Promise<void>;
}

export async function openHttpPlatform(): Promise<HttpPlatform> {
  const platform = createTestPlatform();
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      response.setHeader("content-type", "application/json");
      if (request.method === "GET") {
        response.end(JSON.stringify(platform.progress("collector")));
        return;
      }
      const bytes = await bodyOf(request);
      const format = wireFormatOf(request.headers["content-type"] ?? "") ?? "json";
      const answers = decodeBatches(bytes, format).map((one) =>
        one.kind === "batch" ? platform.accept(one.batch) : one.answer,
      );
      response.end(answersToJson(answers));
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    platform,
    port,
    address: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
