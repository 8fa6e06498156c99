import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { type Consent, consentsQuery, grantConsents, revokeConsent } from "./consent-api.ts";
import { ConsentStateMark } from "./consent-state-mark.tsx";
import { consentStateNames, dataClassNames, formNames, purposeNames } from "./names.ts";
import { ObtainConsent } from "./obtain-consent.tsx";
import { text } from "./text.ts";
import "./consent.css";

const route = getRouteApi("/shell/consents");

/** 授权管理: every consent by state, confirming papers, and asking for more. */
export function ConsentsPage() {
  const t = useText(text);
  const may = useMay();
  usePageTitle(t("consents"));
  const { state = "all" } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(consentsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items } = query.data;
  const shown = items.filter((consent) => matches(consent, state));
  return (
    <div className="consent-page">
      <h1>{t("consents")}</h1>
      <Panel title={t("consents")} note={t("consentsNote")}>
        <StateFilter
          value={state}
          items={items}
          onChange={(next) => void navigate({ search: { state: next }, replace: true })}
        />
        <ConfirmPapers items={shown.filter(({ form, mayGrant }) => form === "paper" && mayGrant)} />
        {shown.length === 0 ? (
          <Nothing title={t("noConsents")} next={t("noConsentsNext")} />
        ) : (
          <ConsentTable items={shown} />
        )}
      </Panel>
      {may("consent.record") && <ObtainConsent />}
    </div>
  );
}

function matches(consent: Consent, state: string): boolean {
  if (state === "all") return true;
  return state === "expiring" ? consent.isExpiringSoon : consent.state === state;
}

interface StateFilterProps {
  readonly value: string;
  readonly items: readonly Consent[];
  readonly onChange: (state: string) => void;
}

function StateFilter({ value, items, onChange }: StateFilterProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const countOf = (state: string) => items.filter((consent) => matches(consent, state)).length;
  const option = (state: string, label: string) => ({ value: state, label: `${label} ${countOf(state)}` });
  return (
    <Segmented
      className="consent-filter"
      value={value}
      onChange={onChange}
      options={[
        option("all", t("filterAll")),
        ...(["draft", "granted"] as const).map((state) => option(state, phrase(consentStateNames[state]))),
        option("expiring", t("filterExpiring")),
        ...(["expired", "revoked"] as const).map((state) => option(state, phrase(consentStateNames[state]))),
      ]}
    />
  );
}

/** One click for the forty papers that a colleague recorded. */
function ConfirmPapers({ items }: { readonly items: readonly Consent[] }) {
  const t = useText(text);
  const client = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => grantConsents(items.map(({ id }) => id)),
    onSuccess: () => client.invalidateQueries({ queryKey: consentsQuery.queryKey }),
  });
  if (items.length === 0) return null;
  return (
    <div className="notice notice--block consent-confirm">
      <p>{t("confirmNote")}</p>
      <Refusal error={confirm.error} />
      <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
        {t("confirmAll", { count: items.length })}
      </Button>
    </div>
  );
}

function ConsentTable({ items }: { readonly items: readonly Consent[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <FigureTable
      label={t("consents")}
      isTall
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "name",
          title: t("enterprise"),
          render: (row) => <span translate="no">{row.enterpriseName}</span>,
        },
        {
          key: "party",
          title: t("party"),
          render: (row) => (
            <span translate="no">
              {row.provider.name} → {row.grantee.name}
            </span>
          ),
        },
        {
          key: "purpose",
          title: t("purpose"),
          render: (row) => <span className="nowrap">{phrase(purposeNames[row.purpose])}</span>,
        },
        {
          key: "classes",
          title: t("classes"),
          render: (row) => (
            <span className="consent-classes">
              {row.dataClasses.map((one) => phrase(dataClassNames[one])).join(" · ")}
            </span>
          ),
        },
        { key: "term", title: t("term"), isFigure: true, render: (row) => `${row.fromOn} – ${row.untilOn}` },
        {
          key: "form",
          title: t("form"),
          render: (row) => (
            <>
              {phrase(formNames[row.form])} <span translate="no">{row.paper?.reference}</span>
            </>
          ),
        },
        { key: "state", title: t("state"), render: (row) => <ConsentStateMark consent={row} /> },
        { key: "actions", title: t("actions"), render: (row) => <RowActions consent={row} /> },
      ]}
    />
  );
}

function RowActions({ consent }: { readonly consent: Consent }) {
  const t = useText(text);
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: consentsQuery.queryKey });
  const revoke = useMutation({ mutationFn: () => revokeConsent(consent.id, null), onSuccess: refresh });
  return (
    <span className="consent-row-actions">
      <a
        className="button-link"
        href={`/v1/consents/${consent.id}/form.pdf`}
        target="_blank"
        rel="noreferrer"
      >
        {t("pdf")}
      </a>
      {consent.mayRevoke && (
        <Button size="small" loading={revoke.isPending} onClick={() => revoke.mutate()}>
          {t(consent.state === "draft" ? "cancel" : "revoke")}
        </Button>
      )}
      <Refusal error={revoke.error} />
    </span>
  );
}
