import type { SampleArtefact } from "#scorecard";
import type { CommandContext } from "../command-context.ts";

/** Says on standard error which rows of the table are not in the sample, because nobody would look for them. */
export function sayLeftOut(artefact: SampleArtefact, { stderr, language }: CommandContext): void {
  const { withoutOutcome, indeterminate, outsideWindow, rejects, excluded, tableRows, sample } = artefact;
  const excludedRows = excluded.reduce((sum, { rows }) => sum + rows, 0);
  const parts =
    language === "zh"
      ? [
          [withoutOutcome, "无结果"],
          [indeterminate, "结果不定"],
          [outsideWindow, "在观察窗口外"],
          [rejects, "被拒绝"],
          [excludedRows, "被排除"],
        ]
      : [
          [withoutOutcome, "without outcome"],
          [indeterminate, "indeterminate"],
          [outsideWindow, "outside the window"],
          [rejects, "declined"],
          [excludedRows, "excluded"],
        ];
  const told = parts.filter(([rows]) => rows !== 0).map(([rows, what]) => `${rows} ${what}`);
  if (told.length === 0) return;
  stderr.write(
    language === "zh"
      ? `样本 ${sample.rows} 行，表中共 ${tableRows} 行：${told.join("，")}\n`
      : `${sample.rows} of ${tableRows} rows are in the sample: ${told.join(", ")}\n`,
  );
}
