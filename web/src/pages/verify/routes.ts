import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "../../app/shell-route.tsx";

/** The page that verifies evidence; no log-in stands before it. */
export const verifyRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: "/verify",
    component: lazyRouteComponent(() => import("./verify-page.tsx"), "VerifyPage"),
  }),
] as const;
