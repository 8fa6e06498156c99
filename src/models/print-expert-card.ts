import { shanghaiTimeOf } from "#kernel";
import type { DocumentBlock, PrintedDocument } from "#report";
import { labelOfBin } from "#scorecard";
import { committeeOf, type ExpertCard, type ExpertCardState, scorecardOf, stateOf } from "./expert-card.ts";
import { sha256Of } from "./manage-expert-cards.ts";

const stateWords: Readonly<Record<ExpertCardState, string>> = {
  weighing: "赋权中",
  signing: "待签署",
  signed: "已签署，未启用",
  active: "已启用",
  retired: "已停用",
};

/** The card on paper, to be kept with the minutes: what was decided, by whom, and the fingerprint that they signed. */
export function printExpertCard(
  card: ExpertCard,
  about: {
    readonly bank: string;
    readonly simulated: boolean;
    readonly nameOf: (indicator: string) => string;
  },
): PrintedDocument {
  const sha256 = sha256Of(card);
  const { neutralPd, neutralWorth, worthToHalveOdds } = card.scale;
  const fact = (label: string, value: string) => ({ label, value, source: null });
  return {
    language: "zh",
    title: "专家评分卡",
    subtitle: `${card.name}　第 ${card.version} 版　${stateWords[stateOf(card)]}`,
    issuer: about.bank,
    simulated: about.simulated,
    footer: "专家评分卡由评审委员赋权形成，不是由违约数据拟合；违约率为委员会的陈述",
    blocks: [
      {
        kind: "facts",
        items: [
          fact("起草", `${card.draftedBy.name}　${timeOf(card.draftedAtMs)}`),
          fact(
            "启用",
            card.activatedBy === null ? "—" : `${card.activatedBy.name}　${timeOf(card.activatedAtMs)}`,
          ),
          fact("中性企业的违约率", `${(neutralPd * 100).toFixed(2)}%（得分 ${neutralWorth}）`),
          fact("违约可能性减半所需得分", String(worthToHalveOdds)),
        ],
      },
      ...weightBlocks(card, about.nameOf),
      ...bandBlocks(card, about.nameOf),
      { kind: "heading", level: 1, text: "委员签署" },
      {
        kind: "table",
        caption: null,
        columns: [
          { title: "委员", align: "left" },
          { title: "赋权时间", align: "left" },
          { title: "签署时间", align: "left" },
        ],
        rows: card.members.map(({ name, weighedAtMs, signedAtMs }) => [
          name,
          timeOf(weighedAtMs),
          timeOf(signedAtMs),
        ]),
      },
      ...(sha256 === null ? [] : [{ kind: "notice" as const, text: `签署内容的指纹 SHA-256 ${sha256}` }]),
      { kind: "signatures", parties: card.members.map(({ name }) => name) },
    ],
  };
}

function weightBlocks(card: ExpertCard, nameOf: (indicator: string) => string): readonly DocumentBlock[] {
  const committee = committeeOf(card);
  if (committee === null) return [{ kind: "notice", text: "尚有委员没有赋权，权重未定。" }];
  const { weights, concordance } = committee;
  return [
    { kind: "heading", level: 1, text: "委员会权重" },
    {
      kind: "table",
      caption: null,
      columns: [
        { title: "指标", align: "left" },
        { title: "权重（均值）", align: "right" },
        { title: "最低", align: "right" },
        { title: "最高", align: "right" },
      ],
      rows: weights.map(({ id, weight, lowest, highest }) => [
        nameOf(id),
        percent(weight),
        percent(lowest),
        percent(highest),
      ]),
    },
    {
      kind: "paragraph",
      text:
        concordance === null
          ? "只有一名委员，没有一致性系数。"
          : `委员排序的一致性 Kendall W = ${concordance.toFixed(2)}（0 为毫无一致，1 为完全一致）。`,
    },
  ];
}

function bandBlocks(card: ExpertCard, nameOf: (indicator: string) => string): readonly DocumentBlock[] {
  const scorecard = scorecardOf(card);
  if (scorecard === null) return [];
  return [
    { kind: "heading", level: 1, text: "分段与分值" },
    { kind: "paragraph", text: `基础分 ${scorecard.scaling.basePoints}；企业的评分为基础分加各指标分值。` },
    {
      kind: "table",
      caption: null,
      columns: [
        { title: "指标", align: "left" },
        { title: "分段", align: "left" },
        { title: "得分", align: "right" },
        { title: "分值", align: "right" },
      ],
      rows: scorecard.indicators.flatMap(({ id, bins }) => {
        const own = card.indicators.find((indicator) => indicator.id === id);
        return bins.map((bin, band) => [
          band === 0 ? nameOf(id) : "",
          labelOfBin(bin, "zh"),
          String(own?.worth[band] ?? own?.missingWorth ?? ""),
          String(bin.points),
        ]);
      }),
    },
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function timeOf(atMs: number | null): string {
  return atMs === null ? "—" : shanghaiTimeOf(atMs).slice(0, 16);
}
