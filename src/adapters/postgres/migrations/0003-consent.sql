-- The register of enterprises, consent, the log of every read, and objections. The state of a consent moves
-- forward only, and by the party that may move it: a trigger guards what row-level security cannot say.

create table touchstone.enterprise (
  -- The party that registered it; two banks that know the same enterprise have a row each.
  party_id uuid not null references touchstone.party,
  enterprise_id text not null check (enterprise_id ~ '^ent_[0-9a-f]{20}$'),
  dataset text not null,
  code text not null,
  uscc text check (uscc ~ '^[0-9A-Z]{18}$'),
  name text not null check (name <> ''),
  region text,
  -- Section and division of GB/T 4754, for example C34.
  industry text,
  platform_party_id uuid references touchstone.party,
  own_party_id uuid references touchstone.party,
  registered_by uuid,
  registered_at_ms bigint not null,
  primary key (party_id, enterprise_id),
  unique (party_id, dataset, code)
);
create index enterprise_by_own_party on touchstone.enterprise (own_party_id);

-- Which party an enterprise is: two names without meaning outside, so that every read finds its owner's log.
create table touchstone.enterprise_owner (
  enterprise_id text primary key,
  party_id uuid not null references touchstone.party
);

create function touchstone.owners_of(ids text[]) returns uuid[] language sql stable
  as $$ select coalesce(array_agg(distinct party_id), '{}') from touchstone.enterprise_owner
    where enterprise_id = any (ids) $$;

-- What the size follows from, as of each year's figures; the newest that was in force on a day counts on it.
create table touchstone.enterprise_size (
  party_id uuid not null,
  enterprise_id text not null,
  own_party_id uuid references touchstone.party,
  valid_from text not null check (valid_from ~ '^\d{4}-\d{2}-\d{2}$'),
  year integer not null check (year between 1990 and 2200),
  employees integer check (employees >= 0),
  revenue_fen numeric(30, 0) check (revenue_fen >= 0),
  assets_fen numeric(30, 0) check (assets_fen >= 0),
  recorded_by uuid,
  recorded_at_ms bigint not null,
  primary key (party_id, enterprise_id, valid_from),
  foreign key (party_id, enterprise_id) references touchstone.enterprise
);

create table touchstone.consent (
  consent_id uuid primary key,
  -- The party that wrote the row: the enterprise itself, or the one that asked for it or recorded the paper.
  party_id uuid not null references touchstone.party,
  enterprise_id text not null,
  enterprise_name text not null,
  enterprise_party_id uuid not null references touchstone.party,
  provider_party_id uuid not null references touchstone.party,
  provider_name text not null,
  grantee_party_id uuid not null references touchstone.party,
  grantee_name text not null,
  purpose text not null check (purpose in ('creditEvaluation', 'postLoan', 'compensation', 'platformService')),
  data_classes text[] not null check (cardinality(data_classes) > 0 and data_classes <@ array['invoice',
    'statement', 'businessDocument', 'energy', 'machine', 'registry', 'loan', 'evaluation']),
  from_on text not null check (from_on ~ '^\d{4}-\d{2}-\d{2}$'),
  until_on text not null check (until_on ~ '^\d{4}-\d{2}-\d{2}$'),
  form text not null check (form in ('electronic', 'paper')),
  paper_reference text check (paper_reference <> ''),
  scan_sha256 text check (scan_sha256 ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('draft', 'granted', 'revoked')),
  made_by uuid not null,
  made_at_ms bigint not null,
  granted_by uuid,
  granted_at_ms bigint,
  revoked_by uuid,
  revoked_by_party_id uuid,
  revoked_at_ms bigint,
  revoke_reason text,
  -- The newest state that the enterprise's log holds; behind "state" only until the log has been written.
  sealed_state text check (sealed_state in ('granted', 'revoked')),
  constraint consent_term check (until_on >= from_on),
  constraint consent_parties check (provider_party_id <> grantee_party_id),
  constraint consent_paper check ((form = 'paper') = (paper_reference is not null and scan_sha256 is not null)),
  -- Maker and checker of a paper are two people.
  constraint consent_maker_checker check (form <> 'paper' or granted_by is null or granted_by <> made_by),
  constraint consent_granted check ((granted_at_ms is null) = (granted_by is null)
    and (state <> 'granted' or granted_at_ms is not null) and (state <> 'draft' or granted_at_ms is null)),
  constraint consent_revoked check ((state = 'revoked') = (revoked_at_ms is not null))
);
create index consent_by_grantee on touchstone.consent (grantee_party_id, enterprise_id);
create index consent_by_enterprise_party on touchstone.consent (enterprise_party_id);
create unique index consent_paper_once on touchstone.consent (party_id, enterprise_id, grantee_party_id, purpose,
  paper_reference) where form = 'paper' and state <> 'revoked';

