-- The loan book: what a bank's core delivered, what we work out from it, and the five classes with their history.
-- A row belongs to the bank; whom a bank shares a loan with (a fund, by enrolment) may read that loan's rows.

create table touchstone.loan_delivery (
  party_id uuid not null references touchstone.party,
  delivery_id uuid not null,
  business_date date not null,
  previous_date date,
  number integer not null check (number > 0),
  state text not null check (state in ('accepted', 'superseded')),
  superseded_by uuid,
  sha256 text not null,
  mapping jsonb not null,
  files jsonb not null,
  warnings jsonb not null,
  recheck jsonb not null,
  received_at_ms bigint not null,
  primary key (party_id, delivery_id),
  unique (party_id, sha256),
  unique (party_id, business_date, number),
  check ((state = 'superseded') = (superseded_by is not null))
);
create unique index loan_delivery_effective on touchstone.loan_delivery (party_id, business_date)
  where state = 'accepted';

-- Every row as received: what a figure is traced to.
create table touchstone.loan_delivery_row (
  party_id uuid not null,
  delivery_id uuid not null,
  kind text not null,
  row_number integer not null,
  loan_number text not null,
  raw text not null,
  fields jsonb not null,
  primary key (party_id, delivery_id, kind, row_number),
  foreign key (party_id, delivery_id) references touchstone.loan_delivery
);
create index loan_delivery_row_by_loan on touchstone.loan_delivery_row (party_id, loan_number);

create table touchstone.loan (
  party_id uuid not null references touchstone.party,
  loan_id uuid not null,
  source text not null check (source in ('mirrored', 'own')),
  number text not null,
  contract_number text not null,
  enterprise_id text,
  borrower_name text not null,
  borrower_code text,
  industry text,
  size_class text check (size_class in ('micro', 'small', 'medium', 'large')),
  principal_fen numeric(30, 0) not null check (principal_fen > 0),
  balance_fen numeric(30, 0) not null check (balance_fen >= 0),
  annual_rate_ppm integer not null,
  drawn_on date not null,
  due_on date not null,
  method text not null,
  security text not null,
  regime text not null check (regime in ('smallRetail', 'nonRetail')),
  is_first_loan boolean,
  is_renewal boolean not null default false,
  restructured_on jsonb not null default '[]',
  channel text not null check (channel in ('platform', 'direct')),
  platform_code text,
  platform_party_id uuid,
  application_number text,
  applied_on date,
  state text not null check (state in ('active', 'overdue', 'restructured', 'settled', 'writtenOff')),
  first_delivery_id uuid,
  primary key (party_id, loan_id),
  unique (party_id, number)
);
create index loan_by_enterprise on touchstone.loan (enterprise_id);

-- By enrolment in a fund's programme a bank lets another party read one loan.
create table touchstone.loan_share (
  party_id uuid not null,
  loan_id uuid not null,
  with_party_id uuid not null references touchstone.party,
  shared_at_ms bigint not null default 0,
  primary key (party_id, loan_id, with_party_id),
  foreign key (party_id, loan_id) references touchstone.loan
);

create table touchstone.loan_schedule (
  party_id uuid not null,
  loan_id uuid not null,
  version integer not null,
  effective_on date not null,
  delivery_id uuid,
  is_effective boolean not null default true,
  instalment integer not null,
  due_on date not null,
  principal_fen numeric(30, 0) not null,
  interest_fen numeric(30, 0) not null,
  primary key (party_id, loan_id, version, instalment),
  foreign key (party_id, loan_id) references touchstone.loan
);

create table touchstone.loan_repayment (
  party_id uuid not null,
  loan_id uuid not null,
  delivery_id uuid,
  is_effective boolean not null default true,
  receipt text not null,
  paid_on date not null,
  principal_fen numeric(30, 0) not null,
  interest_fen numeric(30, 0) not null,
  penalty_fen numeric(30, 0) not null,
  written_off_fen numeric(30, 0) not null default 0,
  foreign key (party_id, loan_id) references touchstone.loan
);
create unique index loan_repayment_receipt on touchstone.loan_repayment (party_id, receipt) where is_effective;
create index loan_repayment_by_loan on touchstone.loan_repayment (party_id, loan_id, paid_on);

