import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

const factory = createRoute({
  getParentRoute: () => shell,
  path: "/my/factory",
  component: lazyRouteComponent(() => import("./factory-page.tsx"), "FactoryPage"),
});

/** How the owner's factory runs today. */
export const factoryRoutes = [factory] as const;
