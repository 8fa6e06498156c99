import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { CardState } from "./card-state.tsx";
import { CommitteePanel, PointsPanel } from "./committee-panels.tsx";
import { type Card, cardQuery, cardsQuery, fetchCardPdf } from "./expert-card-api.ts";
import { JudgementPanel } from "./judgement-panel.tsx";
import { MyWeights } from "./my-weights.tsx";
import { ParametersPanel } from "./parameters-panel.tsx";
import { SignaturePanel } from "./signature-panel.tsx";
import { text } from "./text.ts";
import "./expert-card.css";

/** One expert card: weights, what the committee came to, signatures, and how it does on known enterprises. */
export function CardPage() {
  const t = useText(text);
  const { cardId } = useParams({ from: "/shell/expert-cards/$cardId" });
  const query = useQuery(cardQuery(cardId));
  const list = useQuery(cardsQuery);
  usePageTitle(query.data?.name ?? t("title"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const card = query.data;
  const parameters = list.data?.parameters ?? [];
  return (
    <div className="expert-card">
      <PageHead card={card} needed={parameters.find(({ id }) => id === "models.badsForFittedCard")?.value} />
      {card.mine.mayWeigh && <MyWeights key={card.id} card={card} />}
      <div className="panels">
        <div className="span-6">
          <CommitteePanel card={card} />
        </div>
        <div className="span-6">
          <SignaturePanel card={card} />
        </div>
        <div className="span-12">
          <JudgementPanel card={card} />
        </div>
        <div className="span-12">
          <PointsPanel card={card} />
        </div>
        <div className="span-12">
          <ParametersPanel parameters={parameters} />
        </div>
      </div>
    </div>
  );
}

function PageHead({ card, needed }: { readonly card: Card; readonly needed: number | undefined }) {
  const t = useText(text);
  const print = useMutation({
    mutationFn: () => fetchCardPdf(card.id),
    onSuccess: (pdf) => saveFile(`${card.name}-${card.version}.pdf`, pdf),
  });
  const defaults = card.judgement?.defaults;
  return (
    <header className="expert-card__head">
      <div>
        <p className="soft">
          <Link to="/expert-cards">{t("back")}</Link>
        </p>
        <h1>
          <span translate="no">{card.name}</span> <CardState state={card.state} />
        </h1>
        <p className="soft">
          {t("version")} {card.version} · {t("draftedBy")} <span translate="no">{card.draftedBy.name}</span>
          {needed !== undefined && (
            <>
              {" · "}
              {defaults === undefined
                ? t("switchRuleUnknown", { needed })
                : t("switchRule", { defaults, needed })}
            </>
          )}
        </p>
      </div>
      <Button onClick={() => print.mutate()} loading={print.isPending}>
        {t("print")}
      </Button>
      <Refusal error={print.error} />
    </header>
  );
}