-- Where a loan stood at the end of a day by our own reckoning, and the class that its triggers ask for.
create table touchstone.loan_day (
  party_id uuid not null,
  loan_id uuid not null,
  business_date date not null,
  balance_fen numeric(30, 0) not null,
  overdue_principal_fen numeric(30, 0) not null,
  overdue_interest_fen numeric(30, 0) not null,
  days_past_due integer not null check (days_past_due >= 0),
  is_non_accrual boolean not null,
  computed_class text not null check (computed_class in ('pass', 'specialMention', 'substandard', 'doubtful', 'loss')),
  triggers jsonb not null,
  primary key (party_id, loan_id, business_date),
  foreign key (party_id, loan_id) references touchstone.loan
);
create index loan_day_by_date on touchstone.loan_day (party_id, business_date);

-- What the bank itself delivered for the end of a day.
create table touchstone.loan_account (
  party_id uuid not null,
  loan_id uuid not null,
  delivery_id uuid not null,
  business_date date not null,
  is_effective boolean not null default true,
  closing_fen numeric(30, 0) not null,
  overdue_principal_fen numeric(30, 0) not null,
  overdue_interest_fen numeric(30, 0) not null,
  days_past_due integer not null,
  primary key (party_id, loan_id, delivery_id),
  foreign key (party_id, loan_id) references touchstone.loan
);
create index loan_account_by_date on touchstone.loan_account (party_id, business_date);

create table touchstone.loan_bank_class (
  party_id uuid not null,
  loan_id uuid not null,
  delivery_id uuid not null,
  on_day date not null,
  is_effective boolean not null default true,
  class text not null check (class in ('pass', 'specialMention', 'substandard', 'doubtful', 'loss')),
  primary key (party_id, loan_id, delivery_id, on_day),
  foreign key (party_id, loan_id) references touchstone.loan
);

-- What a person recorded about a loan that days past due cannot show; it is a trigger of a class.
create table touchstone.loan_fact (
  party_id uuid not null,
  fact_id uuid not null,
  loan_id uuid not null,
  kind text not null,
  from_day date not null,
  to_day date,
  note text not null,
  recorded_by uuid not null,
  recorded_at_ms bigint not null,
  primary key (party_id, fact_id),
  foreign key (party_id, loan_id) references touchstone.loan
);

-- The history of the class: each change with its triggers, through 初分, 认定 and 审批 by three different people (the
-- system may do the 初分 of a downgrade). Rows are never deleted.
create table touchstone.loan_class (
  party_id uuid not null,
  move_id uuid not null,
  loan_id uuid not null,
  ordinal bigint generated always as identity,
  direction text not null check (direction in ('initial', 'downgrade', 'upgrade')),
  origin text not null check (origin in ('system', 'adopted')),
  from_class text check (from_class in ('pass', 'specialMention', 'substandard', 'doubtful', 'loss')),
  to_class text not null check (to_class in ('pass', 'specialMention', 'substandard', 'doubtful', 'loss')),
  triggers jsonb not null check (jsonb_array_length(triggers) > 0),
  state text not null
    check (state in ('suggested', 'proposed', 'recognised', 'approved', 'returned', 'replaced')),
  proposed_on date not null,
  proposed_by uuid,
  proposed_at_ms bigint not null,
  recognised_by uuid,
  recognised_at_ms bigint,
  approved_by uuid,
  approved_at_ms bigint,
  returned_by uuid,
  returned_at_ms bigint,
  reason text,
  -- Business date on which it was approved, returned or replaced.
  ended_on date,
  primary key (party_id, move_id),
  foreign key (party_id, loan_id) references touchstone.loan,
  check (recognised_by is distinct from approved_by or recognised_by is null),
  check (proposed_by is null or (proposed_by is distinct from recognised_by and proposed_by is distinct from approved_by)),
  check (state <> 'approved' or origin = 'adopted' or (recognised_by is not null and approved_by is not null)),
  check (approved_by is null or recognised_by is not null),
  check (direction <> 'upgrade' or state in ('suggested', 'returned', 'replaced') or proposed_by is not null),
  check ((ended_on is not null) = (state in ('approved', 'returned', 'replaced')))
);
create unique index loan_class_open on touchstone.loan_class (party_id, loan_id)
  where state in ('suggested', 'proposed', 'recognised');
