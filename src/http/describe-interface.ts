import { createServer } from "./server.ts";
import type { HttpServices } from "./services.ts";

/** The OpenAPI 3.1 document of the server, made without any store: no handler runs. */
export async function describeInterface(): Promise<object> {
  const server = await createServer(servicesForDescription, {
    host: "127.0.0.1",
    port: 0,
    uploadFileBytes: 1,
    uploadBytes: 1,
    uploadFiles: 1,
    webDirectory: null,
  });
  try {
    return server.swagger();
  } finally {
    await server.close();
  }
}

/** Routes only keep these for their handlers; touching one says so loudly. */
const servicesForDescription: HttpServices = {
  clock: () => 0,
  version: "0",
  status: () => "ready",
  mqttPorts: () => null,
  access: unreachable("access"),
  jobs: unreachable("jobs"),
  idempotency: unreachable("idempotency"),
  knowledge: unreachable("knowledge"),
  areas: placeholder("areas"),
  sample: unreachable("sample"),
};

function unreachable<T extends object>(name: string): T {
  return new Proxy({} as T, {
    get: (_target, property) => {
      throw new Error(`The description of the interface used ${name}.${String(property)}`);
    },
  });
}

/** Routes may take an area's services apart; calling one of them says so loudly. */
function placeholder<T extends object>(name: string): T {
  const refuse = (): never => {
    throw new Error(`The description of the interface used ${name}`);
  };
  return new Proxy(refuse as unknown as T, {
    get: (_target, property) => placeholder(`${name}.${String(property)}`),
  });
}
