-- The compensation fund. A programme, its pool and its decisions belong to the fund (party_id); what a bank files in it
-- carries the bank as well (bank_party_id). Policies below say what each side may read and write, side by side.

create table touchstone.fund_programme (
  party_id uuid not null references touchstone.party,
  programme_id uuid not null,
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  name text not null,
  created_at_ms bigint not null,
  primary key (party_id, programme_id),
  unique (programme_id),
  unique (party_id, code)
);

-- Terms by version: written by one officer, published by another, never changed once published (I9 in the check).
create table touchstone.fund_programme_version (
  party_id uuid not null,
  programme_id uuid not null,
  version integer not null check (version > 0),
  effective_from date not null,
  terms jsonb not null,
  state text not null check (state in ('draft', 'published')),
  made_by uuid not null,
  made_by_name text not null,
  published_by uuid,
  published_by_name text,
  primary key (party_id, programme_id, version),
  foreign key (party_id, programme_id) references touchstone.fund_programme,
  constraint fund_version_two_people check (published_by is distinct from made_by),
  check ((state = 'published') = (published_by is not null)),
  constraint fund_ratio_by_size check (
    (terms #>> '{ratioPpm,micro}')::integer >= (terms #>> '{ratioPpm,small}')::integer
    and (terms #>> '{ratioPpm,small}')::integer >= (terms #>> '{ratioPpm,medium}')::integer
    and (terms #>> '{ratioPpm,large}')::integer = 0)
);

-- The pool's two sums, changed in the transaction of every posting; the database itself refuses an overdraft (I1).
create table touchstone.fund_pool (
  party_id uuid not null,
  programme_id uuid not null,
  balance_fen numeric(30, 0) not null default 0,
  reserved_fen numeric(30, 0) not null default 0 check (reserved_fen >= 0),
  primary key (party_id, programme_id),
  foreign key (party_id, programme_id) references touchstone.fund_programme,
  constraint fund_pool_not_overdrawn check (balance_fen - reserved_fen >= 0)
);

-- Money between the pool and its sources, proposed by one officer and confirmed by another.
create table touchstone.fund_movement (
  party_id uuid not null,
  movement_id uuid not null,
  programme_id uuid not null,
  kind text not null check (kind in ('injection', 'interest', 'fee', 'return')),
  on_day date not null,
  amount_fen numeric(30, 0) not null check (amount_fen > 0),
  source text not null,
  state text not null check (state in ('proposed', 'confirmed', 'rejected')),
  made_by uuid not null,
  made_by_name text not null,
  confirmed_by uuid,
  confirmed_by_name text,
  made_at_ms bigint not null,
  primary key (party_id, movement_id),
  foreign key (party_id, programme_id) references touchstone.fund_programme,
  constraint fund_movement_two_people check (confirmed_by is distinct from made_by),
  check ((state = 'proposed') = (confirmed_by is null))
);

create table touchstone.fund_enrolment (
  party_id uuid not null,
  enrolment_id uuid not null,
  programme_id uuid not null,
  bank_party_id uuid not null references touchstone.party,
  loan_id uuid not null,
  loan_number text not null,
  enterprise_id text,
  borrower_name text not null,
  size_class text check (size_class in ('micro', 'small', 'medium', 'large')),
  principal_fen numeric(30, 0) not null check (principal_fen > 0),
  drawn_on date not null,
  due_on date not null,
  platform_party_id uuid,
  application_number text,
  applied_on date,
  filed_on date not null,
  filed_by uuid not null,
  filed_by_name text not null,
  approved_by uuid,
  approved_by_name text,
  decided_by uuid,
  decided_by_name text,
  state text not null check (state in ('draft', 'filed', 'confirmed', 'rejected', 'expired')),
  reasons jsonb not null default '[]',
  decided_on date,
  filed_at_ms bigint not null,
  primary key (party_id, enrolment_id),
  unique (party_id, enrolment_id, bank_party_id),
  foreign key (party_id, programme_id) references touchstone.fund_programme,
  constraint fund_enrolment_two_people check (approved_by is distinct from filed_by or approved_by is null),
  check (state in ('draft', 'rejected') or approved_by is not null),
  -- A105: only what was applied for on a platform can be in the programme.
  constraint fund_enrolment_on_platform check (state not in ('confirmed', 'expired')
    or (platform_party_id is not null and application_number is not null and applied_on is not null))
);
-- One loan is covered once, by whichever programme (I5).
create unique index fund_enrolment_once on touchstone.fund_enrolment (bank_party_id, loan_id)
  where state in ('draft', 'filed', 'confirmed');
create index fund_enrolment_by_programme on touchstone.fund_enrolment (party_id, programme_id, state);

create table touchstone.fund_claim (
  party_id uuid not null,
  claim_id uuid not null,
  programme_id uuid not null,
  enrolment_id uuid not null,
  bank_party_id uuid not null references touchstone.party,
  loan_id uuid not null,
  -- The day on which this loan was confirmed as claimable: the period of the loss.
  episode_on date not null,
  enterprise_id text,
  size_class text not null check (size_class in ('micro', 'small', 'medium')),
  eligible_fen numeric(30, 0) not null check (eligible_fen > 0),
  state text not null check (state in ('draft', 'submitted', 'checked', 'reserved', 'approved', 'paid', 'recovering',
    'closed', 'rejected', 'refunded', 'clawedBack')),
  round integer not null check (round > 0),
  paid_fen numeric(30, 0) not null default 0 check (paid_fen >= 0),
  reserved_fen numeric(30, 0) not null default 0 check (reserved_fen >= 0),
  lifetime_paid_fen numeric(30, 0) not null default 0 check (lifetime_paid_fen >= paid_fen),
  recovered_fen numeric(30, 0) not null default 0 check (recovered_fen >= 0),
  bank_recovered_fen numeric(30, 0) not null default 0 check (bank_recovered_fen >= 0),
  is_final boolean not null default false,
  -- A cure or a fraud: who asks for the money back, by when, and who booked it.
  refund_kind text check (refund_kind in ('cure', 'fraud')),
  refund_due_on date,
  demanded_by uuid,
  demanded_by_name text,
  refunded_by uuid,
  refunded_by_name text,
  opened_on date not null,
  primary key (party_id, claim_id),
  foreign key (party_id, enrolment_id, bank_party_id)
    references touchstone.fund_enrolment (party_id, enrolment_id, bank_party_id),
  constraint fund_refund_two_people check (refunded_by is null or refunded_by is distinct from demanded_by),
  check ((refund_kind is null) = (demanded_by is null)),
  check (paid_fen + reserved_fen <= eligible_fen),
  check (state in ('refunded', 'clawedBack') or recovered_fen <= paid_fen),
  check (state in ('reserved', 'approved') or reserved_fen = 0)
);
-- The same loss is never compensated twice (I5): one claim a loan and period, and one open claim a loan.
create unique index fund_claim_once on touchstone.fund_claim (bank_party_id, loan_id, episode_on)
  where state <> 'rejected';
create unique index fund_claim_open on touchstone.fund_claim (bank_party_id, loan_id)
  where state not in ('rejected', 'refunded', 'clawedBack', 'closed');
create index fund_claim_by_programme on touchstone.fund_claim (party_id, programme_id, state);

-- A round is one walk from draft to payment: the advance, then each true-up.
create table touchstone.fund_claim_round (
  party_id uuid not null,
  claim_id uuid not null,
  round integer not null,
  bank_party_id uuid not null,
  class text not null check (class in ('specialMention', 'substandard', 'doubtful', 'loss')),
  class_confirmed_on date not null,
  loss_kind text not null check (loss_kind in ('expected', 'actual')),
  loss_fen numeric(30, 0) not null check (loss_fen >= 0),
  other_policy_fen numeric(30, 0) not null check (other_policy_fen >= 0),
  other_fen numeric(30, 0) not null check (other_fen >= 0),
  is_declared boolean not null,
  is_undertaken boolean not null,
  collection text not null,
  -- What the loan book said when the round was filed: contract, days, class record.
  facts jsonb not null,
  entitled_fen numeric(30, 0),
  reserved_fen numeric(30, 0),
  paid_fen numeric(30, 0),
  filed_by uuid not null,
  filed_by_name text not null,
  submitted_by uuid,
  submitted_by_name text,
  checked_by uuid,
  checked_by_name text,
  approved_by uuid,
  approved_by_name text,
  reject_reason text,
  primary key (party_id, claim_id, round),
  foreign key (party_id, claim_id) references touchstone.fund_claim,
  constraint fund_bank_two_people check (submitted_by is null or submitted_by <> filed_by),
  constraint fund_fund_two_people check (approved_by is null or approved_by <> checked_by),
  check (approved_by is null or checked_by is not null),
  check (checked_by is null or submitted_by is not null)
);

create table touchstone.fund_reservation (
  party_id uuid not null,
  claim_id uuid not null,
  round integer not null,
  programme_id uuid not null,
  on_day date not null,
  amount_fen numeric(30, 0) not null check (amount_fen > 0),
  state text not null check (state in ('held', 'paid', 'released')),
  primary key (party_id, claim_id, round),
  foreign key (party_id, claim_id, round) references touchstone.fund_claim_round
);
create index fund_reservation_by_day on touchstone.fund_reservation (party_id, programme_id, on_day);

create table touchstone.fund_recovery (
  party_id uuid not null,
  recovery_id uuid not null,
  claim_id uuid not null,
  bank_party_id uuid not null,
  on_day date not null,
  gross_fen numeric(30, 0) not null check (gross_fen >= 0),
  cost_fen numeric(30, 0) not null check (cost_fen >= 0 and cost_fen <= gross_fen),
  fund_fen numeric(30, 0),
  bank_fen numeric(30, 0),
  note text not null,
  state text not null check (state in ('reported', 'booked', 'rejected')),
  reported_by uuid not null,
  reported_by_name text not null,
  booked_by uuid,
  booked_by_name text,
  primary key (party_id, recovery_id),
  foreign key (party_id, claim_id) references touchstone.fund_claim,
  constraint fund_recovery_two_people check (booked_by is distinct from reported_by or booked_by is null),
  -- I4: the parts are the net.
  check (state <> 'booked' or fund_fen + bank_fen = gross_fen - cost_fen)
);

-- Double entry: an entry with its lines, which sum to zero; one entry a cause, so that nothing is paid twice.
create table touchstone.fund_entry (
  party_id uuid not null,
  entry_id uuid not null,
  programme_id uuid not null,
  number bigint generated always as identity,
  kind text not null check (kind in ('injection', 'interest', 'fee', 'return', 'payment', 'refund', 'clawBack',
    'recovery')),
  cause text not null,
  claim_id uuid,
  on_day date not null,
  at_ms bigint not null,
  balance_after_fen numeric(30, 0) not null check (balance_after_fen >= 0),
  primary key (party_id, entry_id),
  unique (party_id, programme_id, kind, cause),
  foreign key (party_id, programme_id) references touchstone.fund_programme
);
create table touchstone.fund_posting (
  party_id uuid not null,
  entry_id uuid not null,
  line integer not null,
  account text not null,
  amount_fen numeric(30, 0) not null check (amount_fen <> 0),
  primary key (party_id, entry_id, line),
  foreign key (party_id, entry_id) references touchstone.fund_entry
);
create function touchstone.check_fund_entry() returns trigger
  language plpgsql
  as $$
begin
  if (select coalesce(sum(amount_fen), 1) from touchstone.fund_posting
      where party_id = new.party_id and entry_id = new.entry_id) <> 0 then
    raise exception 'the lines of fund entry % do not balance', new.entry_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger entry_balances after insert on touchstone.fund_posting
  deferrable initially deferred for each row execute function touchstone.check_fund_entry();
create constraint trigger entry_balances after insert on touchstone.fund_entry
  deferrable initially deferred for each row execute function touchstone.check_fund_entry();

-- I15: nothing is reserved for a loan that was not applied for on a platform listed at that time, whatever the
-- program does.
create function touchstone.check_fund_channel() returns trigger
  language plpgsql
  as $$
begin
  if not exists (
    select 1
    from touchstone.fund_claim c
    join touchstone.fund_enrolment e on e.party_id = c.party_id and e.enrolment_id = c.enrolment_id
    join lateral (
      select terms from touchstone.fund_programme_version v
      where v.party_id = e.party_id and v.programme_id = e.programme_id and v.state = 'published'
        and v.effective_from <= e.applied_on
      order by v.effective_from desc, v.version desc limit 1
    ) listed on true
    where c.party_id = new.party_id and c.claim_id = new.claim_id and e.state = 'confirmed'
      and exists (select 1 from jsonb_array_elements(listed.terms -> 'platforms') p
        where p ->> 'partyId' = e.platform_party_id::text)
  ) then
    raise exception 'claim % was not applied for on a listed platform', new.claim_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger channel_is_listed before insert on touchstone.fund_reservation
  for each row execute function touchstone.check_fund_channel();

-- What happened, for both sides to read; the seal of each is kept beside it when it has one.
create table touchstone.fund_event (
  party_id uuid not null,
  event_id uuid not null,
  bank_party_id uuid,
  actor_party_id uuid not null,
  subject_kind text not null check (subject_kind in ('programme', 'movement', 'enrolment', 'claim', 'recovery')),
  subject_id uuid not null,
  claim_id uuid,
  enterprise_id text,
  action text not null,
  detail jsonb not null,
  actor_id uuid not null,
  actor_name text not null,
  at_ms bigint not null,
  primary key (party_id, event_id)
);
create index fund_event_by_subject on touchstone.fund_event (party_id, subject_id, at_ms);
create index fund_event_by_claim on touchstone.fund_event (party_id, claim_id, at_ms);
create table touchstone.fund_event_seal (
  party_id uuid not null,
  event_id uuid not null,
  bank_party_id uuid,
  origin text not null,
  entry_index integer not null,
  primary key (party_id, event_id),
  foreign key (party_id, event_id) references touchstone.fund_event
);

create table touchstone.fund_bank_quota (
  party_id uuid not null,
  programme_id uuid not null,
  bank_party_id uuid not null,
  breaker text not null check (breaker in ('NORMAL', 'WARN', 'TRIPPED')),
  npl_ppm integer not null,
  measured_on date not null,
  primary key (party_id, programme_id, bank_party_id),
  foreign key (party_id, programme_id) references touchstone.fund_programme
);

do $$
declare
  name text;
  mine constant text := 'party_id = (select touchstone.current_party())';
  banks constant text := 'bank_party_id = (select touchstone.current_party())';
begin
  foreach name in array array['fund_programme', 'fund_programme_version', 'fund_pool', 'fund_movement',
    'fund_enrolment', 'fund_claim', 'fund_claim_round', 'fund_reservation', 'fund_recovery', 'fund_entry',
    'fund_posting', 'fund_event', 'fund_event_seal', 'fund_bank_quota']
  loop
    execute format('alter table touchstone.%I enable row level security', name);
    execute format('alter table touchstone.%I force row level security', name);
    execute format('create policy fund_reads on touchstone.%I for select using (%s)', name, mine);
    execute format('create policy fund_adds on touchstone.%I for insert with check (%s)', name, mine);
    execute format('create policy fund_changes on touchstone.%I for update using (%s) with check (%s)', name, mine, mine);
    execute format('grant select, insert, update on touchstone.%I to touchstone_app', name);
  end loop;
  -- A bank reads what concerns its own loans.
  foreach name in array array['fund_enrolment', 'fund_claim', 'fund_claim_round', 'fund_recovery', 'fund_event',
    'fund_event_seal', 'fund_bank_quota']
  loop
    execute format('create policy bank_reads on touchstone.%I for select using (%s)', name, banks);
  end loop;
end $$;

-- Programmes and their published terms are public among the parties: a list by published criteria.
create policy everybody_reads on touchstone.fund_programme for select using (touchstone.current_party() is not null);
create policy everybody_reads on touchstone.fund_programme_version for select
  using (state = 'published' and touchstone.current_party() is not null);

-- A bank files and submits; it cannot confirm, check, reserve, approve or pay.
create policy bank_files on touchstone.fund_enrolment for insert
  with check (bank_party_id = touchstone.current_party() and state = 'draft');
create policy bank_submits on touchstone.fund_enrolment for update
  using (bank_party_id = touchstone.current_party() and state = 'draft')
  with check (bank_party_id = touchstone.current_party() and state in ('draft', 'filed', 'rejected')
    and decided_by is null);
create policy bank_files on touchstone.fund_claim for insert
  with check (bank_party_id = touchstone.current_party() and state = 'draft' and paid_fen = 0 and reserved_fen = 0
    and lifetime_paid_fen = 0 and not is_final);
create policy bank_submits on touchstone.fund_claim for update
  using (bank_party_id = touchstone.current_party() and state in ('draft', 'paid', 'recovering'))
  with check (bank_party_id = touchstone.current_party()
    and state in ('draft', 'submitted', 'paid', 'recovering') and reserved_fen = 0);
create policy bank_files on touchstone.fund_claim_round for insert
  with check (bank_party_id = touchstone.current_party() and checked_by is null and reserved_fen is null
    and paid_fen is null);
create policy bank_submits on touchstone.fund_claim_round for update
  using (bank_party_id = touchstone.current_party() and checked_by is null and reject_reason is null)
  with check (bank_party_id = touchstone.current_party() and checked_by is null and reserved_fen is null
    and paid_fen is null);
create policy bank_reports on touchstone.fund_recovery for insert
  with check (bank_party_id = touchstone.current_party() and state = 'reported' and fund_fen is null);
create policy bank_adds on touchstone.fund_event for insert
  with check (bank_party_id = touchstone.current_party() and actor_party_id = touchstone.current_party());
create policy bank_adds on touchstone.fund_event_seal for insert
  with check (bank_party_id = touchstone.current_party());

-- A bank that may touch a claim may touch its state, not its money.
create function touchstone.keep_fund_money() returns trigger
  language plpgsql
  as $$
begin
  if old.party_id is distinct from touchstone.current_party() and (
    (new.paid_fen, new.reserved_fen, new.lifetime_paid_fen, new.recovered_fen, new.bank_recovered_fen, new.is_final,
      new.eligible_fen, new.size_class, new.loan_id, new.enrolment_id, new.episode_on)
    is distinct from
    (old.paid_fen, old.reserved_fen, old.lifetime_paid_fen, old.recovered_fen, old.bank_recovered_fen, old.is_final,
      old.eligible_fen, old.size_class, old.loan_id, old.enrolment_id, old.episode_on)) then
    raise exception 'only the fund changes the money of claim %', old.claim_id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger money_is_the_funds before update on touchstone.fund_claim
  for each row execute function touchstone.keep_fund_money();

-- What was posted, published or said is never changed.
revoke update on touchstone.fund_entry, touchstone.fund_posting, touchstone.fund_event, touchstone.fund_event_seal
  from touchstone_app;
create function touchstone.keep_published_terms() returns trigger
  language plpgsql
  as $$
begin
  if old.state = 'published' then
    raise exception 'version % of programme % is published', old.version, old.programme_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger published_stays before update on touchstone.fund_programme_version
  for each row execute function touchstone.keep_published_terms();
