import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Checkbox, Input, InputNumber } from "antd";
import { useState } from "react";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { roleNames } from "../../parts/party-names.ts";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { BandEditor } from "./band-editor.tsx";
import { cardsQuery, type CardList, draftCard, type Indicator, useCardStep } from "./expert-card-api.ts";
import { text } from "./text.ts";
import "./expert-card.css";

/** Drafts an expert card: what it looks at, what each band is worth, and who weighs it. */
export function NewCardPage() {
  const t = useText(text);
  usePageTitle(t("newTitle"));
  const query = useQuery(cardsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  return <DraftForm start={query.data} />;
}

function DraftForm({ start }: { readonly start: CardList }) {
  const t = useText(text);
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [indicators, setIndicators] = useState<readonly Indicator[]>(start.proposal.indicators);
  const [scale, setScale] = useState(start.proposal.scale);
  const [memberIds, setMemberIds] = useState<readonly string[]>([]);
  const draft = useCardStep(async () => {
    const { id } = await draftCard({
      name: name.trim(),
      indicators: [...indicators],
      scale,
      memberIds: [...memberIds],
    });
    void navigate({ to: "/expert-cards/$cardId", params: { cardId: id } });
  });
  const isReady = name.trim() !== "" && indicators.length > 0 && memberIds.length > 0;
  return (
    <form
      className="expert-card"
      onSubmit={(event) => {
        event.preventDefault();
        draft.mutate(undefined);
      }}
    >
      <h1>{t("newTitle")}</h1>
      <Panel title={t("name")}>
        <Input
          aria-label={t("name")}
          value={name}
          maxLength={100}
          style={{ maxWidth: 420 }}
          onChange={(event) => setName(event.target.value)}
        />
      </Panel>
      <BandEditor indicators={indicators} onChange={setIndicators} />
      <div className="panels">
        <div className="span-6">
          <ScaleFields scale={scale} onChange={setScale} />
        </div>
        <div className="span-6">
          <MemberChoice people={start.people} chosen={memberIds} onChange={setMemberIds} />
        </div>
      </div>
      <div className="expert-card__actions">
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={draft.isPending}>
          {t("save")}
        </Button>
        <Refusal error={draft.error} />
      </div>
    </form>
  );
}

type Scale = CardList["proposal"]["scale"];

function ScaleFields({
  scale,
  onChange,
}: {
  readonly scale: Scale;
  readonly onChange: (scale: Scale) => void;
}) {
  const t = useText(text);
  return (
    <Panel title={t("scale")}>
      <div className="expert-card__fields">
        <label>
          {t("neutralPd")}
          <InputNumber
            min={0.01}
            max={99}
            step={0.1}
            value={Math.round(scale.neutralPd * 1e4) / 100}
            onChange={(value) => onChange({ ...scale, neutralPd: (value ?? 0) / 100 })}
          />
        </label>
        <label>
          {t("neutralWorth")}
          <InputNumber
            min={0}
            max={100}
            value={scale.neutralWorth}
            onChange={(value) => onChange({ ...scale, neutralWorth: value ?? 0 })}
          />
        </label>
        <label>
          {t("halve")}
          <InputNumber
            min={1}
            max={1000}
            value={scale.worthToHalveOdds}
            onChange={(value) => onChange({ ...scale, worthToHalveOdds: value ?? 1 })}
          />
        </label>
      </div>
    </Panel>
  );
}

function MemberChoice({
  people,
  chosen,
  onChange,
}: {
  readonly people: CardList["people"];
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const t = useText(text);
  const phrase = usePhrase();
  const names: Readonly<Record<string, { zh: string; en: string }>> = roleNames;
  return (
    <Panel title={t("members")} note={t("membersNote")}>
      <Checkbox.Group
        className="expert-card__people"
        value={[...chosen]}
        onChange={onChange}
        options={people.map(({ id, name, role }) => ({
          value: id,
          label: (
            <span>
              <span translate="no">{name}</span>{" "}
              <span className="soft">{phrase(names[role] ?? { zh: role, en: role })}</span>
            </span>
          ),
        }))}
      />
    </Panel>
  );
}
