-- Own loans: the case from application to contract, draw-down, movements, the double-entry journal and the day close.
-- What constraints and policies need stands in columns; the rest of a thing is its document.

create table touchstone.loan_application (
  -- The bank that decides.
  party_id uuid not null references touchstone.party,
  application_id uuid not null,
  -- The enterprise's own party when it applies itself.
  applicant_party_id uuid references touchstone.party,
  enterprise_id text not null,
  state text not null check (state in ('draft', 'submitted', 'checked', 'scored', 'proposed', 'approved',
    'declined', 'withdrawn')),
  path text check (path in ('straightThrough', 'manual')),
  amount_fen numeric(30, 0) not null check (amount_fen > 0),
  proposed_by uuid,
  decided_by uuid,
  made_at_ms bigint not null,
  revision integer not null,
  document jsonb not null,
  primary key (party_id, application_id),
  constraint application_maker_checker check (decided_by is null or decided_by <> proposed_by),
  -- Whatever a person decides, another has proposed; only the straight-through path decides without people.
  constraint application_decided check (state not in ('approved', 'declined') or path = 'straightThrough'
    or (proposed_by is not null and decided_by is not null))
);
create index loan_application_by_time on touchstone.loan_application (party_id, made_at_ms desc);
create index loan_application_by_applicant on touchstone.loan_application (applicant_party_id);

create table touchstone.credit_limit (
  party_id uuid not null references touchstone.party,
  limit_id uuid not null,
  applicant_party_id uuid references touchstone.party,
  enterprise_id text not null,
  application_id uuid not null,
  total_fen numeric(30, 0) not null check (total_fen >= 0),
  used_fen numeric(30, 0) not null check (used_fen >= 0),
  reserved_fen numeric(30, 0) not null check (reserved_fen >= 0),
  expires_on text not null check (expires_on ~ '^\d{4}-\d{2}-\d{2}$'),
  state text not null check (state in ('active', 'frozen', 'closed')),
  primary key (party_id, limit_id),
  foreign key (party_id, application_id) references touchstone.loan_application,
  constraint limit_holds check (used_fen + reserved_fen <= total_fen)
);

create table touchstone.loan_contract (
  party_id uuid not null references touchstone.party,
  contract_id uuid not null,
  applicant_party_id uuid references touchstone.party,
  enterprise_id text not null,
  application_id uuid not null,
  limit_id uuid not null,
  number text not null,
  state text not null check (state in ('draft', 'signed', 'effective', 'terminated')),
  prepared_by uuid not null,
  bank_signed_by uuid,
  borrower_signed_by uuid,
  made_at_ms bigint not null,
  revision integer not null,
  document jsonb not null,
  primary key (party_id, contract_id),
  unique (party_id, number),
  foreign key (party_id, application_id) references touchstone.loan_application,
  foreign key (party_id, limit_id) references touchstone.credit_limit,
  constraint contract_maker_checker check (bank_signed_by is null or bank_signed_by <> prepared_by),
  constraint contract_signed check (state = 'draft'
    or (bank_signed_by is not null and borrower_signed_by is not null))
);
create unique index one_contract_an_application on touchstone.loan_contract (party_id, application_id)
  where state <> 'terminated';

create table touchstone.loan_drawdown (
  party_id uuid not null references touchstone.party,
  drawdown_id uuid not null,
  contract_id uuid not null,
  amount_fen numeric(30, 0) not null check (amount_fen > 0),
  state text not null check (state in ('requested', 'paid', 'refused')),
  requested_by uuid not null,
  approved_by uuid,
  made_at_ms bigint not null,
  revision integer not null,
  document jsonb not null,
  primary key (party_id, drawdown_id),
  foreign key (party_id, contract_id) references touchstone.loan_contract,
  constraint drawdown_maker_checker check (approved_by is null or approved_by <> requested_by),
  constraint drawdown_decided check ((state = 'requested') = (approved_by is null))
);

create table touchstone.own_loan (
  party_id uuid not null references touchstone.party,
  loan_id uuid not null,
  applicant_party_id uuid references touchstone.party,
  enterprise_id text not null,
  contract_id uuid not null,
  number text not null,
  state text not null check (state in ('active', 'overdue', 'settled', 'writtenOff')),
  balance_fen numeric(30, 0) not null check (balance_fen >= 0),
  -- The last business day that is closed for this loan.
  as_of text not null check (as_of ~ '^\d{4}-\d{2}-\d{2}$'),
  revision integer not null,
  document jsonb not null,
  primary key (party_id, loan_id),
  unique (party_id, number),
  foreign key (party_id, contract_id) references touchstone.loan_contract
);
create index own_loan_by_day on touchstone.own_loan (party_id, as_of);

