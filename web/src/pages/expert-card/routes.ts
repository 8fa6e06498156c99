import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

const list = createRoute({
  getParentRoute: () => shell,
  path: "/expert-cards",
  component: lazyRouteComponent(() => import("./card-list-page.tsx"), "CardListPage"),
});

const draft = createRoute({
  getParentRoute: () => shell,
  path: "/expert-cards/new",
  component: lazyRouteComponent(() => import("./new-card-page.tsx"), "NewCardPage"),
});

const card = createRoute({
  getParentRoute: () => shell,
  path: "/expert-cards/$cardId",
  component: lazyRouteComponent(() => import("./card-page.tsx"), "CardPage"),
});

/** The pages of the expert card of the cold start. */
export const expertCardRoutes = [list, draft, card] as const;
