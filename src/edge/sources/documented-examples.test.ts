import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { channelMapProblems } from "../pipeline/channel-rule.ts";
import { sourceKinds } from "./index.ts";

const document = readFileSync(join(import.meta.dirname, "../../../docs/collector-sources.md"), "utf8");
const examples = [...document.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => JSON.parse(text));

describe("the documented configurations", () => {
  it("show every kind of source", () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(Object.keys(sourceKinds)));
  });

  it.each(examples.map((example) => [example.kind, example]))(
    "of %s can be used as they stand",
    (kind, example) => {
      const parsed = sourceKinds[String(kind)]?.schema.safeParse(example);
      expect(parsed?.error?.issues ?? []).toEqual([]);
      expect(parsed?.data?.channels.flatMap(channelMapProblems)).toEqual([]);
    },
  );
});
