import { html } from "../markup.ts";
import { writeFrame } from "../page.ts";
import { word } from "../words.ts";
import { binningSection } from "./binning-section.ts";
import { cardSection } from "./card-section.ts";
import { evaluationSection } from "./evaluation-section.ts";
import { explorationSection } from "./exploration-section.ts";
import { fairnessSection } from "./fairness-section.ts";
import { fitSection } from "./fit-section.ts";
import { planSection } from "./plan-section.ts";
import type { ScorecardReport } from "./scorecard-report.ts";
import { say, scorecardWords } from "./scorecard-words.ts";
import { sampleSection } from "./sample-section.ts";
import { screeningSection } from "./screening-section.ts";
import { stabilitySection } from "./stability-section.ts";
import { summarySection } from "./summary-section.ts";

const sections = [
  "summary",
  "sample",
  "exploration",
  "binning",
  "screening",
  "fit",
  "card",
  "evaluation",
  "stability",
  "fairness",
  "plan",
] as const;

/**
 * The report of a development as one self-contained page in two languages: from the sample to the card and how good it is,
 * in the order of the eight steps. Nothing in it depends on the clock: the same run writes the same bytes.
 */
export function writeScorecardReport(report: ScorecardReport): string {
  const { messages } = scorecardWords;
  const links = sections.map((section) => html`<a href="#${section}">${say(section)}</a>`);
  const body = html`<nav class="sections">${links}</nav>${summarySection(report)}${sampleSection(
    report,
  )}${explorationSection(report)}${binningSection(report)}${screeningSection(report)}${fitSection(report)}${cardSection(
    report,
  )}${evaluationSection(report)}${stabilitySection(report)}${fairnessSection(report)}${planSection(report)}`;
  return writeFrame(
    { title: messages.title, lead: report.dataset, body },
    {
      badge: null,
      notice: say("pageNotice"),
      foot: html`${word("product")} · ${word("dataset")} ${report.dataset} · ${say("pageNotice")}`,
    },
  );
}
