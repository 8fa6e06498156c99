import { AlertIcon, ChartIcon, PeopleIcon, RunIcon, ScalesIcon, SealIcon } from "../parts/icons.tsx";

/** Customer management in the navigation. */
export const customersNavigation = {
  label: { zh: "客户", en: "Customers" },
  entries: [
    {
      path: "/customers/list",
      label: { zh: "客户档案", en: "Customers" },
      icon: PeopleIcon,
      action: "customer.read",
    },
    {
      path: "/customers/quality",
      label: { zh: "优质名单", en: "Quality list" },
      icon: SealIcon,
      action: "customer.read",
    },
    {
      path: "/customers/prospects",
      label: { zh: "潜客与获客", en: "Prospects" },
      icon: RunIcon,
      action: "customer.read",
    },
    {
      path: "/customers/segments",
      label: { zh: "客群与产品", en: "Segments" },
      icon: ChartIcon,
      action: "customer.read",
    },
    {
      path: "/customers/weak-steps",
      label: { zh: "服务薄弱环节", en: "Weak steps" },
      icon: AlertIcon,
      action: "customer.read",
    },
    {
      path: "/customers/idle-assets",
      label: { zh: "沉睡资产", en: "Idle assets" },
      icon: ScalesIcon,
      action: "customer.read",
    },
  ],
};
