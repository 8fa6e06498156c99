import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { formatExactMoney } from "../../figures/format-money.ts";
import { formatBasisPoints, formatRate } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { DrawdownPanel } from "./drawdown-panel.tsx";
import { contractQuery, type LoanContract, type LoanContractPage, signContract } from "./lending-api.ts";
import { Facts, LoanState, Timeline, useLendingStep, useName } from "./parts.tsx";
import { text } from "./text.ts";
import "./lending.css";

const route = getRouteApi("/shell/lending/contracts/$contractId");

/** A contract: its terms, who signed, and the money drawn under it. */
export function ContractPage() {
  const t = useText(text);
  const { contractId } = route.useParams();
  const query = useQuery(contractQuery(contractId));
  usePageTitle(query.data?.contract.number ?? t("contract"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const page = query.data;
  const { contract } = page;
  return (
    <div className="lending">
      <Link to="/lending/contracts" className="back-link">
        <BackIcon /> {t("contracts")}
      </Link>
      <div className="lending__head">
        <h1>{contract.number}</h1>
        <span translate="no">{contract.borrowerName}</span>
        <LoanState state={contract.state} />
        <Link to="/lending/applications/$applicationId" params={{ applicationId: contract.applicationId }}>
          {t("toCase")}
        </Link>
      </div>
      <div className="panels">
        <div className="span-6 loan-columns">
          <TermsPanel contract={contract} />
          <Panel title={t("timeline")}>
            <Timeline events={page.events} />
          </Panel>
        </div>
        <div className="span-6 loan-columns">
          <SignPanel page={page} />
          <DrawdownPanel page={page} />
        </div>
      </div>
    </div>
  );
}

function TermsPanel({ contract }: { readonly contract: LoanContract }) {
  const t = useText(text);
  const name = useName();
  const { terms } = contract;
  return (
    <Panel
      title={t("contract")}
      actions={
        <a href={`/v1/lending/contracts/${contract.id}/pdf`} target="_blank" rel="noreferrer">
          {t("print")}
        </a>
      }
    >
      <Facts
        items={[
          [t("amount"), formatExactMoney(terms.principalFen)],
          [t("rate"), `${formatRate(terms.annualRatePpm)} (${formatBasisPoints(terms.annualRatePpm)})`],
          [t("months"), terms.months],
          [t("method"), name(terms.method)],
          [t("purpose"), contract.purpose],
          [t("payment"), name(contract.payment)],
          [t("payee"), contract.payee ?? "—"],
          [t("collectionAccount"), contract.collectionAccount],
          [t("preparedBy"), contract.preparedByName],
        ]}
      />
    </Panel>
  );
}

function SignPanel({ page }: { readonly page: LoanContractPage }) {
  const t = useText(text);
  const { contract } = page;
  const sign = useLendingStep((side: "bank" | "borrower") => signContract(contract.id, side));
  const shown = (signature: LoanContract["bankSignature"]) =>
    signature === null
      ? t("notSigned")
      : `${signature.byName}，${formatInstant(signature.atMs).slice(0, 16)}${signature.form === "paper" ? `（${t("onPaper")}）` : ""}`;
  const sides = [
    ["bank", page.signForBank, "signForBank"],
    ["borrower", page.signForBorrower, "signForBorrower"],
  ] as const;
  return (
    <Panel title={t("signatures")}>
      <Facts
        items={[
          [t("bankSignature"), shown(contract.bankSignature)],
          [t("borrowerSignature"), shown(contract.borrowerSignature)],
        ]}
      />
      {contract.state === "draft" && (
        <div className="loan-actions loan-form__buttons">
          {sides
            .filter(([, step]) => step !== "state")
            .map(([side, step, key]) => (
              <div key={side} className="loan-actions__one">
                <Button
                  type="primary"
                  disabled={step !== "allowed"}
                  loading={sign.isPending && sign.variables === side}
                  onClick={() => sign.mutate(side)}
                >
                  {t(key)}
                </Button>
                {step !== "allowed" && (
                  <span className="loan-actions__why">{t(step === "maker" ? "whyMaker" : "whyRole")}</span>
                )}
              </div>
            ))}
        </div>
      )}
      <Refusal error={sign.error} />
    </Panel>
  );
}
