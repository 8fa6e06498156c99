import { z } from "zod";
import { developmentPlanSchema } from "#models";
import type { DevelopmentPlan } from "#scorecard";
import { jobEnd, type Story } from "./story.ts";
import { idOf, type StoryPerson } from "./story-person.ts";

const projectSchema = z.object({
  id: z.string(),
  revision: z.int(),
  plan: developmentPlanSchema,
  steps: z.array(
    z.object({ step: z.string(), state: z.string(), artefact: z.object({ sha256: z.string() }).nullable() }),
  ),
});

const versionSchema = z.object({ id: z.string(), sha256: z.string() });

const file = "模拟经营贷申请.csv";

/**
 * A scorecard from a file of applications to the version in force: a developer takes it through the eight steps, others
 * validate, approve and promote it; a second version of fewer bins runs beside it.
 */
export async function playScorecard(story: Story): Promise<void> {
  const { cast } = story;
  const { items } = z
    .object({ items: z.array(z.unknown()) })
    .parse(await cast.modelDeveloper.get("/v1/scorecards"));
  if (items.length > 0) return;
  const projectId = await createProject(story);
  await change(cast.modelDeveloper, projectId, forApplications);
  const champion = await developVersion(story, projectId, "模拟经营贷 A 卡");
  await walk(story, champion, ["validate", "approve", "shadow", "champion"]);
  await change(cast.modelDeveloper, projectId, withFewerBins);
  const shadow = await developVersion(story, projectId, "模拟经营贷 A 卡（粗分箱）");
  await walk(story, shadow, ["validate", "approve", "shadow"]);
}

async function createProject({ cast: { modelDeveloper } }: Story): Promise<string> {
  const { simulateApplications } = await import("#simulate");
  const csv = simulateApplications({
    seed: "applications-1",
    rows: 4_000,
    firstMonth: "2024-07",
    months: 24,
  });
  const uploadId = idOf(await modelDeveloper.post("/v1/uploads"));
  await modelDeveloper.putFile(
    `/v1/uploads/${uploadId}/files/${encodeURIComponent(file)}`,
    new TextEncoder().encode(csv),
  );
  const source = { kind: "upload", uploadId, file };
  return idOf(await modelDeveloper.post("/v1/scorecard-projects", { name: "模拟经营贷申请评分卡", source }));
}

/** Months of application, the newest half year out of time, −1 as a code of its own, fairness by region and size. */
function forApplications(plan: DevelopmentPlan): DevelopmentPlan {
  return {
    ...plan,
    sample: {
      ...plan.sample,
      target: "outcome",
      badValue: "bad",
      indeterminateValues: ["indeterminate"],
      observation: "month",
      performanceMonths: 12,
      groups: ["region", "size"],
    },
    split: { kind: "time", heldOutFrom: "2026-01" },
    rules: { invoice_gap_days: { specialCodes: [-1] } },
  };
}

function withFewerBins(plan: DevelopmentPlan): DevelopmentPlan {
  const { parameters } = plan;
  return { ...plan, parameters: { ...parameters, binning: { ...parameters.binning, maxBins: 3 } } };
}

async function change(
  developer: StoryPerson,
  projectId: string,
  changed: (plan: DevelopmentPlan) => DevelopmentPlan,
): Promise<void> {
  const url = `/v1/scorecard-projects/${projectId}`;
  const { revision, plan } = projectSchema.parse(await developer.get(url));
  await developer.put(`${url}/plan`, { baseRevision: revision, plan: changed(plan) });
}

/** All eight steps, signed one by one, and the version that follows. */
async function developVersion(
  { cast: { modelDeveloper, modelValidator }, signal, once }: Story,
  projectId: string,
  name: string,
): Promise<z.infer<typeof versionSchema>> {
  const url = `/v1/scorecard-projects/${projectId}`;
  await once(`steps of ${name}`, async () => {
    await jobEnd(modelDeveloper, idOf(await modelDeveloper.post(`${url}/steps/deploy/run`)), signal);
  });
  const { steps } = projectSchema.parse(await modelDeveloper.get(url));
  // What the plan did not touch since the version before is signed still.
  for (const { step, artefact } of steps.filter(({ state }) => state !== "signed")) {
    const signed = { sha256: artefact?.sha256 ?? "", comment: "" };
    await modelDeveloper.post(`${url}/steps/${step}/sign-off`, signed);
  }
  const comment = { step: "sample", text: "表现期按申请后 12 个月统计，样本外取最近半年，请知悉。" };
  await modelValidator.post(`${url}/comments`, comment);
  return versionSchema.parse(await modelDeveloper.post(`${url}/versions`, { name }));
}

const words = {
  validate: "已复算样本、分箱与评分，结果一致；样本外 AUC 在区间之内。",
  approve: "同意上线，先行影子运行。",
  shadow: "",
  champion: "影子运行稳定，予以启用。",
} as const;

async function walk(
  { cast: { modelValidator, creditOfficer, riskOfficer } }: Story,
  { id, sha256 }: z.infer<typeof versionSchema>,
  steps: readonly (keyof typeof words)[],
): Promise<void> {
  const people = {
    validate: modelValidator,
    approve: creditOfficer,
    shadow: riskOfficer,
    champion: riskOfficer,
  };
  for (const step of steps) {
    await people[step].post(`/v1/scorecards/${id}/${step}`, { sha256, text: words[step] });
  }
}
