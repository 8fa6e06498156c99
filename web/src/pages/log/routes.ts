import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

/** The page of the platform log and its witnesses. */
export const logRoutes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/log",
    component: lazyRouteComponent(() => import("./log-page.tsx"), "LogPage"),
  }),
] as const;
