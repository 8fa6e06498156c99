import { Link } from "@tanstack/react-router";
import { formatRate } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import type { CustomerRecord } from "./customers-api.ts";
import { text } from "./text.ts";

/** About what a loan would cost, with its interval, and what that follows from; no offer. */
export function PriceLine({ price }: Pick<CustomerRecord, "price">) {
  const t = useText(text);
  if (price === null) return <p className="soft">{t("noPrice")}</p>;
  const { ratePpm, lowPpm, highPpm, costPpm, addPpm, grade, evaluationId, enterpriseId, evaluatedOn } = price;
  const interval = `[${formatRate(lowPpm)}, ${highPpm === null ? t("noCeiling") : formatRate(highPpm)}]`;
  return (
    <p data-testid="indicative-price">
      {ratePpm === null ? (
        <b>{t("noRate")}</b>
      ) : (
        <>
          {t("indicativeRate")} <b className="figure">{formatRate(ratePpm)}</b>{" "}
          <span className="soft figure">{interval}</span>
        </>
      )}
      <br />
      <span className="soft">
        {t("priceBasis", { cost: formatRate(costPpm), add: formatRate(addPpm) })}{" "}
        <Link
          to="/evaluations/$evaluationId/enterprises/$enterpriseId"
          params={{ evaluationId, enterpriseId }}
        >
          {t("gradedOn", { grade, day: evaluatedOn })}
        </Link>
      </span>
    </p>
  );
}
