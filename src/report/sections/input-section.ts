import type { Evaluation, InputFile, ShownParameter } from "../evaluation.ts";
import { whole } from "../figures.ts";
import { both, html, type Markup } from "../markup.ts";
import { word } from "../words.ts";
import { parameterValue } from "./parameter-value.ts";

/** What became of each file: read = stored + duplicates + quarantined. */
export function inputSection(files: readonly InputFile[]): Markup {
  const rows = files.map(
    (file) =>
      html`<tr><td>${file.file}</td><td>${file.layout === "ignored" ? word("ignored") : file.layout}</td>${countCells(file)}<td>${
        file.problem === null ? null : both(file.problem)
      }</td></tr>`,
  );
  const total = files.reduce(addFiles, {
    read: 0,
    stored: 0,
    duplicates: 0,
    quarantined: 0,
    flagged: { amountsDoNotAddUp: 0, numberReused: 0 },
  });
  return html`<section id="input"><h2>${word("input")}</h2><p class="muted">${word(
    "inputRule",
  )}</p><div class="scroll"><table><thead><tr><th>${word("file")}</th><th>${word("layout")}</th><th class="number">${word(
    "read",
  )}</th><th class="number">${word("stored")}</th><th class="number">${word("duplicates")}</th><th class="number">${word(
    "quarantined",
  )}</th><th class="number">${word("flaggedSums")}</th><th class="number">${word("flaggedNumbers")}</th><th>${word(
    "problem",
  )}</th></tr></thead><tbody>${rows}<tr class="total"><td>${word("total")}</td><td></td>${countCells(
    total,
  )}<td></td></tr></tbody></table></div></section>`;
}

type Counts = Pick<InputFile, "read" | "stored" | "duplicates" | "quarantined" | "flagged">;

function countCells(counts: Counts): Markup {
  const { read, stored, duplicates, quarantined, flagged } = counts;
  const cells = [read, stored, duplicates, quarantined, flagged.amountsDoNotAddUp, flagged.numberReused];
  return html`${cells.map((count) => html`<td class="number">${whole(count)}</td>`)}`;
}

function addFiles(total: Counts, file: Counts): Counts {
  return {
    read: total.read + file.read,
    stored: total.stored + file.stored,
    duplicates: total.duplicates + file.duplicates,
    quarantined: total.quarantined + file.quarantined,
    flagged: {
      amountsDoNotAddUp: total.flagged.amountsDoNotAddUp + file.flagged.amountsDoNotAddUp,
      numberReused: total.flagged.numberReused + file.flagged.numberReused,
    },
  };
}

const ORIGINS = {
  rule: "originRule",
  dataset: "originDataset",
  designChoice: "originDesignChoice",
} as const;

/** Every named number behind the result, with where it comes from. */
export function parameterSection(parameters: readonly ShownParameter[]): Markup {
  const rows = parameters.map(
    (parameter) =>
      html`<tr><td>${both(parameter)}<br><code class="muted">${parameter.id}</code></td><td class="long">${parameterValue(
        parameter,
      )}</td><td class="code">${parameter.effectiveFrom}</td><td><span class="chip">${word(
        ORIGINS[parameter.origin],
      )}</span></td></tr>`,
  );
  return html`<section id="parameters"><h2>${word("parameters")}</h2><div class="scroll"><table><thead><tr><th>${word(
    "meaning",
  )}</th><th>${word("value")}</th><th>${word("effectiveFrom")}</th><th>${word(
    "origin",
  )}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

/** The root of the log and how to verify a bundle against it. */
export function evidenceSection({ log }: Evaluation): Markup {
  return html`<section id="evidence"><h2>${word("evidence")}</h2><div class="scroll"><table><tbody><tr><td>${word(
    "logOrigin",
  )}</td><td><code>${log.origin}</code></td></tr><tr><td>${word("logEntries")}</td><td>${whole(
    log.entries,
  )}</td></tr><tr><td>${word("logRoot")}</td><td><code>${log.root}</code></td></tr></tbody></table></div><p>${word(
    "verifyHow",
  )}</p><pre><code>npx touchstone verify BUNDLE --trust trust.json</code></pre></section>`;
}
