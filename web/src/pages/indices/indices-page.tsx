import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Segmented, Select } from "antd";
import { useState } from "react";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { industriesQuery } from "../industries/industries-api.ts";
import { type IndexScope, indexScopes, linesOf } from "./chosen-lines.ts";
import { IndexChart } from "./index-chart.tsx";
import { indicesQuery, type IndexList, type IndexName } from "./indices-api.ts";
import { text } from "./text.ts";
import "./indices.css";

const route = getRouteApi("/shell/indices");

const indexNames = ["runRate", "energy", "orders"] as const;

/** How industries and regions go from month to month, with nothing in it that tells of a single enterprise. */
export function IndicesPage() {
  const t = useText(text);
  const query = useQuery(indicesQuery);
  usePageTitle(t("title"));
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  const { asOf, knownAt, enterprises, k, items } = query.data;
  return (
    <div className="panels">
      <header>
        <h1 className="indices__title">{t("title")}</h1>
        <p className="soft">{t("note", { asOf, knownAt, enterprises })}</p>
        {items.length === 0 && <p className="notice">{t("none", { k })}</p>}
      </header>
      {items.length > 0 && <IndexLines list={query.data} />}
    </div>
  );
}

function IndexLines({ list }: { readonly list: IndexList }) {
  const t = useText(text);
  const { by = "division" } = route.useSearch();
  const navigate = route.useNavigate();
  const [index, setIndex] = useState<IndexName>("runRate");
  const [within, setWithin] = useState("");
  const nameOf = useNameOf();
  const lines = linesOf(list, { index, scope: by, within });
  return (
    <>
      <div className="indices__choice">
        <Segmented
          aria-label={t("index")}
          value={index}
          onChange={setIndex}
          options={indexNames.map((value) => ({ value, label: t(value) }))}
        />
        <Segmented
          aria-label={t("compare")}
          value={by}
          onChange={(scope: IndexScope) => {
            setWithin("");
            void navigate({ search: { by: scope } });
          }}
          options={indexScopes.map((value) => ({ value, label: t(value) }))}
        />
        <Select
          aria-label={t(by === "division" ? "inRegion" : "inDivision")}
          className="indices__within"
          value={within}
          onChange={setWithin}
          options={withinOptions(list, by).map((value) => ({ value, label: nameOf(by, value) }))}
        />
      </div>
      <IndexChart
        list={list}
        lines={lines}
        index={index}
        nameOfLine={({ division, region }) =>
          by === "division" ? nameOf("region", division) : nameOf("division", region)
        }
      />
      <WithheldPanel list={list} index={index} />
    </>
  );
}

/** Regions to look at industries in, and the other way round: those of which anything is published. */
function withinOptions({ items }: IndexList, by: IndexScope): readonly string[] {
  const names = items.map(({ division, region }) => (by === "division" ? region : division));
  return [...new Set(["", ...names])].toSorted();
}

/** The name of a region where industries are compared, and of an industry where regions are. */
function useNameOf(): (by: IndexScope, name: string) => string {
  const t = useText(text);
  const phrase = usePhrase();
  const industries = useQuery(industriesQuery).data?.items;
  return (by, name) => {
    if (by === "division") return name === "" ? t("allRegions") : name;
    if (name === "") return t("allDivisions");
    const industry = industries?.find(({ division }) => division === name);
    return industry === undefined ? name : `${name} ${phrase(industry.name)}`;
  };
}

function WithheldPanel({ list, index }: { readonly list: IndexList; readonly index: IndexName }) {
  const t = useText(text);
  const rows = list.withheld.filter((one) => one.index === index).toReversed();
  return (
    <Panel title={t("withheld")} note={t("withheldNote", { k: list.k })}>
      <FigureTable
        label={t("withheld")}
        isTall
        rows={rows}
        rowKey={({ month }) => month}
        columns={[
          { key: "month", title: t("month"), render: ({ month }) => month },
          ...(["tooFew", "dominated", "complementary"] as const).map((reason) => ({
            key: reason,
            title: t(reason),
            isFigure: true,
            render: (row: (typeof rows)[number]) => row[reason],
          })),
        ]}
      />
    </Panel>
  );
}
