export * from "./answer.ts";
export * from "./batch.ts";
export * from "./enrolment.ts";
