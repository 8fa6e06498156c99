import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";
import { requireSession } from "./session-gate.ts";
import { Shell } from "./shell.tsx";
import { UnknownPage } from "./unknown-page.tsx";

/** The root of all pages. */
export const root = createRootRoute({ component: Outlet, notFoundComponent: UnknownPage });

/** The parent of every page behind the log-in. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: requireSession,
  component: Shell,
});
