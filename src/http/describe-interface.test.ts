import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { describeInterface } from "./describe-interface.ts";

const root = path.resolve(import.meta.dirname, "..", "..");
const folder = path.join(root, "web", "src", "api");

it("is what the committed OpenAPI document says (npm run build:api makes it anew)", async () => {
  const committed: unknown = JSON.parse(readFileSync(path.join(folder, "openapi.json"), "utf8"));
  expect(committed).toEqual(JSON.parse(JSON.stringify(await describeInterface())));
});

it("is what the web app's generated types say", () => {
  const made = execFileSync("openapi-typescript", [path.join(folder, "openapi.json")], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${path.join(root, "node_modules", ".bin")}:${process.env["PATH"]}` },
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(made.trim()).toBe(readFileSync(path.join(folder, "schema.d.ts"), "utf8").trim());
});

it("names every operation once and lets it fail with a problem document", async () => {
  const { paths } = (await describeInterface()) as {
    paths: Record<string, Record<string, { operationId?: string; responses: Record<string, unknown> }>>;
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids).not.toContain(undefined);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { responses } of operations)
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["4XX", "5XX"]));
});
