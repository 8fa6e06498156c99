import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { type CustomerRecord, customerQuery } from "./customers-api.ts";
import { ListMark, StageMark, Word } from "./marks.tsx";
import { MatchPanel } from "./match-panel.tsx";
import { PortraitPanel } from "./portrait-panel.tsx";
import { text } from "./text.ts";
import { WorkPanels } from "./work-panels.tsx";
import "./customers.css";

const route = getRouteApi("/shell/customers/$customerId");

/** One customer with everything that hangs on it. */
export function CustomerPage() {
  const t = useText(text);
  const { customerId } = route.useParams();
  const query = useQuery(customerQuery(customerId));
  usePageTitle(query.data?.customer.name ?? t("customers"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  return <Record record={query.data} />;
}

function Record({ record }: { readonly record: CustomerRecord }) {
  const t = useText(text);
  const { customer, portrait, strategy } = record;
  return (
    <div className="customers">
      <header className="customers__head">
        <h1 translate="no">{customer.name}</h1>
        <ListMark isListed={portrait?.quality.isListed ?? false} />
        <span className="chip">
          <Word code={customer.standing} />
        </span>
        {portrait !== null && (
          <span className="chip">
            <StageMark lifeStage={portrait.lifeStage} />
          </span>
        )}
        <span className="soft" translate="no">
          {[customer.uscc, customer.industry, customer.region].filter((one) => one !== null).join(" · ")}
        </span>
        {customer.sizeClass !== null && (
          <span className="soft">
            <Word code={customer.sizeClass} />
          </span>
        )}
        <span className="soft" translate="no">
          {record.people.find(({ id }) => id === customer.managerId)?.name ?? ""}
        </span>
        {customer.enterpriseIds.map((enterpriseId) => (
          <Link key={enterpriseId} to="/enterprises/$enterpriseId/profile" params={{ enterpriseId }}>
            {t("toEnterprise")}
          </Link>
        ))}
      </header>
      {strategy !== null && (
        <p>
          <b>{t("strategy")}</b>: <Word code={strategy.focus} /> ·{" "}
          {t("visitEvery", { days: strategy.visitDays })}
        </p>
      )}
      <div className="panels">
        <div className="span-7">
          {portrait === null ? (
            <Panel title={t("portrait")}>
              <Nothing title={t("noPortrait")} />
            </Panel>
          ) : (
            <PortraitPanel portrait={portrait} />
          )}
        </div>
        <div className="span-5">
          <MatchPanel record={record} />
        </div>
        <WorkPanels record={record} />
        <div className="span-7">
          <TimelinePanel record={record} />
        </div>
        <div className="span-5">
          <HistoryPanel record={record} />
        </div>
      </div>
    </div>
  );
}

function TimelinePanel({ record }: { readonly record: CustomerRecord }) {
  const t = useText(text);
  return (
    <Panel title={t("timeline")}>
      {record.timeline.length === 0 && <Nothing title={t("timelineNone")} />}
      <ol className="customers__timeline" tabIndex={0} aria-label={t("timeline")}>
        {record.timeline.map(({ on, area, kind, detail, href }, index) => (
          <li key={`${on}/${area}/${kind}/${String(index)}`} className="customers__line">
            <span className="figure">{on}</span>
            <b>
              <Word code={area} />
            </b>
            <span>
              {href === null ? (
                <Word code={codeOf(area, kind)} />
              ) : (
                <Link to={href}>
                  <Word code={codeOf(area, kind)} />
                </Link>
              )}{" "}
              <Detail area={area} detail={detail} />
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** A decision of an evaluation has words of its own: what is granted there is no consent. */
function codeOf(area: string, kind: string): string {
  return area === "evaluation" ? `evaluation.${kind}` : kind;
}

/** Words of people and names stay as they are; codes are told in the reader's words. */
function Detail({ area, detail }: { readonly area: string; readonly detail: string }) {
  if (detail === "") return null;
  const isCode = area === "consent" || area === "offer" || area === "lifeStage" || area === "quality";
  if (!isCode) {
    return (
      <span className="soft" translate="no" data-quotes>
        {detail}
      </span>
    );
  }
  return (
    <span className="soft">
      {detail.split(",").map((code, index) => (
        <span key={code}>
          {index > 0 && ", "}
          <Word code={code} />
        </span>
      ))}
    </span>
  );
}

function HistoryPanel({ record }: { readonly record: CustomerRecord }) {
  const t = useText(text);
  return (
    <Panel title={t("stageHistory")}>
      {record.history.length === 0 ? (
        <Nothing title={t("nothing")} />
      ) : (
        <FigureTable
          label={t("stageHistory")}
          rows={record.history.toReversed()}
          rowKey={({ asOf }, index) => `${asOf}/${String(index)}`}
          columns={[
            { key: "asOf", title: t("edition"), render: ({ asOf }) => asOf },
            {
              key: "stage",
              title: t("stage"),
              render: ({ lifeStage }) => <StageMark lifeStage={lifeStage} />,
            },
            { key: "change", title: t("change"), render: ({ quality }) => <Word code={quality.change} /> },
            {
              key: "reasons",
              title: t("reasons"),
              render: ({ quality }) => (
                <span className="customers__chips">
                  {quality.change !== "entered" &&
                    quality.reasons.map((code) => (
                      <span key={code} className="chip">
                        <Word code={code} />
                      </span>
                    ))}
                </span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
