import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Tabs } from "antd";
import { lazy, Suspense } from "react";
import { formatPercent } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Stat } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { dataClassNames, sizeClassNames } from "../consent/names.ts";
import { FigureSources } from "../enterprise/figure-source.tsx";
import { industriesQuery } from "../industries/industries-api.ts";
import { authenticityNames, stageNames } from "./names.ts";
import { type EnterpriseProfile, type ProfileOf, profileQuery } from "./profile-api.ts";
import { ProfileGroups } from "./profile-groups.tsx";
import { type ProfileTab, profileTabs } from "./routes.ts";
import { text } from "./text.ts";
import "./profile.css";

const BeliefTab = lazy(async () => ({ default: (await import("./belief-tab.tsx")).BeliefTab }));
const ChainTab = lazy(async () => ({ default: (await import("./chain-tab.tsx")).ChainTab }));
const PeersTab = lazy(async () => ({ default: (await import("./peers-tab.tsx")).PeersTab }));
const RunningTab = lazy(async () => ({ default: (await import("./running-tab.tsx")).RunningTab }));
const TradeTab = lazy(async () => ({ default: (await import("./trade-tab.tsx")).TradeTab }));
const TwinTab = lazy(async () => ({ default: (await import("./twin-tab.tsx")).TwinTab }));
const WorthTab = lazy(async () => ({ default: (await import("./worth-tab.tsx")).WorthTab }));

const route = getRouteApi("/shell/enterprises/$enterpriseId/profile");

/** Who an enterprise is, by what its machines, orders and meters say: for its owner and for those whom it lets read. */
export function ProfilePage() {
  const t = useText(text);
  const { enterpriseId } = route.useParams();
  const { asOf } = route.useSearch();
  const query = useQuery(profileQuery({ enterpriseId, asOf }));
  usePageTitle(query.data?.name ?? t("title"));
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  return (
    <div className="profile">
      <ProfileHeader profile={query.data} />
      <FigureSources enterpriseId={enterpriseId}>
        <ProfileTabs profile={query.data} of={{ enterpriseId, asOf }} />
      </FigureSources>
    </div>
  );
}

function ProfileHeader({ profile }: { readonly profile: EnterpriseProfile }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { language } = useLanguage();
  const navigate = route.useNavigate();
  const { name, code, division, size, region, asOf, knownAt, withheld } = profile;
  const industries = useQuery(industriesQuery).data?.items;
  const industry = industries?.find((one) => one.division === division)?.name;
  const divisionName = industry === undefined ? division : `${division} ${phrase(industry)}`;
  const facts = [code, divisionName, size === null ? null : phrase(sizeClassNames[size]), region];
  return (
    <header className="profile__header">
      <div className="profile__line">
        <h1 className="profile__name" translate="no">
          {name ?? t("unnamed")}
        </h1>
        <span className="soft" translate="no">
          {facts.filter((fact) => fact !== null && fact !== "").join(" · ")}
        </span>
        <label className="profile__day">
          {t("asOf")}
          <DayInput
            label={t("asOf")}
            value={asOf}
            onChange={(day) => void navigate({ search: (before) => ({ ...before, asOf: day }) })}
          />
          <span className="soft">{t("knownAt", { knownAt })}</span>
        </label>
      </div>
      <ProfileStats profile={profile} />
      {withheld.length > 0 && (
        <p className="notice">
          {t("withheld", {
            classes: withheld.map((one) => phrase(dataClassNames[one])).join(language === "zh" ? "、" : ", "),
          })}
        </p>
      )}
    </header>
  );
}

function ProfileStats({ profile }: { readonly profile: EnterpriseProfile }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { lifeStage, authenticity, known, items } = profile;
  const { contradictions } = authenticity;
  return (
    <dl className="stats">
      <Stat
        label={t("stage")}
        value={lifeStage === null ? "—" : phrase(stageNames[lifeStage.stage])}
        note={
          lifeStage === null
            ? t("stageUnknown")
            : `${t("since", { day: lifeStage.since })} · ${t("confidence", { share: formatPercent(lifeStage.confidence, 0) })}`
        }
      />
      <Stat
        label={t("authenticity")}
        value={phrase(authenticityNames[authenticity.grade])}
        note={
          contradictions.length === 0
            ? t("noContradiction")
            : t("contradictionsCount", { count: contradictions.length })
        }
      />
      <Stat
        label={t("coverage")}
        value={formatPercent(items === 0 ? null : known / items, 0)}
        note={t("ofItems", { known, items })}
      />
    </dl>
  );
}

const tabLabels = {
  profile: "tabProfile",
  running: "tabRunning",
  trade: "tabTrade",
  worth: "tabWorth",
  belief: "tabBelief",
  chain: "tabChain",
  twin: "tabTwin",
  peers: "tabPeers",
} as const satisfies Record<ProfileTab, keyof typeof text>;

function ProfileTabs({ profile, of }: { readonly profile: EnterpriseProfile; readonly of: ProfileOf }) {
  const t = useText(text);
  const { tab = "profile" } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Tabs
      activeKey={tab}
      destroyOnHidden
      onChange={(key) =>
        void navigate({ search: (before) => ({ ...before, tab: profileTabs.find((one) => one === key) }) })
      }
      items={profileTabs.map((key) => ({
        key,
        label: t(tabLabels[key]),
        children:
          key === tab ? (
            <Suspense fallback={<Waiting />}>
              <TabContent tab={key} profile={profile} of={of} />
            </Suspense>
          ) : null,
      }))}
    />
  );
}

function TabContent({
  tab,
  profile,
  of,
}: {
  readonly tab: ProfileTab;
  readonly profile: EnterpriseProfile;
  readonly of: ProfileOf;
}) {
  switch (tab) {
    case "profile":
      return <ProfileGroups profile={profile} />;
    case "running":
      return <RunningTab of={of} couplings={profile.couplings} />;
    case "trade":
      return <TradeTab of={of} />;
    case "worth":
      return <WorthTab profile={profile} />;
    case "belief":
      return <BeliefTab authenticity={profile.authenticity} />;
    case "chain":
      return <ChainTab of={of} />;
    case "twin":
      return <TwinTab enterpriseId={of.enterpriseId} asOf={profile.asOf} />;
    case "peers":
      return <PeersTab of={of} />;
  }
}
