import { Tooltip } from "antd";
import { useText } from "../i18n/language.tsx";
import { text } from "./text.ts";

/** 模拟数据: in the header of every page that shows simulated data. */
export function SimulatedBadge() {
  const t = useText(text);
  return (
    <Tooltip title={t("simulatedTitle")}>
      <span className="simulated-badge" data-testid="simulated-badge">
        {t("simulated")}
      </span>
    </Tooltip>
  );
}
