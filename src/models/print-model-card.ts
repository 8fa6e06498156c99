import { shanghaiTimeOf } from "#kernel";
import type { DocumentBlock, PrintedDocument } from "#report";
import type { ScorecardVersion, VersionState } from "./scorecard-version.ts";

const stateWords: Readonly<Record<VersionState, string>> = {
  developed: "开发完成",
  validated: "验证通过",
  approved: "审批通过",
  shadow: "影子运行",
  champion: "启用",
  retired: "停用",
};

const stepWords: Readonly<Record<string, string>> = {
  sample: "样本与坏定义",
  explore: "探索分析",
  preprocess: "预处理与分箱",
  screen: "变量筛选",
  fit: "模型拟合",
  evaluate: "模型评估",
  card: "评分卡",
  deploy: "部署与监测",
};

/** The model card (模型卡) on paper: what was developed on what, who signed it, and the fingerprints of each part. */
export function printModelCard(
  version: ScorecardVersion,
  about: { readonly bank: string; readonly nameOf: (indicator: string) => string },
): PrintedDocument {
  const { content, sha256 } = version;
  const fact = (label: string, value: string) => ({ label, value, source: null });
  return {
    language: "zh",
    title: "模型卡",
    subtitle: `${version.name}　第 ${version.version} 版　${stateWords[version.state]}`,
    issuer: about.bank,
    simulated: version.isSimulated,
    footer: "模型卡所列指纹均为 SHA-256；签署与各次转换已封存于试金石日志",
    blocks: [
      {
        kind: "facts",
        items: [
          fact("样本", `${content.data.rows} 行，其中坏 ${content.data.bads} 行（${content.data.source}）`),
          fact("开发人员", content.developers.map(({ name }) => name).join("、")),
          fact("方案", `第 ${content.plan.revision} 次修订`),
          fact("AUC", intervalOf(content.evaluation)),
          fact("KS", content.evaluation.ks === null ? "—" : content.evaluation.ks.toFixed(4)),
          fact("评估方法", content.evaluation.method ?? "—"),
          fact("基础分", String(content.points.basePoints)),
        ],
      },
      ...lifeBlocks(version),
      ...stepBlocks(version),
      ...binBlocks(version, about.nameOf),
      ...fingerprintBlocks(version),
      { kind: "notice", text: `签署内容的指纹 SHA-256 ${sha256}` },
    ],
  };
}

function lifeBlocks({ transitions }: ScorecardVersion): readonly DocumentBlock[] {
  return [
    { kind: "heading", level: 1, text: "生命周期与签署" },
    {
      kind: "table",
      caption: null,
      columns: [
        { title: "状态", align: "left" },
        { title: "签署人", align: "left" },
        { title: "时间", align: "left" },
        { title: "意见", align: "left" },
        { title: "日志条目", align: "right" },
      ],
      rows: transitions.map(({ state, by, atMs, text, sealed }) => [
        stateWords[state],
        by.name,
        timeOf(atMs),
        text === "" ? "—" : text,
        sealed === null ? "—" : String(sealed.entry),
      ]),
    },
  ];
}

function stepBlocks({ content }: ScorecardVersion): readonly DocumentBlock[] {
  return [
    { kind: "heading", level: 1, text: "八步签署" },
    {
      kind: "table",
      caption: null,
      columns: [
        { title: "步骤", align: "left" },
        { title: "签署人", align: "left" },
        { title: "时间", align: "left" },
        { title: "结果指纹", align: "left" },
      ],
      rows: content.steps.map(({ step, signedBy, signedAtMs, sha256 }) => [
        stepWords[step] ?? step,
        signedBy.name,
        timeOf(signedAtMs),
        sha256.slice(0, 16),
      ]),
    },
  ];
}

function binBlocks(
  { card, content }: ScorecardVersion,
  nameOf: (indicator: string) => string,
): readonly DocumentBlock[] {
  return [
    { kind: "heading", level: 1, text: "指标与分箱" },
    {
      kind: "table",
      caption: null,
      columns: [
        { title: "指标", align: "left" },
        { title: "箱数", align: "right" },
        { title: "IV", align: "right" },
        { title: "分值范围", align: "right" },
        { title: "最优性上下界", align: "right" },
      ],
      rows: content.bins.indicators.map(({ id, bins, iv, certificate }) => [
        nameOf(id),
        String(bins),
        iv.toFixed(4),
        rangeOf(card.indicators.find((one) => one.id === id)?.bins.map(({ points }) => points) ?? []),
        certificate === null ? "—" : `${certificate.lower.toFixed(4)} – ${certificate.upper.toFixed(4)}`,
      ]),
    },
  ];
}

function fingerprintBlocks({ content }: ScorecardVersion): readonly DocumentBlock[] {
  const rows = [
    ["数据", content.data.sha256],
    ["方案", content.plan.sha256],
    ["分箱", content.bins.sha256],
    ["最优性证书", content.certificates.sha256],
    ["分值", content.points.sha256],
    ["评估", content.evaluation.sha256],
    ["评分卡", content.card.sha256],
    ...content.exports.map(({ format, sha256 }) => [`导出 ${format}`, sha256]),
  ];
  return [
    { kind: "heading", level: 1, text: "指纹" },
    {
      kind: "table",
      caption: null,
      columns: [
        { title: "内容", align: "left", share: 0.2 },
        { title: "SHA-256", align: "left", share: 0.8 },
      ],
      rows,
    },
  ];
}

function intervalOf({ auc, low, high }: ScorecardVersion["content"]["evaluation"]): string {
  if (auc === null) return "—";
  return low === null || high === null
    ? auc.toFixed(4)
    : `${auc.toFixed(4)}（${low.toFixed(4)} – ${high.toFixed(4)}）`;
}

function rangeOf(points: readonly number[]): string {
  return points.length === 0 ? "—" : `${Math.min(...points)} – ${Math.max(...points)}`;
}

function timeOf(atMs: number): string {
  return shanghaiTimeOf(atMs).slice(0, 16);
}
