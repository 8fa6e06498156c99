import { Link } from "@tanstack/react-router";
import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { ApiProblem } from "../api/client.ts";
import { useLanguage, useText } from "../i18n/language.tsx";
import { text } from "./text.ts";

/** While something loads. */
export function Waiting() {
  const t = useText(text);
  return (
    <div className="state state--waiting" role="status" aria-label={t("waiting")}>
      <Skeleton active={false} title={{ width: "30%" }} paragraph={{ rows: 6 }} />
    </div>
  );
}

interface NothingProps {
  readonly title: string;
  /** What to do next. */
  readonly next?: string;
  readonly children?: ReactNode;
}

/** Where a list or a page is empty, and what to do next. */
export function Nothing({ title, next, children }: NothingProps) {
  return (
    <div className="state">
      <h2 className="state__title">{title}</h2>
      {next !== undefined && <p className="state__next">{next}</p>}
      {children}
    </div>
  );
}

interface FailureProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, in the server's own sentence where there is one, and what to do next. */
export function Failure({ error, onRetry }: FailureProps) {
  const t = useText(text);
  const { language } = useLanguage();
  const { title, next } = sentencesOf(error);
  const problem = error instanceof ApiProblem ? error.problem : null;
  const detail = problem === null ? null : language === "zh" ? problem.titleZh : problem.title;
  const isLoggedOut = error instanceof ApiProblem && error.status === 401;
  return (
    <div className="state state--failed" role="alert">
      <h2 className="state__title">{t(title)}</h2>
      {detail !== null && <p className="state__detail">{detail}</p>}
      <p className="state__next">{t(next)}</p>
      {problem !== null && (
        <p className="state__code" translate="no">
          {t("code", { code: problem.code })}
        </p>
      )}
      {isLoggedOut ? (
        <Link className="button-link" to="/login" search={{ back: location.pathname, reason: "expired" }}>
          {t("logIn")}
        </Link>
      ) : (
        onRetry !== undefined && canRetry(error) && <Button onClick={onRetry}>{t("retry")}</Button>
      )}
    </div>
  );
}

type TextKey = keyof typeof text;

function sentencesOf(error: unknown): { title: TextKey; next: TextKey } {
  const status = error instanceof ApiProblem ? error.status : 500;
  if (status === 0 || isMissingChunk(error)) return { title: "unreachable", next: "unreachableNext" };
  if (status === 401) return { title: "loggedOut", next: "loggedOutNext" };
  if (status === 403) return { title: "forbidden", next: "forbiddenNext" };
  if (status === 404) return { title: "notFound", next: "notFoundNext" };
  return { title: "failed", next: "failedNext" };
}

/** A page's own code could not be loaded: the server is gone, or it serves a newer build. */
function isMissingChunk(error: unknown): boolean {
  return error instanceof Error && /preload CSS|dynamically imported module/.test(error.message);
}

/** Asking again helps when the server was busy or away, not when it has decided. */
function canRetry(error: unknown): boolean {
  return !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500;
}
