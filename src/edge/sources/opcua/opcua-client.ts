import { join } from "node:path";
import type { ClientSession, OPCUAClient, UserIdentityInfo } from "node-opcua-client";
import type { SourcePlace } from "../../source-kind.ts";
import { requireListener } from "../reach.ts";
import { readSecret } from "../secret.ts";
import type { OpcuaConfig } from "./opcua-config.ts";
import { ownIdentity } from "./own-identity.ts";
import { openTrustStore, type TrustStore } from "./trust-store.ts";

/** Thrown before anything is sent to a server that nobody trusts yet. */
export class UntrustedServer extends Error {
  override readonly name = "UntrustedServer";
  readonly code = "certificateNotTrusted";
}

export interface Connected {
  readonly client: OPCUAClient;
  readonly session: ClientSession;
}

const defaultPort = 4840;
const connectTimeoutMs = 10_000;
const sessionTimeoutMs = 60_000;

/** The store of trusted servers; it is loaded together with the library. */
export async function trustStoreOf(place: SourcePlace): Promise<TrustStore> {
  const { StatusCodes } = await import("node-opcua-client");
  return openTrustStore(join(place.stateDirectory, "sources", "opcua", "trusted"), StatusCodes);
}

/**
 * Connects and opens a session. The client repairs a broken connection by itself from then on.
 * @throws UntrustedServer; what the library says of the host, the policy and the user
 */
export async function connectSession(
  config: OpcuaConfig,
  place: SourcePlace,
  prepare?: (client: OPCUAClient) => void,
): Promise<Connected> {
  const { hostname, port } = new URL(config.endpoint);
  await requireListener(hostname, port === "" ? defaultPort : Number(port));
  const trust = await trustStoreOf(place);
  const client = await createClient(config, place, trust);
  try {
    await client.connect(config.endpoint);
    prepare?.(client);
    const session = await client.createSession2(await userOf(config, place));
    return { client, session };
  } catch (cause) {
    await client.disconnect().catch(() => undefined);
    // The library asks the store about the collector's own certificate too: what it refused counts only if it says so.
    const refused = trust.lastRefused;
    if (refused === null || !/BadCertificateUntrusted/.test(String(cause))) throw cause;
    const { subject, fingerprint } = refused;
    throw new UntrustedServer(`the server's certificate is not trusted: ${subject}, SHA-256 ${fingerprint}`, {
      cause,
    });
  }
}

/** The certificates that the server shows at its endpoints, without trusting any. */
export async function shownCertificates(
  config: OpcuaConfig,
  place: SourcePlace,
): Promise<readonly Uint8Array[]> {
  const open: OpcuaConfig = { ...config, security: { policy: "None", mode: "None" } };
  const client = await createClient(open, place, await trustStoreOf(place));
  try {
    await client.connect(config.endpoint);
    const endpoints = await client.getEndpoints({ endpointUrl: config.endpoint });
    const shown = endpoints.flatMap(({ serverCertificate }) =>
      serverCertificate === null || serverCertificate.length === 0 ? [] : [new Uint8Array(serverCertificate)],
    );
    return [...new Map(shown.map((bytes) => [Buffer.from(bytes).toString("hex"), bytes])).values()];
  } finally {
    await client.disconnect().catch(() => undefined);
  }
}

async function createClient(
  config: OpcuaConfig,
  place: SourcePlace,
  trust: TrustStore,
): Promise<OPCUAClient> {
  const { LogLevel, MessageSecurityMode, OPCUAClient, SecurityPolicy, setLogLevel } = await import(
    "node-opcua-client"
  );
  // What matters becomes a finding or the source's health; the library's own words go to nobody's console.
  setLogLevel(LogLevel.Critic);
  const { applicationUri, certificateFile, privateKeyFile } = await ownIdentity(
    join(place.stateDirectory, "sources", "opcua", "own"),
  );
  return OPCUAClient.create({
    applicationName: "Touchstone collector",
    applicationUri,
    certificateFile,
    privateKeyFile,
    clientCertificateManager: trust.forClient,
    securityMode: MessageSecurityMode[config.security.mode],
    securityPolicy: SecurityPolicy[config.security.policy],
    // Servers behind another name than their own are the rule in factories; the certificate tells who it is.
    endpointMustExist: false,
    requestedSessionTimeout: sessionTimeoutMs,
    transportTimeout: connectTimeoutMs,
    connectionStrategy: { maxRetry: 1, initialDelay: 200, maxDelay: 10_000 },
    keepSessionAlive: true,
  });
}

async function userOf(config: OpcuaConfig, place: SourcePlace): Promise<UserIdentityInfo> {
  const { UserTokenType } = await import("node-opcua-client");
  if (config.user === undefined) return { type: UserTokenType.Anonymous };
  return {
    type: UserTokenType.UserName,
    userName: config.user.name,
    password: readSecret(config.user.password, place.configurationDirectory),
  };
}
