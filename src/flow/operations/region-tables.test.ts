import { describe, expect, it } from "vitest";
import { builtInMappings } from "#collect";
import { enterpriseField, fieldsOf, streamNames } from "#operations";
import { recogniseLayout } from "../../collect/recognise-layout.ts";

describe("tables of operating streams", () => {
  it("are recognised by the names of their fields alone, each as its own stream", () => {
    for (const stream of streamNames) {
      const columns = [enterpriseField, ...fieldsOf(stream).map(([name]) => name)];
      const head = { columns, delimiter: ",", encoding: "utf-8" } as const;
      const layout = recogniseLayout(head, null, builtInMappings());
      expect(layout?.mapping).toMatchObject({ mapping: "touchstone-operations@1", stream });
    }
  });
});