-- Earlier versions of a schedule stay.
create table touchstone.own_loan_schedule (
  party_id uuid not null,
  loan_id uuid not null,
  version integer not null check (version > 0),
  applicant_party_id uuid references touchstone.party,
  made_on text not null,
  document jsonb not null,
  primary key (party_id, loan_id, version),
  foreign key (party_id, loan_id) references touchstone.own_loan
);

create table touchstone.loan_movement (
  party_id uuid not null,
  movement_id uuid not null,
  loan_id uuid not null,
  kind text not null check (kind in ('receipt', 'fee', 'writeOff')),
  value_date text not null check (value_date ~ '^\d{4}-\d{2}-\d{2}$'),
  state text not null check (state in ('awaitingCheck', 'pending', 'posted', 'refused')),
  posted_on text,
  -- The line of a mirrored collection account that it came from; the same line is taken once.
  source_reference text,
  recorded_by uuid,
  checked_by uuid,
  revision integer not null,
  document jsonb not null,
  primary key (party_id, movement_id),
  unique (party_id, source_reference),
  foreign key (party_id, loan_id) references touchstone.own_loan,
  constraint movement_maker_checker check (checked_by is null or checked_by <> recorded_by),
  constraint write_off_is_checked check (kind <> 'writeOff' or state in ('awaitingCheck', 'refused')
    or checked_by is not null),
  constraint movement_posted check ((state = 'posted') = (posted_on is not null))
);
create index loan_movement_by_loan on touchstone.loan_movement (party_id, loan_id, state);

create table touchstone.business_day (
  party_id uuid not null references touchstone.party,
  business_date text not null check (business_date ~ '^\d{4}-\d{2}-\d{2}$'),
  state text not null check (state in ('closing', 'closed')),
  started_at_ms bigint not null,
  closed_at_ms bigint,
  document jsonb,
  primary key (party_id, business_date),
  check ((state = 'closed') = (closed_at_ms is not null))
);

create table touchstone.journal_entry (
  party_id uuid not null references touchstone.party,
  entry_id uuid not null,
  loan_id uuid not null,
  business_date text not null check (business_date ~ '^\d{4}-\d{2}-\d{2}$'),
  kind text not null,
  reference text not null,
  value_date text not null check (value_date <= business_date),
  posted_at_ms bigint not null,
  primary key (party_id, entry_id),
  foreign key (party_id, loan_id) references touchstone.own_loan,
  constraint journal_entry_once unique (party_id, loan_id, business_date, kind, reference)
);
create index journal_entry_by_day on touchstone.journal_entry (party_id, business_date);

create table touchstone.journal_posting (
  party_id uuid not null,
  entry_id uuid not null,
  line integer not null check (line > 0),
  account text not null,
  debit_fen numeric(30, 0) not null check (debit_fen >= 0),
  credit_fen numeric(30, 0) not null check (credit_fen >= 0),
  primary key (party_id, entry_id, line),
  foreign key (party_id, entry_id) references touchstone.journal_entry,
  check ((debit_fen > 0) <> (credit_fen > 0))
);

-- What happened, append only; alerts and the case's time line read it.
create table touchstone.lending_event (
  party_id uuid not null references touchstone.party,
  event_id bigint generated always as identity,
  applicant_party_id uuid references touchstone.party,
  subject_kind text not null check (subject_kind in ('application', 'contract', 'drawdown', 'loan', 'day')),
  subject_id text not null,
  kind text not null,
  business_date text,
  actor_id uuid,
  actor_name text,
  at_ms bigint not null,
  parameters jsonb not null,
  primary key (party_id, event_id)
);
create index lending_event_by_subject on touchstone.lending_event (party_id, subject_id);
create unique index lending_event_once_a_day on touchstone.lending_event (party_id, subject_id, business_date, kind)
  where business_date is not null;

-- An entry balances when its transaction ends.
create function touchstone.check_entry_balances() returns trigger language plpgsql as $$
declare
  difference numeric;
