export * from "./birth.ts";
export * from "./columns.ts";
export * from "./datatype.ts";
export * from "./decode.ts";
export * from "./encode.ts";
export * from "./host.ts";
export * from "./readings.ts";
export * from "./topic.ts";