create function touchstone.guard_consent() returns trigger language plpgsql as $$
declare
  me uuid := touchstone.current_party();
  movable constant text[] := array['state', 'granted_by', 'granted_at_ms', 'revoked_by', 'revoked_by_party_id',
    'revoked_at_ms', 'revoke_reason', 'sealed_state'];
begin
  if (to_jsonb(new) - movable) <> (to_jsonb(old) - movable) then
    raise exception 'a consent is never rewritten' using errcode = 'check_violation';
  end if;
  if (to_jsonb(new) - 'sealed_state'::text) = (to_jsonb(old) - 'sealed_state'::text) then
    return new;
  end if;
  if old.state = 'revoked' then
    raise exception 'a revoked consent is final' using errcode = 'check_violation';
  end if;
  if new.state = 'granted' then
    if old.state <> 'draft' then
      raise exception 'only a draft is granted' using errcode = 'check_violation';
    end if;
    if me <> (case when new.form = 'paper' then new.party_id else new.enterprise_party_id end) then
      raise exception 'this party may not grant the consent' using errcode = 'check_violation';
    end if;
  elsif new.state = 'revoked' then
    if (new.granted_by, new.granted_at_ms) is distinct from (old.granted_by, old.granted_at_ms) then
      raise exception 'a revocation does not touch the grant' using errcode = 'check_violation';
    end if;
    new.revoked_by_party_id := me;
  else
    raise exception 'a consent does not go back' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard_consent before update on touchstone.consent
  for each row execute function touchstone.guard_consent();

-- By what right a party holds files that its own people brought: for all enterprises of an evaluation, or for one.
create table touchstone.attestation (
  party_id uuid not null references touchstone.party,
  attestation_id uuid not null,
  evaluation_id uuid,
  enterprise_id text,
  reference text not null check (reference <> ''),
  recorded_by uuid,
  recorded_at_ms bigint not null,
  primary key (party_id, attestation_id),
  check ((evaluation_id is null) <> (enterprise_id is null))
);

-- What was evaluated before consents were recorded stays readable, and says so.
alter table touchstone.evaluation no force row level security;
insert into touchstone.attestation (party_id, attestation_id, evaluation_id, reference, recorded_at_ms)
  select party_id, gen_random_uuid(), evaluation_id,
    case when simulated then 'simulated' else 'before consents were recorded' end, created_at_ms
  from touchstone.evaluation;
alter table touchstone.evaluation force row level security;

-- One row a read, allowed or refused; a list read has one row as well, with every enterprise that it showed.
create table touchstone.access_read (
  party_id uuid not null references touchstone.party,
  read_id bigint generated always as identity,
  party_name text not null,
  user_id uuid,
  user_name text,
  what text not null,
  purpose text not null,
  data_classes text[] not null,
  allowed boolean not null,
  enterprise_ids text[] not null,
  -- The parties of those enterprises, who may see the row.
  owner_party_ids uuid[] not null,
  -- [{"basis": {"kind": "consent", "consentId": "…"}, "classes": ["invoice"], "enterprises": ["ent_…"]}]
  bases jsonb not null,
  at_ms bigint not null,
  primary key (party_id, read_id)
);
create index access_read_by_owner on touchstone.access_read using gin (owner_party_ids);
create index access_read_by_time on touchstone.access_read (party_id, at_ms desc);

