import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Nothing } from "../../parts/states.tsx";
import { type EditionDetail, type ListedCustomer, rulesQuery } from "./customers-api.ts";
import { Word } from "./marks.tsx";
import { ruleValue } from "./rule-value.ts";
import { text } from "./text.ts";

type Outcome = NonNullable<ListedCustomer["portrait"]>["quality"]["outcomes"][number];

interface Outsider {
  readonly customer: ListedCustomer["customer"];
  readonly missing: readonly Outcome[];
  readonly reachedInRow: number;
}

const mostRows = 300;

/** Who is not on the list and which rules keep it out, with its own figure; those who miss least come first. */
export function NearPanel({ detail }: { readonly detail: EditionDetail }) {
  const t = useText(text);
  const { data: rules } = useQuery(rulesQuery);
  const enterAfter = rules?.inForce.enterAfter ?? 0;
  const outsiders = outsidersOf(detail);
  return (
    <Panel title={t("outside")} note={t("outsideNote")}>
      {outsiders.length === 0 ? (
        <Nothing title={t("noOutside")} />
      ) : (
        <FigureTable
          label={t("outside")}
          isTall
          rows={outsiders.slice(0, mostRows)}
          rowKey={({ customer }) => customer.id}
          columns={[
            {
              key: "name",
              title: t("name"),
              render: ({ customer }) => (
                <Link to="/customers/$customerId" params={{ customerId: customer.id }} translate="no">
                  {customer.name}
                </Link>
              ),
            },
            {
              key: "why",
              title: t("whyNot"),
              render: (row) =>
                row.missing.length === 0 ? (
                  <span>{t("waitsFor", { reached: row.reachedInRow, enter: enterAfter })}</span>
                ) : (
                  <Missing outcomes={row.missing} />
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Missing({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { data: rules } = useQuery(rulesQuery);
  const ruleOf = new Map(rules?.inForce.rules.map((rule) => [rule.code, rule]));
  return (
    <span className="customers__chips">
      {outcomes.map(({ code, value }) => {
        const rule = ruleOf.get(code);
        const asked =
          rule === undefined ? "" : ` ${rule.isAtLeast ? "≥" : "≤"} ${ruleValue(rule.unit, rule.entry)}`;
        return (
          <span key={code} className="chip" title={rule === undefined ? undefined : phrase(rule.words)}>
            <Word code={code} />{" "}
            <span className="figure">
              {value === null ? t("noFigure") : ruleValue(rule?.unit ?? "", value)}
            </span>
            <span className="soft">{asked}</span>
          </span>
        );
      })}
    </span>
  );
}

function outsidersOf({ items }: EditionDetail): readonly Outsider[] {
  return items
    .flatMap(({ customer, portrait }): Outsider[] => {
      if (portrait === null || portrait.quality.isListed) return [];
      const { outcomes, reachedInRow } = portrait.quality;
      return [{ customer, missing: outcomes.filter(({ reachesEntry }) => !reachesEntry), reachedInRow }];
    })
    .sort((left, right) => left.missing.length - right.missing.length);
}
