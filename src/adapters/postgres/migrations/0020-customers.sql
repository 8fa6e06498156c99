-- Customers of a bank: one record each, analyses by edition, what people write down, and counts of whom it may not see.

-- 让银行看到我: an enterprise that gives a bank this consent may be found by it by name.
alter table touchstone.consent drop constraint consent_purpose_check;
alter table touchstone.consent add constraint consent_purpose_check check (purpose in ('creditEvaluation',
  'postLoan', 'compensation', 'platformService', 'prospecting'));

create table touchstone.customer (
  party_id uuid not null references touchstone.party,
  customer_id uuid not null,
  uscc text check (uscc ~ '^[0-9A-Z]{18}$'),
  name text not null check (name <> ''),
  region text,
  industry text,
  size_class text,
  standing text not null check (standing in ('prospect', 'customer', 'former')),
  origin text not null check (origin in ('register', 'optIn')),
  since_at_ms bigint not null,
  -- Of the newest edition, for lists; null before the first.
  edition_id uuid,
  is_listed boolean,
  life_stage text,
  supply_chain text,
  public_data text,
  needs text[],
  sales_fen numeric(30, 0),
  growth_ppm bigint,
  idle_fen numeric(30, 0),
  primary key (party_id, customer_id),
  unique (party_id, uscc)
);
select touchstone.protect('customer');

-- Entries of registers that are one customer; an enterprise belongs to one.
create table touchstone.customer_enterprise (
  party_id uuid not null,
  enterprise_id text not null,
  customer_id uuid not null,
  primary key (party_id, enterprise_id),
  foreign key (party_id, customer_id) references touchstone.customer
);
select touchstone.protect('customer_enterprise');

create table touchstone.customer_edition (
  party_id uuid not null references touchstone.party,
  edition_id uuid not null,
  as_of text not null check (as_of ~ '^\d{4}-\d{2}-\d{2}$'),
  made_at_ms bigint not null,
  document jsonb not null,
  primary key (party_id, edition_id)
);
select touchstone.protect('customer_edition');
revoke update, delete on touchstone.customer_edition from touchstone_app;

create table touchstone.customer_portrait (
  party_id uuid not null,
  edition_id uuid not null,
  customer_id uuid not null,
  document jsonb not null,
  primary key (party_id, edition_id, customer_id),
  foreign key (party_id, edition_id) references touchstone.customer_edition,
  foreign key (party_id, customer_id) references touchstone.customer
);
create index customer_portrait_of_customer on touchstone.customer_portrait (party_id, customer_id);
select touchstone.protect('customer_portrait');
revoke update, delete on touchstone.customer_portrait from touchstone_app;

-- Contacts, activities, tasks, tickets, offers, campaigns, costs, leads, outlooks and rules; a kind is a document.
create table touchstone.customer_entry (
  party_id uuid not null references touchstone.party,
  entry_id uuid not null,
  kind text not null check (kind in ('contact', 'activity', 'task', 'ticket', 'offer', 'campaign', 'cost', 'lead',
    'outlook', 'qualityRules')),
  customer_id uuid,
  on_day text not null check (on_day ~ '^\d{4}-\d{2}-\d{2}$'),
  document jsonb not null,
  made_by uuid,
  made_at_ms bigint not null,
  revision integer not null default 1,
  primary key (party_id, entry_id),
  foreign key (party_id, customer_id) references touchstone.customer,
  check ((kind in ('contact', 'activity', 'task', 'ticket', 'offer')) = (customer_id is not null))
);
create index customer_entry_of_customer on touchstone.customer_entry (party_id, kind, customer_id, on_day);
select touchstone.protect('customer_entry');
revoke delete on touchstone.customer_entry from touchstone_app;

-- Who may not be seen by name is counted once a month, and the answer is kept: asking again tells nothing new.
create table touchstone.prospect_count_month (
  party_id uuid not null references touchstone.party,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  counts jsonb not null,
  at_ms bigint not null,
  primary key (party_id, month)
);
select touchstone.protect('prospect_count_month');
revoke update, delete on touchstone.prospect_count_month from touchstone_app;

-- Enterprises that others registered and that did not let themselves be seen, by region and division. What the asking
-- party itself registered plays no part: it could otherwise find an enterprise by registering guesses and looking at
-- what the counts lose; nor does a paper that its own people recorded. Groups are shown from `at_least` on, rounded down to its multiples.
create function touchstone.count_prospect_groups(at_least integer)
  returns table (region text, industry text, enterprises integer)
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$
    select e.region, left(e.industry, 3),
      (count(distinct e.enterprise_id) / greatest(at_least, 2) * greatest(at_least, 2))::int
    from touchstone.enterprise e
    where touchstone.current_party() is not null and e.party_id <> touchstone.current_party()
      and not exists (select 1 from touchstone.consent c where c.enterprise_id = e.enterprise_id
        and c.grantee_party_id = touchstone.current_party() and c.form = 'electronic' and c.state = 'granted')
    group by e.region, left(e.industry, 3)
    having count(distinct e.enterprise_id) >= greatest(at_least, 2)
    order by 1, 2
  $$;
revoke all on function touchstone.count_prospect_groups from public;
grant execute on function touchstone.count_prospect_groups to touchstone_app;
