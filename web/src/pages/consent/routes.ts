import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

/** Which consents the list begins with. */
export interface ConsentSearch {
  readonly state?: string | undefined;
}

const register = createRoute({
  getParentRoute: () => shell,
  path: "/register",
  component: lazyRouteComponent(() => import("./register-page.tsx"), "RegisterPage"),
});

const consents = createRoute({
  getParentRoute: () => shell,
  path: "/consents",
  validateSearch: (search: Record<string, unknown>): ConsentSearch => search,
  component: lazyRouteComponent(() => import("./consents-page.tsx"), "ConsentsPage"),
});

const objections = createRoute({
  getParentRoute: () => shell,
  path: "/objections",
  component: lazyRouteComponent(() => import("./objections-page.tsx"), "ObjectionsPage"),
});

const my = createRoute({
  getParentRoute: () => shell,
  path: "/my",
  component: lazyRouteComponent(() => import("./my-page.tsx"), "MyPage"),
});

const myConsents = createRoute({
  getParentRoute: () => shell,
  path: "/my/consents",
  component: lazyRouteComponent(() => import("./my-consents-page.tsx"), "MyConsentsPage"),
});

const myReads = createRoute({
  getParentRoute: () => shell,
  path: "/my/reads",
  component: lazyRouteComponent(() => import("./my-reads-page.tsx"), "MyReadsPage"),
});

const myObjections = createRoute({
  getParentRoute: () => shell,
  path: "/my/objections",
  component: lazyRouteComponent(() => import("./my-objections-page.tsx"), "MyObjectionsPage"),
});

/** The pages of consent, the basis of each read, and the access log. */
export const consentRoutes = [register, consents, objections, my, myConsents, myReads, myObjections] as const;
