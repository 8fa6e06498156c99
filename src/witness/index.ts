export * from "./witnessing.ts";
