export * from "./coupling.ts";
