import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

/** The parts of the portrait; each has an address of its own. */
export const profileTabs = [
  "profile",
  "running",
  "trade",
  "worth",
  "belief",
  "chain",
  "twin",
  "peers",
] as const;
export type ProfileTab = (typeof profileTabs)[number];

export interface ProfileSearch {
  readonly tab?: ProfileTab | undefined;
  /** Business day T; today when left out. */
  readonly asOf?: string | undefined;
}

const profile = createRoute({
  getParentRoute: () => shell,
  path: "/enterprises/$enterpriseId/profile",
  validateSearch: (search: Record<string, unknown>): ProfileSearch => {
    const tab = profileTabs.find((one) => one === search["tab"]);
    const asOf = search["asOf"];
    return {
      ...(tab === undefined ? {} : { tab }),
      ...(typeof asOf === "string" && /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? { asOf } : {}),
    };
  },
  component: lazyRouteComponent(() => import("./profile-page.tsx"), "ProfilePage"),
});

/** The portrait of one enterprise from its operating data. */
export const profileRoutes = [profile] as const;
