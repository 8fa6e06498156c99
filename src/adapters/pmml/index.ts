export { parsePmml } from "./parse-pmml.ts";
