export { type RouteAccess, sessionCookie } from "./access.ts";
export type { AreaServices } from "./area-services.ts";
export type { IntakeHouse, IntakeServices } from "./intake-services.ts";
export * from "./errors.ts";
export { describeInterface } from "./describe-interface.ts";
export { createIntakeServer } from "./intake-server.ts";
export { createServer } from "./server.ts";
export type { HttpOptions, HttpServices, Knowledge, SampleServices, SampleTour } from "./services.ts";
