import { expect, it } from "vitest";
import { readSource, sourceFilesUnder } from "./source-files.ts";

it("multiplies money by a rate only in the kernel's multiplyByRate", () => {
  const elsewhere = sourceFilesUnder("src")
    .filter((path) => !path.startsWith("src/kernel/") && !/(\.test|-fixture)\.ts$|\/testing\//.test(path))
    .flatMap((path) =>
      readSource(path)
        .split("\n")
        .flatMap((line, index) =>
          /[*/] *1_?000_?000n|BigInt\(\w*[pP]pm/.test(line) ? [`${path}:${index + 1}`] : [],
        ),
    );
  expect(elsewhere).toEqual([]);
});
