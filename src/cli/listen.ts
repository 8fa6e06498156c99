import type { FastifyInstance } from "fastify";
import type { ServeConfiguration } from "./serve-configuration.ts";
import { cliFaults } from "./errors.ts";

/** Where the server listens when nobody says otherwise and the port is free. */
export const usualPort = 8137;

/**
 * Makes the server listen. A port that was asked for must be free; the usual one gives way to any free one.
 * @returns the address to open, for example `http://127.0.0.1:8137`
 * @throws CLI_BAD_OPTION when the port that was asked for, or the host, cannot be listened on
 */
export async function listen(
  server: FastifyInstance,
  { host, port }: Pick<ServeConfiguration, "host" | "port">,
): Promise<string> {
  try {
    await server.listen({ host, port: port ?? usualPort });
  } catch (cause) {
    const isTaken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    if (!isTaken || port !== undefined) {
      const expected = "an address of this machine and a free port";
      throw cliFaults.fault(
        "CLI_BAD_OPTION",
        { option: "--port", expected, found: `${host}:${port}` },
        cause,
      );
    }
    await server.listen({ host, port: 0 });
  }
  const bound = server.server.address();
  const boundPort = typeof bound === "object" && bound !== null ? bound.port : port;
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const shown = isEverywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${shown}:${boundPort}`;
}
