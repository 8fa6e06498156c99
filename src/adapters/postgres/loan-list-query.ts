import { type RawBuilder, sql } from "kysely";
import type { LoanListQuery } from "#lending";

/** Classes from the best to the worst, so that the worse of two is the one of the higher place. */
const classes = sql`array['pass', 'specialMention', 'substandard', 'doubtful', 'loss']`;

const orders: Readonly<Record<LoanListQuery["sort"], RawBuilder<unknown>>> = {
  number: sql`l.number`,
  borrower: sql`l.borrower_name`,
  balance: sql`l.balance_fen`,
  daysPastDue: sql`coalesce(d.days_past_due, 0)`,
  dueOn: sql`l.due_on`,
  class: sql`greatest(array_position(${classes}, c.to_class), array_position(${classes}, o.to_class))`,
};

/** Loans of the party with their newest day and their classes; the conditions of the query applied. */
export function listedLoans(partyId: string, query: LoanListQuery): RawBuilder<unknown> {
  return sql`
    from touchstone.loan l
    ${standing}
    where l.party_id = ${partyId}
      and (${query.search}::text is null or l.number ilike '%' || ${query.search} || '%'
        or l.borrower_name ilike '%' || ${query.search} || '%'
        or l.borrower_code ilike '%' || ${query.search} || '%')
      and (${query.state}::text is null or l.state = ${query.state})
      and (${query.sizeClass}::text is null or l.size_class = ${query.sizeClass})
      and (${query.minimumDaysPastDue}::int is null or d.days_past_due >= ${query.minimumDaysPastDue})
      and (not ${query.isUnmatched}::boolean or l.enterprise_id is null)
      and (${query.loanClass}::text is null
        or (${classes})[greatest(array_position(${classes}, c.to_class), array_position(${classes}, o.to_class))]
          = ${query.loanClass})`;
}

/** Newest day (d), confirmed class (c), worse class under way (o) and the bank's own class (b) of a loan l. */
export const standing = sql`
  left join lateral (select * from touchstone.loan_day x where x.party_id = l.party_id
    and x.loan_id = l.loan_id order by x.business_date desc limit 1) d on true
  left join lateral (select to_class from touchstone.loan_class x where x.party_id = l.party_id
    and x.loan_id = l.loan_id and x.state = 'approved' order by x.ordinal desc limit 1) c on true
  left join lateral (select to_class from touchstone.loan_class x where x.party_id = l.party_id
    and x.loan_id = l.loan_id and x.state in ('proposed', 'recognised') and x.direction <> 'upgrade' limit 1) o
    on true
  left join lateral (select class from touchstone.loan_bank_class x where x.party_id = l.party_id
    and x.loan_id = l.loan_id and x.is_effective order by x.on_day desc limit 1) b on true`;

/** The order of the list, with the number last so that pages do not overlap. */
export function listOrder({ sort, direction }: LoanListQuery): RawBuilder<unknown> {
  const way = direction === "descending" ? sql`desc nulls last` : sql`asc nulls last`;
  return sql`order by ${orders[sort]} ${way}, l.number`;
}
