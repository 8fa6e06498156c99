import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { sessionQuery } from "../../api/queries.ts";
import { formatExactMoney } from "../../figures/format-money.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { DeclarationForm } from "./declaration-form.tsx";
import {
  approveEnrolment,
  decideEnrolment,
  type Enrolment,
  enrolmentsQuery,
  loansQuery,
  openClaim,
} from "./fund-api.ts";
import { NewEnrolment } from "./new-enrolment.tsx";
import { text } from "./text.ts";
import "./fund.css";

/** Loans in a programme, and filing one. */
export function EnrolmentsPage() {
  const t = useText(text);
  const may = useMay();
  usePageTitle(t("enrolments"));
  const query = useQuery(enrolmentsQuery);
  const [claiming, setClaiming] = useState<Enrolment | null>(null);
  const client = useQueryClient();
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items } = query.data;
  return (
    <div className="fund">
      <h1>{t("enrolments")}</h1>
      {may("fund.file") && <NewEnrolment />}
      {claiming !== null && (
        <OpenClaim
          enrolment={claiming}
          onCancel={() => setClaiming(null)}
          onDone={() => {
            setClaiming(null);
            return client.invalidateQueries({ queryKey: ["fund"] });
          }}
        />
      )}
      {items.length === 0 ? (
        <Nothing title={t("noEnrolments")} next={t("noEnrolmentsNext")} />
      ) : (
        <Panel title={t("enrolments")} note={t("enrolmentsNote")}>
          <EnrolmentTable items={items} onClaim={setClaiming} />
        </Panel>
      )}
    </div>
  );
}

interface OpenClaimProps {
  readonly enrolment: Enrolment;
  readonly onCancel: () => void;
  readonly onDone: () => Promise<void>;
}

/** The declaration of a first claim, which begins with what is still owed of what was enrolled. */
function OpenClaim({ enrolment, onCancel, onDone }: OpenClaimProps) {
  const t = useText(text);
  const { loanNumber, loanId, principalFen, enrolmentId } = enrolment;
  const loans = useQuery(loansQuery(loanNumber));
  if (loans.isPending) return <Waiting />;
  const owed = loans.data?.items.find(({ loan }) => loan.id === loanId)?.loan.balanceFen ?? principalFen;
  return (
    <Panel title={`${t("openClaim")} · ${loanNumber}`}>
      <DeclarationForm
        key={enrolmentId}
        eligibleFen={BigInt(owed) < BigInt(principalFen) ? owed : principalFen}
        onCancel={onCancel}
        onSubmit={async (declaration) => {
          await openClaim({ ...declaration, enrolmentId });
          await onDone();
        }}
      />
    </Panel>
  );
}

interface EnrolmentTableProps {
  readonly items: readonly Enrolment[];
  readonly onClaim: (enrolment: Enrolment) => void;
}

function EnrolmentTable({ items, onClaim }: EnrolmentTableProps) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <FigureTable
      label={t("enrolments")}
      rows={items}
      rowKey={(row) => row.enrolmentId}
      columns={[
        { key: "loan", title: t("loan"), render: (row) => <span translate="no">{row.loanNumber}</span> },
        {
          key: "borrower",
          title: t("borrower"),
          render: (row) =>
            row.borrowerName === null ? (
              <span className="soft">{t("noBasis")}</span>
            ) : (
              <span translate="no">{row.borrowerName}</span>
            ),
        },
        { key: "bank", title: t("bank"), render: (row) => <span translate="no">{row.bankName}</span> },
        { key: "size", title: t("size"), render: (row) => (row.sizeClass === null ? "—" : t(row.sizeClass)) },
        {
          key: "principal",
          title: t("principal"),
          isFigure: true,
          render: (row) => formatExactMoney(row.principalFen),
        },
        {
          key: "platform",
          title: t("platform"),
          render: (row) => (
            <span translate="no">
              {row.platformName ?? "—"}
              <br />
              <span className="soft">
                {row.applicationNumber ?? "—"} · {row.appliedOn ?? "—"}
              </span>
            </span>
          ),
        },
        {
          key: "state",
          title: t("state"),
          render: (row) => (
            <>
              {t(row.state)}
              {row.reasons.map((reason) => (
                <div key={reason.code} className="reason">
                  {phrase(reason)}
                </div>
              ))}
            </>
          ),
        },
        { key: "next", title: "", render: (row) => <EnrolmentActions row={row} onClaim={onClaim} /> },
      ]}
    />
  );
}

function EnrolmentActions({ row, onClaim }: { row: Enrolment; onClaim: (enrolment: Enrolment) => void }) {
  const t = useText(text);
  const may = useMay();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const onSuccess = () => client.invalidateQueries({ queryKey: ["fund"] });
  const approve = useMutation({ mutationFn: () => approveEnrolment(row.enrolmentId), onSuccess });
  const decide = useMutation({
    mutationFn: (confirms: boolean) =>
      decideEnrolment(row.enrolmentId, {
        confirms,
        note: confirms ? "" : "基金不予入库 refused by the fund",
      }),
    onSuccess,
  });
  const isMine = session?.user.id === row.filedBy;
  return (
    <div className="fund__buttons">
      {row.state === "draft" && may("fund.submit") && (
        <Button size="small" disabled={isMine} loading={approve.isPending} onClick={() => approve.mutate()}>
          {t("approveFiling")}
        </Button>
      )}
      {row.state === "filed" && may("fund.decide") && (
        <>
          <Button size="small" type="primary" loading={decide.isPending} onClick={() => decide.mutate(true)}>
            {t("confirm")}
          </Button>
          <Button size="small" loading={decide.isPending} onClick={() => decide.mutate(false)}>
            {t("refuse")}
          </Button>
        </>
      )}
      {row.claimId !== null && (
        <Link to="/fund/claims/$claimId" params={{ claimId: row.claimId }}>
          {t("toClaim")}
        </Link>
      )}
      {row.state === "confirmed" && row.claimId === null && may("fund.file") && (
        <Button size="small" onClick={() => onClaim(row)}>
          {t("openClaim")}
        </Button>
      )}
      <Refusal error={approve.error ?? decide.error} />
    </div>
  );
}
