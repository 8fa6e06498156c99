import { expect, it } from "vitest";
import { dataClasses, printConsentForm } from "./index.ts";

const fields = {
  reference: "SQ-1",
  enterprise: { name: "甲机械厂", uscc: "91350100M000100Y43" },
  providerName: null,
  granteeName: "试点银行",
  purpose: "creditEvaluation",
  dataClasses: ["invoice", "machine"],
  fromOn: "2026-11-22",
  untilOn: "2027-11-21",
  simulated: true,
} as const;

const textOf = (value: unknown): string => JSON.stringify(value);

it("names one receiver, one purpose, the data and the term, and what the law asks for", () => {
  const form = printConsentForm(fields);
  expect(form).toMatchObject({
    language: "zh",
    title: "工业数据授权书",
    subtitle: "编号 SQ-1",
    simulated: true,
    footer: "风险评价结果，仅供本行授信决策",
  });
  const text = textOf(form.blocks);
  for (const part of [
    "甲机械厂",
    "91350100M000100Y43",
    "试点银行",
    "授信评价",
    "发票（销项、进项）",
    "设备与生产数据",
    "自 2026-11-22 起至 2027-11-21 止",
    "撤回自下一次读取起生效",
    "封存",
    "20 日内核查并答复",
    "不构成征信报告",
    "个人信息不进入工业数据评价模型",
  ]) {
    expect(text, part).toContain(part);
  }
  expect(text).not.toContain("银行流水");
});

it("leaves lines to be filled in by hand where nothing is known", () => {
  const text = textOf(
    printConsentForm({
      ...fields,
      reference: null,
      enterprise: null,
      fromOn: null,
      untilOn: null,
      dataClasses,
    }).blocks,
  );
  expect(text).toContain("自 ________________ 起至 ________________ 止");
});
