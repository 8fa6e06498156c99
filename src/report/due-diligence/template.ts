import { reportFaults } from "../errors.ts";
import { type SectionId, sectionIds } from "./document.ts";

/** What a bank decides about its reports; a saved version is never changed. */
export interface DueDiligenceTemplate {
  readonly title: string;
  /** Above the title, in place of a logo. */
  readonly issuer: string;
  /** In the order in which they are printed; a section left out or not shown is not printed. */
  readonly sections: readonly TemplateSection[];
  /** What the account manager must write before the report can be handed on. */
  readonly opinions: readonly TemplateOpinion[];
  /** Lines to be signed by hand at the end. */
  readonly signatures: readonly string[];
}

export interface TemplateSection {
  readonly id: SectionId;
  readonly isShown: boolean;
  /** The bank's own words at the head of the section; `{placeholder}`s are replaced by figures. */
  readonly wording: string;
}

export interface TemplateOpinion {
  readonly id: string;
  readonly label: string;
  readonly isRequired: boolean;
}

/** Placeholder of a wording, and the figure that it stands for. */
export const placeholders: Readonly<Record<string, string>> = {
  企业名称: "enterprise.name",
  企业代号: "enterprise.code",
  评价日: "frame.asOf",
  经营状态: "state",
  近十二个月销售: "sales.12m",
  销售同比: "sales.growth",
  第一大客户占比: "sales.top-share",
  近十二个月回款: "receipts.12m",
  信用分: "evaluation.score",
  违约概率: "evaluation.pd",
  等级: "evaluation.grade",
  本行借款余额: "loans.balance",
  新增流贷测算额度: "capital.gap",
};

/** The template that ships. */
export const shippedTemplate: DueDiligenceTemplate = {
  title: "企业生存状态尽职调查报告",
  issuer: "",
  sections: sectionIds.map((id) => ({ id, isShown: true, wording: "" })),
  opinions: [
    { id: "operation", label: "经营情况核实意见", isRequired: true },
    { id: "risk", label: "主要风险与缓释措施", isRequired: true },
    { id: "conclusion", label: "客户经理结论", isRequired: true },
  ],
  signatures: ["客户经理（经办）", "复核人"],
};

/**
 * Refuses a template that could not be printed.
 * @throws REPORT_TEMPLATE_PLACEHOLDER, REPORT_TEMPLATE_REPEATS
 */
export function checkTemplate(template: DueDiligenceTemplate): void {
  for (const { id, wording } of template.sections) {
    for (const name of placeholderNames(wording)) {
      if (placeholders[name] !== undefined) continue;
      const known = Object.keys(placeholders).join("、");
      throw reportFaults.fault("REPORT_TEMPLATE_PLACEHOLDER", { section: id, found: name, known });
    }
  }
  refuseRepeats(template.sections.map(({ id }) => id));
  refuseRepeats(template.opinions.map(({ id }) => id));
}

/** The text of a wording in pieces: even places are words, odd ones names of placeholders. */
export function splitWording(wording: string): readonly string[] {
  return wording.split(/\{([^{}\n]+)\}/);
}

function placeholderNames(wording: string): readonly string[] {
  return splitWording(wording).filter((_, index) => index % 2 === 1);
}

function refuseRepeats(ids: readonly string[]): void {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw reportFaults.fault("REPORT_TEMPLATE_REPEATS", { found: repeated });
}
