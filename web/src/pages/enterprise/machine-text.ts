import type { Catalogue } from "../../i18n/language.tsx";

/** The words of how an enterprise runs. */
export const machineText = {
  machine: { zh: "设备与电表", en: "Machines and meters" },
  all: { zh: "全部 {count} 台合计", en: "All {count} together" },
  numbered: { zh: "{number} 号设备", en: "Machine {number}" },
  hours: { zh: "怎样运转：每日时间", en: "How it runs: hours a day" },
  hoursNote: {
    zh: "北京时间逐日，最多最近 365 天；空白的日子没有读数",
    en: "Days of China time, the last 365 at most; an empty day had no readings",
  },
  hoursUnit: { zh: "小时", en: "h" },
  run: { zh: "运行", en: "Running" },
  manual: { zh: "手动", en: "Manual" },
  idle: { zh: "空闲", en: "Idle" },
  alarm: { zh: "报警", en: "Alarm" },
  energy: { zh: "每日用电", en: "Electricity a day" },
  energyNote: {
    zh: "由电能或功率读数得出；合计时有电表只计电表",
    en: "From energy or power readings; together, meters alone where there are any",
  },
  energyUnit: { zh: "千瓦时", en: "kWh" },
  produced: { zh: "每日产量", en: "Parts made a day" },
  producedNote: { zh: "设备或报工的计数", en: "As counted by the machine or reported" },
  producedUnit: { zh: "件", en: "parts" },
  day: { zh: "日期", en: "Day" },
  holiday: { zh: "法定节假日", en: "Public holiday" },
} as const satisfies Catalogue;
