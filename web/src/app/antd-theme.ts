import { theme } from "antd";
import type { ThemeConfig } from "antd";
import { paletteOf } from "./palette.ts";
import type { ThemeMode } from "./theme-mode.tsx";

/** Ant Design in the app's own tokens: small radii, dense rows, no motion. */
export function antdThemeOf(mode: ThemeMode): ThemeConfig {
  const palette = paletteOf(mode);
  return {
    algorithm: mode === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: palette.accent,
      colorLink: palette.accent,
      colorInfo: palette.accent,
      colorSuccess: palette.accent,
      colorBgBase: palette.surface,
      colorBgContainer: palette.surface,
      colorBgLayout: palette.ground,
      colorTextBase: palette.ink,
      colorTextDescription: palette.soft,
      colorTextPlaceholder: palette.soft,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      colorError: palette.error,
      colorWarning: palette.warning,
      borderRadius: 3,
      fontSize: 14,
      controlHeight: 32,
      motion: false,
      fontFamily: "var(--font)",
      boxShadowSecondary: "0 4px 18px rgb(0 0 0 / 18%)",
    },
    components: {
      Table: {
        headerBg: palette.raised,
        headerColor: palette.soft,
        headerSortActiveBg: palette.raised,
        headerSortHoverBg: palette.line,
        bodySortBg: "transparent",
        rowHoverBg: palette.raised,
        headerSplitColor: "transparent",
        cellPaddingBlockSM: 5,
        cellPaddingInlineSM: 10,
        footerBg: palette.raised,
      },
      Button: mode === "dark" ? { primaryColor: "#0d1416" } : {},
    },
  };
}