-- Objections (异议) of an enterprise to a datum or a result, and their answers.
create table touchstone.objection (
  -- The enterprise's party.
  party_id uuid not null references touchstone.party,
  objection_id uuid not null,
  enterprise_id text not null,
  enterprise_name text not null,
  addressee_party_id uuid not null references touchstone.party,
  addressee_name text not null,
  data_class text not null,
  text text not null check (text <> ''),
  state text not null check (state in ('filed', 'answered', 'withdrawn')),
  filed_by uuid not null,
  filed_at_ms bigint not null,
  answer_due_on text not null,
  outcome text check (outcome in ('corrected', 'annotated', 'upheld')),
  answer text,
  answered_by uuid,
  answered_at_ms bigint,
  primary key (party_id, objection_id),
  check ((state = 'answered') = (answered_at_ms is not null and outcome is not null and answer is not null))
);
create index objection_by_addressee on touchstone.objection (addressee_party_id);

do $$
declare
  name text;
begin
  foreach name in array array['enterprise', 'enterprise_owner', 'enterprise_size', 'consent', 'attestation',
    'access_read', 'objection']
  loop
    execute format('alter table touchstone.%I enable row level security', name);
    execute format('alter table touchstone.%I force row level security', name);
    execute format('grant select, insert, update on touchstone.%I to touchstone_app', name);
  end loop;
  foreach name in array array['enterprise', 'enterprise_size', 'attestation']
  loop
    execute format('create policy own_party on touchstone.%I using (party_id = touchstone.current_party()) '
      'with check (party_id = touchstone.current_party())', name);
  end loop;
end $$;

create policy enterprise_itself on touchstone.enterprise for select
  using (own_party_id = touchstone.current_party());
create policy enterprise_itself on touchstone.enterprise_size for select
  using (own_party_id = touchstone.current_party());

create policy everybody_reads on touchstone.enterprise_owner for select using (true);
create policy registrar_writes on touchstone.enterprise_owner for insert
  with check (exists (select 1 from touchstone.enterprise e where e.party_id = touchstone.current_party()
    and e.enterprise_id = enterprise_owner.enterprise_id and e.own_party_id = enterprise_owner.party_id));

create policy parties_read on touchstone.consent for select
  using (touchstone.current_party() in (party_id, enterprise_party_id, grantee_party_id));
create policy made_here on touchstone.consent for insert with check (party_id = touchstone.current_party()
  and (state = 'draft' or (form = 'electronic' and enterprise_party_id = touchstone.current_party())));
create policy moved_by on touchstone.consent for update
  using (touchstone.current_party() in (party_id, enterprise_party_id))
  with check (touchstone.current_party() in (party_id, enterprise_party_id));

-- Of enterprises that one may not see by name, only counts are given, of groups that hide each of them.
create policy owner_counts on touchstone.enterprise for select to touchstone_owner using (true);
create function touchstone.count_other_enterprises(at_least integer)
  returns table (region text, industry text, enterprises integer)
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$
    select e.region, left(e.industry, 3), count(distinct e.enterprise_id)::int
    from touchstone.enterprise e
    where touchstone.current_party() is not null and e.party_id <> touchstone.current_party()
      and not exists (select 1 from touchstone.enterprise mine
        where mine.party_id = touchstone.current_party() and mine.enterprise_id = e.enterprise_id)
    group by e.region, left(e.industry, 3)
    having count(distinct e.enterprise_id) >= greatest(at_least, 2)
    order by 1, 2
  $$;
revoke all on function touchstone.count_other_enterprises from public;
grant execute on function touchstone.count_other_enterprises to touchstone_app;

-- A party with a consent in force may know the enterprise by name.
create policy consented on touchstone.enterprise for select
  using (exists (select 1 from touchstone.consent c where c.enterprise_id = enterprise.enterprise_id
    and c.grantee_party_id = touchstone.current_party() and c.state = 'granted'));

create policy reader_and_owner on touchstone.access_read for select
  using (party_id = touchstone.current_party() or touchstone.current_party() = any (owner_party_ids));
create policy reader_writes on touchstone.access_read for insert
  with check (party_id = touchstone.current_party());

create policy both_read on touchstone.objection for select
  using (touchstone.current_party() in (party_id, addressee_party_id));
create policy enterprise_files on touchstone.objection for insert
  with check (party_id = touchstone.current_party() and state = 'filed');
create policy both_move on touchstone.objection for update
  using (touchstone.current_party() in (party_id, addressee_party_id))
  with check (touchstone.current_party() = case when state = 'answered' then addressee_party_id else party_id end);

revoke update on touchstone.access_read, touchstone.attestation, touchstone.enterprise_owner from touchstone_app;
