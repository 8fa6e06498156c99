import type { DataValue } from "node-opcua-client";
import type { SourceFinding } from "../../source.ts";
import type { SourcePlace } from "../../source-kind.ts";
import { sayCause } from "../reconnect.ts";
import { plainValue, qualityOf, readsOf, sampleOfNode } from "./node-value.ts";
import { connectSession } from "./opcua-client.ts";
import type { OpcuaChannel, OpcuaConfig } from "./opcua-config.ts";

/** What keeps the server from being read: reachability, trust, security, user, and each node by itself. */
export async function checkServer(
  config: OpcuaConfig,
  place: SourcePlace,
): Promise<readonly SourceFinding[]> {
  const connected = await connectSession(config, place).catch((cause: unknown) =>
    connectionFinding(config, cause),
  );
  if ("path" in connected) return [connected];
  const { client, session } = connected;
  try {
    const values = await session.read(readsOf(config.channels), 0);
    return values.flatMap((value, index) => {
      const channel = config.channels[index];
      return channel === undefined ? [] : nodeFindings(channel, value, index);
    });
  } finally {
    await session.close().catch(() => undefined);
    await client.disconnect().catch(() => undefined);
  }
}

function nodeFindings(channel: OpcuaChannel, value: DataValue, index: number): readonly SourceFinding[] {
  const { name } = value.statusCode;
  if (/^Bad(NodeId|Attribute|NotReadable|UserAccess)/.test(name)) {
    return [
      { path: ["channels", index, "node"], expected: `a readable variable ${channel.node}`, found: name },
    ];
  }
  if (qualityOf(value) === "bad") return [];
  const plain = plainValue(value, channel.index);
  if (sampleOfNode(channel, value, "server", 0).quality !== "bad") return [];
  const expected =
    channel.states === undefined ? "a number" : `one of ${Object.keys(channel.states).join(", ")}`;
  const member = channel.states === undefined ? "node" : "states";
  return [
    { path: ["channels", index, member], expected, found: `${typeof plain} ${String(plain).slice(0, 40)}` },
  ];
}

function connectionFinding(config: OpcuaConfig, cause: unknown): SourceFinding {
  const found = sayCause(cause);
  if (cause instanceof Error && cause.name === "UntrustedServer") {
    return { path: ["endpoint"], expected: "a server certificate that was trusted", found };
  }
  if (/Identity|UserAccess|BadUser/i.test(found)) {
    return { path: ["user"], expected: "a user that the server lets in", found };
  }
  if (/SecurityPolicy|SecurityMode|find an Endpoint/i.test(found)) {
    const { policy, mode } = config.security;
    return { path: ["security"], expected: `an endpoint with ${policy} and ${mode}`, found };
  }
  return { path: ["endpoint"], expected: `an OPC UA server at ${config.endpoint}`, found };
}
