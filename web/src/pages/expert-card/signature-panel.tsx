import { Button } from "antd";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { activateCard, type Card, retireCard, signCard, useCardStep } from "./expert-card-api.ts";
import { text } from "./text.ts";

const timeOf = (atMs: number | null): string => (atMs === null ? "—" : formatInstant(atMs).slice(0, 16));

/** Who weighed and signed, and the step that comes next with who may take it and why not. */
export function SignaturePanel({ card }: { readonly card: Card }) {
  const t = useText(text);
  const { sha256, mine, members } = card;
  const sign = useCardStep(() => signCard(card.id, sha256 ?? ""));
  return (
    <Panel
      title={t("signPanel")}
      note={
        sha256 === null ? (
          ""
        ) : (
          <span title={sha256}>{t("signNote", { sha256: `${sha256.slice(0, 16)}…` })}</span>
        )
      }
    >
      <FigureTable
        label={t("signPanel")}
        rows={members}
        rowKey={({ accountId }) => accountId}
        columns={[
          { key: "name", title: t("member"), render: ({ name }) => <span translate="no">{name}</span> },
          {
            key: "weighed",
            title: t("weighedAt"),
            isFigure: true,
            render: ({ weighedAtMs }) => timeOf(weighedAtMs),
          },
          {
            key: "signed",
            title: t("signedAt"),
            isFigure: true,
            render: ({ signedAtMs }) => timeOf(signedAtMs),
          },
        ]}
      />
      <div className="expert-card__actions">
        {mine.maySign && sha256 !== null && (
          <Button type="primary" loading={sign.isPending} onClick={() => sign.mutate(undefined)}>
            {t("sign")}
          </Button>
        )}
        <ForceStep card={card} />
        <Refusal error={sign.error} />
      </div>
    </Panel>
  );
}

function ForceStep({ card }: { readonly card: Card }) {
  const t = useText(text);
  const { mine, state, activatedBy, activatedAtMs } = card;
  const activate = useCardStep(() => activateCard(card.id));
  const retire = useCardStep(() => retireCard(card.id));
  return (
    <>
      {mine.mayActivate && (
        <Button type="primary" loading={activate.isPending} onClick={() => activate.mutate(undefined)}>
          {t("force")}
        </Button>
      )}
      {mine.mayRetire && (
        <Button loading={retire.isPending} onClick={() => retire.mutate(undefined)}>
          {t("retire")}
        </Button>
      )}
      <span className="soft">
        {activatedBy !== null ? (
          <span translate="no">{t("isActive", { name: activatedBy.name, at: timeOf(activatedAtMs) })}</span>
        ) : mine.mayActivate ? (
          t("forceNote")
        ) : state === "signed" ? (
          t("whyNotPerson")
        ) : state === "retired" ? (
          ""
        ) : (
          t("whyNotState")
        )}
      </span>
      <Refusal error={activate.error ?? retire.error} />
    </>
  );
}
