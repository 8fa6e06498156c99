import type { Catalogue } from "../../i18n/language.tsx";

export const claimText = {
  claim: { zh: "认领设备", en: "Claim devices" },
  note: {
    zh: "说明数据中的哪个代码是哪个要素；默认与要素代码相同。",
    en: "Say which code in the data is which element; unless changed it is the element's own code.",
  },
  sparkplugNote: {
    zh: "填 Sparkplug 设备名；节点自身的数据填节点名。默认与要素代码相同。",
    en: "Give the Sparkplug device, or the node's name for what it reports of itself; unless changed it is the element's own code.",
  },
  enterprise: { zh: "企业", en: "Enterprise" },
  elements: { zh: "要素", en: "Elements" },
  nothingFree: { zh: "没有尚未认领的要素", en: "No element is left to be claimed" },
  allSources: { zh: "选择全部 {count} 台设备和计量表", en: "Choose all {count} machines and meters" },
  codeOf: { zh: "{name} 在数据中的代码", en: "Code of {name} in the data" },
  confirm: { zh: "认领 {count} 个", en: "Claim {count}" },
  release: { zh: "取消认领", en: "Release" },
} satisfies Catalogue;