create index loan_class_by_loan on touchstone.loan_class (party_id, loan_id, ordinal);

-- Differences between our figures and the bank's, of the newest reckoning of each delivery.
create table touchstone.reconciliation (
  party_id uuid not null,
  delivery_id uuid not null,
  loan_id uuid not null,
  business_date date not null,
  field text not null check (field in ('balance', 'overduePrincipal', 'overdueInterest', 'daysPastDue', 'class')),
  ours text not null,
  banks text not null,
  explanation text not null,
  primary key (party_id, delivery_id, loan_id, field),
  foreign key (party_id, loan_id) references touchstone.loan
);

do $$
declare
  name text;
begin
  foreach name in array array['loan_delivery', 'loan_delivery_row', 'loan', 'loan_share', 'loan_schedule',
    'loan_repayment', 'loan_day', 'loan_account', 'loan_bank_class', 'loan_fact', 'loan_class', 'reconciliation']
  loop
    execute format('alter table touchstone.%I enable row level security', name);
    execute format('alter table touchstone.%I force row level security', name);
    execute format('create policy own_party on touchstone.%I using (party_id = (select touchstone.current_party())) '
      'with check (party_id = (select touchstone.current_party()))', name);
    execute format('grant select, insert, update on touchstone.%I to touchstone_app', name);
  end loop;
  foreach name in array array['loan', 'loan_schedule', 'loan_repayment', 'loan_day', 'loan_class']
  loop
    execute format('create policy shared_loan on touchstone.%1$I for select using (exists (select 1 '
      'from touchstone.loan_share s where s.party_id = %1$I.party_id and s.loan_id = %1$I.loan_id '
      'and s.with_party_id = touchstone.current_party()))', name);
  end loop;
end $$;

create policy shared_with_me on touchstone.loan_share for select
  using (with_party_id = touchstone.current_party());

-- What was received and what was decided is never changed into something else, and nothing is deleted; the days and
-- the differences are worked out anew after a correction.
revoke update on touchstone.loan_delivery_row, touchstone.loan_fact from touchstone_app;
grant delete on touchstone.loan_day, touchstone.reconciliation, touchstone.loan_share to touchstone_app;

-- An enterprise that is registered after its loans were delivered finds them by its unified social credit code.
create function touchstone.match_loans() returns trigger
  language plpgsql
  as $$
begin
  update touchstone.loan set enterprise_id = new.enterprise_id
    where party_id = new.party_id and enterprise_id is null and upper(borrower_code) = new.uscc;
  return new;
end $$;
create trigger match_loans after insert or update of uscc on touchstone.enterprise
  for each row when (new.uscc is not null) execute function touchstone.match_loans();

-- A bank that is granted consent by an enterprise which somebody else registered may see it from then on, and so may
-- its loans. The enterprise grants, the bank owns the loan: the owner of the tables links them.
create policy owner_matches on touchstone.loan for select to touchstone_owner using (true);
create policy owner_links on touchstone.loan for update to touchstone_owner using (true) with check (true);
create function touchstone.match_granted_loans() returns trigger
  language plpgsql security definer set search_path = touchstone, pg_temp
  as $$
begin
  update touchstone.loan set enterprise_id = new.enterprise_id
    where party_id = new.grantee_party_id and enterprise_id is null
      and upper(borrower_code) in (select uscc from touchstone.enterprise e
        where e.enterprise_id = new.enterprise_id);
  return new;
end $$;
revoke all on function touchstone.match_granted_loans from public;
create trigger match_granted_loans after insert or update of state on touchstone.consent
  for each row when (new.state = 'granted') execute function touchstone.match_granted_loans();
