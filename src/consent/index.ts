export * from "./basis.ts";
export type { ConsentServices } from "./consent-services.ts";