begin
  select coalesce(sum(debit_fen - credit_fen), 0) into difference from touchstone.journal_posting
    where party_id = new.party_id and entry_id = new.entry_id;
  if difference <> 0 then
    raise exception 'entry % does not balance: %', new.entry_id, difference using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger entry_balances after insert on touchstone.journal_posting
  deferrable initially deferred for each row execute function touchstone.check_entry_balances();

-- A closed day takes no postings and never reopens.
create function touchstone.refuse_closed_day() returns trigger language plpgsql as $$
begin
  if exists (select 1 from touchstone.business_day where party_id = new.party_id and state = 'closed'
      and business_date >= new.business_date) then
    raise exception 'the business day % is closed', new.business_date using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger open_day_only before insert on touchstone.journal_entry
  for each row execute function touchstone.refuse_closed_day();

create function touchstone.keep_closed_day() returns trigger language plpgsql as $$
begin
  if old.state = 'closed' then
    raise exception 'the business day % is closed for good', old.business_date using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger closed_for_good before update on touchstone.business_day
  for each row execute function touchstone.keep_closed_day();

-- The borrower submits, withdraws and signs, and nothing else.
create function touchstone.guard_applicant() returns trigger language plpgsql as $$
declare
  me uuid := touchstone.current_party();
  free text[] := array['state', 'revision', 'document', 'borrower_signed_by'];
begin
  if me = old.party_id then
    return new;
  end if;
  if (to_jsonb(new) - free) <> (to_jsonb(old) - free) then
    raise exception 'the applicant changes its own part only' using errcode = 'check_violation';
  end if;
  if tg_table_name = 'loan_application' and (new.state not in ('submitted', 'withdrawn')
      or old.state in ('approved', 'declined', 'withdrawn')) then
    raise exception 'the applicant submits and withdraws only' using errcode = 'check_violation';
  end if;
  if tg_table_name = 'loan_contract' and (new.state not in ('draft', 'signed') or old.state <> 'draft') then
    raise exception 'the borrower signs a draft only' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard_applicant before update on touchstone.loan_application
  for each row execute function touchstone.guard_applicant();
create trigger guard_applicant before update on touchstone.loan_contract
  for each row execute function touchstone.guard_applicant();

do $$
declare
  name text;
begin
  foreach name in array array['loan_application', 'loan_contract']
  loop
    execute format('alter table touchstone.%I enable row level security', name);
    execute format('alter table touchstone.%I force row level security', name);
    execute format('grant select, insert, update on touchstone.%I to touchstone_app', name);
    execute format('create policy both_read on touchstone.%I for select '
      'using (touchstone.current_party() in (party_id, applicant_party_id))', name);
    execute format('create policy both_change on touchstone.%I for update '
      'using (touchstone.current_party() in (party_id, applicant_party_id)) '
      'with check (touchstone.current_party() in (party_id, applicant_party_id))', name);
  end loop;
end $$;
create policy both_apply on touchstone.loan_application for insert
  with check (party_id = touchstone.current_party()
    or (applicant_party_id = touchstone.current_party() and state in ('draft', 'submitted')));
create policy bank_prepares on touchstone.loan_contract for insert with check (party_id = touchstone.current_party());

-- Both write what they did to the time line.
alter table touchstone.lending_event enable row level security;
alter table touchstone.lending_event force row level security;
grant select, insert on touchstone.lending_event to touchstone_app;
create policy both_read on touchstone.lending_event for select
  using (touchstone.current_party() in (party_id, applicant_party_id));
create policy both_tell on touchstone.lending_event for insert
  with check (touchstone.current_party() in (party_id, applicant_party_id));

select touchstone.protect('credit_limit', 'applicant_party_id');
select touchstone.protect('loan_drawdown');
select touchstone.protect('own_loan', 'applicant_party_id');
select touchstone.protect('own_loan_schedule', 'applicant_party_id');
select touchstone.protect('loan_movement');
select touchstone.protect('business_day');
select touchstone.protect('journal_entry');
select touchstone.protect('journal_posting');

-- Money and schedules are corrected by new rows, never edited or removed.
revoke update, delete on touchstone.journal_entry, touchstone.journal_posting, touchstone.own_loan_schedule
  from touchstone_app;
revoke delete on touchstone.credit_limit, touchstone.loan_drawdown, touchstone.own_loan, touchstone.loan_movement,
  touchstone.business_day from touchstone_app;
