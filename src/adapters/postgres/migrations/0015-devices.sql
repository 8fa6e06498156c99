-- Elements of an enterprise with their twins, and the collectors that speak for them: keys, one-time codes, bindings,
-- and every change of state. Rows belong to the party that registered them; the enterprise's own party reads and keeps
-- them too; a bank reads them while a consent to machine data is in force.

-- The enterprises whose machine data the current party may read by consent today.
create function touchstone.device_enterprises() returns text[] language sql stable
  as $$
    select coalesce(array_agg(distinct c.enterprise_id), '{}') from touchstone.consent c
    where c.grantee_party_id = touchstone.current_party() and c.state = 'granted'
      and 'machine' = any (c.data_classes)
      and to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') between c.from_on and c.until_on
  $$;

create table touchstone.element (
  party_id uuid not null references touchstone.party,
  element_id text primary key check (element_id ~ '^elm_[0-9a-f]{20}$'),
  enterprise_id text not null,
  -- The enterprise's own party; null while it has none.
  owner_party_id uuid references touchstone.party,
  kind text not null check (kind in ('site', 'area', 'line', 'workCentre', 'machine', 'meter', 'people', 'thing',
    'network')),
  code text not null check (code ~ '^[^\x01-\x1f]{1,100}$'),
  registered_by uuid,
  registered_at_ms bigint not null,
  unique (enterprise_id, code)
);
create index element_by_party on touchstone.element (party_id);
create index element_by_owner on touchstone.element (owner_party_id);

-- What was said of an element, from which day on, and when it was said: never changed, only followed by a later one.
create table touchstone.element_version (
  party_id uuid not null references touchstone.party,
  element_id text not null references touchstone.element,
  version integer not null check (version > 0),
  enterprise_id text not null,
  owner_party_id uuid references touchstone.party,
  valid_from text not null check (valid_from ~ '^\d{4}-\d{2}-\d{2}$'),
  recorded_by uuid,
  recorded_at_ms bigint not null,
  data jsonb not null,
  sealed_at_ms bigint,
  primary key (element_id, version)
);
create index element_version_unsealed on touchstone.element_version (party_id) where sealed_at_ms is null;

create table touchstone.collector (
  party_id uuid not null references touchstone.party,
  collector_id uuid primary key,
  kind text not null check (kind in ('collector', 'gateway')),
  name text not null check (name <> ''),
  state text not null check (state in ('registered', 'bound', 'active', 'quarantined', 'revoked')),
  -- Null for a gateway, whose devices may stand in several enterprises.
  enterprise_id text,
  owner_party_id uuid references touchstone.party,
  sparkplug_group text,
  sparkplug_node text,
  token_hash text check (token_hash ~ '^[0-9a-f]{64}$'),
  certificate_hash text check (certificate_hash ~ '^[0-9a-f]{64}$'),
  messages_per_second integer not null check (messages_per_second > 0),
  description text,
  registered_by uuid,
  registered_at_ms bigint not null,
  activated_at_ms bigint,
  quarantined_by uuid,
  quarantined_at_ms bigint,
  quarantine_reason text,
  check ((sparkplug_group is null) = (sparkplug_node is null)),
  check (kind = 'gateway' or (enterprise_id is not null and token_hash is null and sparkplug_group is null)),
  check ((state = 'quarantined') = (quarantined_at_ms is not null))
);
create index collector_by_party on touchstone.collector (party_id);
create index collector_by_owner on touchstone.collector (owner_party_id);
-- A group and node belong to one gateway over all parties, until it is revoked.
create unique index collector_node_once on touchstone.collector (sparkplug_group, sparkplug_node)
  where state <> 'revoked';

create table touchstone.collector_key (
  party_id uuid not null references touchstone.party,
  collector_id uuid not null references touchstone.collector,
  key_id text not null check (key_id ~ '^[0-9a-f]{8}$'),
  owner_party_id uuid references touchstone.party,
  public_key text not null,
  valid_from_ms bigint not null,
  valid_to_ms bigint,
  -- How it came: by a one-time code, or agreed to by the key before it.
  came_by text not null check (came_by in ('enrolment', 'rotation')),
  -- What was signed by which key, so that anybody can check it again: {"message", "signature", …}.
  proof jsonb not null,
  sealed_at_ms bigint,
  primary key (collector_id, key_id),
  check (valid_to_ms is null or valid_to_ms >= valid_from_ms)
);
-- A key names one device, over all collectors: a copied key is seen at enrolment.
create unique index collector_key_once on touchstone.collector_key (public_key);

create table touchstone.enrolment_code (
  party_id uuid not null references touchstone.party,
  code_hash text primary key check (code_hash ~ '^[0-9a-f]{64}$'),
  collector_id uuid not null references touchstone.collector,
  made_by uuid,
  made_at_ms bigint not null,
  expires_at_ms bigint not null,
  used_at_ms bigint,
  -- Set when a newer code took its place.
  voided_at_ms bigint
);
create index enrolment_code_by_collector on touchstone.enrolment_code (collector_id);

-- Which element a collector may speak for, under which code, from when to when.
create table touchstone.collector_element (
  party_id uuid not null references touchstone.party,
  collector_id uuid not null references touchstone.collector,
  code text not null check (code <> ''),
  bound_at_ms bigint not null,
  element_id text not null references touchstone.element,
  enterprise_id text not null,
  owner_party_id uuid references touchstone.party,
  bound_by uuid,
  unbound_at_ms bigint,
  sealed_at_ms bigint,
  primary key (collector_id, code, bound_at_ms)
);
create unique index collector_element_now on touchstone.collector_element (collector_id, code)
  where unbound_at_ms is null;
create index collector_element_by_owner on touchstone.collector_element (owner_party_id);

-- Every change of state, with who did it and why; evidence did it where nobody is named.
create table touchstone.collector_event (
  party_id uuid not null references touchstone.party,
  collector_id uuid not null references touchstone.collector,
  event integer not null check (event > 0),
  owner_party_id uuid references touchstone.party,
  from_state text,
  state text not null,
  reason text,
  done_by uuid,
  at_ms bigint not null,
  sealed_at_ms bigint,
  primary key (collector_id, event)
);

do $$
declare
  name text;
  me constant text := '(select touchstone.current_party())';
begin
  foreach name in array array['element', 'element_version', 'collector', 'collector_key', 'enrolment_code',
    'collector_element', 'collector_event']
  loop
    execute format('alter table touchstone.%I enable row level security', name);
    execute format('alter table touchstone.%I force row level security', name);
    execute format('grant select, insert, update on touchstone.%I to touchstone_app', name);
    execute format('create policy reads_own on touchstone.%I for select using (party_id = %s)', name, me);
    -- The functions below see all; they give no more than they say.
    execute format('create policy owner_reads on touchstone.%I for select to touchstone_owner using (true)', name);
  end loop;
  foreach name in array array['element', 'element_version', 'collector', 'collector_key', 'collector_element',
    'collector_event']
  loop
    execute format('create policy enterprise_reads on touchstone.%I for select using (owner_party_id = %s)', name, me);
  end loop;
  foreach name in array array['element', 'element_version', 'collector', 'collector_element'] loop
    execute format('create policy consented_reads on touchstone.%I for select '
      'using (enterprise_id = any ((select touchstone.device_enterprises())::text[]))', name);
  end loop;
end $$;

-- An enterprise sees the gateway that speaks for its devices, whoever's it is.
create policy vouched_reads on touchstone.collector for select using (exists (
  select 1 from touchstone.collector_element b where b.collector_id = collector.collector_id
    and b.owner_party_id = touchstone.current_party()));

-- Elements are added by whoever registered the enterprise, or by the enterprise itself; to nobody else's.
create function touchstone.keeps_enterprise(wanted text, owner uuid) returns boolean language sql stable
  as $$
    select exists (select 1 from touchstone.enterprise e where e.enterprise_id = wanted
        and (e.own_party_id = touchstone.current_party()
          -- A second bank that knows the enterprise by another's data set does not keep its machines.
          or (e.party_id = touchstone.current_party() and touchstone.dataset_standing(e.dataset) <> 'others')))
      and owner is not distinct from (select o.party_id from touchstone.enterprise_owner o
        where o.enterprise_id = wanted)
  $$;
create policy keeper_adds on touchstone.element for insert with check (party_id = touchstone.current_party()
  and touchstone.keeps_enterprise(enterprise_id, owner_party_id));
create function touchstone.keeps_element(wanted text) returns boolean language sql stable
  as $$
    select exists (select 1 from touchstone.element e where e.element_id = wanted
      and touchstone.current_party() in (e.party_id, e.owner_party_id))
  $$;
create policy keeper_adds on touchstone.element_version for insert
  with check (party_id = touchstone.current_party() and touchstone.keeps_element(element_id));
create policy keeper_adds on touchstone.collector for insert with check (party_id = touchstone.current_party()
  and (enterprise_id is null or touchstone.keeps_enterprise(enterprise_id, owner_party_id)));
create policy keeper_adds on touchstone.collector_element for insert
  with check (party_id = touchstone.current_party() and touchstone.keeps_element(element_id));

-- The rows below a collector carry the collector's party, whoever of the two parties acts.
create function touchstone.keeps_collector(wanted uuid, registrar uuid) returns boolean language sql stable
  as $$
    select exists (select 1 from touchstone.collector c where c.collector_id = wanted and c.party_id = registrar
      and touchstone.current_party() in (c.party_id, c.owner_party_id))
  $$;
create policy keeper_changes on touchstone.collector for update
  using (touchstone.current_party() in (party_id, owner_party_id))
  with check (touchstone.current_party() in (party_id, owner_party_id));
do $$
declare
  name text;
begin
  foreach name in array array['collector_key', 'enrolment_code', 'collector_event'] loop
    execute format('create policy keeper_adds on touchstone.%I for insert '
      'with check (touchstone.keeps_collector(collector_id, party_id))', name);
    execute format('create policy keeper_changes on touchstone.%I for update '
      'using (touchstone.keeps_collector(collector_id, party_id)) '
      'with check (touchstone.keeps_collector(collector_id, party_id))', name);
  end loop;
end $$;
create policy keeper_reads on touchstone.enrolment_code for select
  using (touchstone.keeps_collector(collector_id, party_id));
create policy keeper_changes on touchstone.collector_element for update
  using (party_id = touchstone.current_party()) with check (party_id = touchstone.current_party());
create policy keeper_changes on touchstone.element_version for update
  using (party_id = touchstone.current_party()) with check (party_id = touchstone.current_party());

-- What is written stays: of an element nothing, of a version whether it is sealed, of a key its end.
revoke update on touchstone.element, touchstone.element_version, touchstone.collector_key, touchstone.enrolment_code,
  touchstone.collector_element, touchstone.collector_event, touchstone.collector from touchstone_app;
grant update (sealed_at_ms) on touchstone.element_version, touchstone.collector_event to touchstone_app;
grant update (valid_to_ms, sealed_at_ms) on touchstone.collector_key to touchstone_app;
grant update (used_at_ms, voided_at_ms) on touchstone.enrolment_code to touchstone_app;
grant update (unbound_at_ms, sealed_at_ms) on touchstone.collector_element to touchstone_app;
grant update (name, state, token_hash, certificate_hash, messages_per_second, description, activated_at_ms,
  quarantined_by, quarantined_at_ms, quarantine_reason) on touchstone.collector to touchstone_app;

-- A state moves as it may, and whoever put a collector into quarantine does not let it out.
create function touchstone.guard_collector() returns trigger language plpgsql
  as $$
begin
  if new.state = old.state then
    if old.state = 'revoked' and (to_jsonb(new) - 'name'::text) <> (to_jsonb(old) - 'name'::text) then
      raise exception 'check: a revoked collector is final' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if not (case old.state
    when 'registered' then new.state in ('bound', 'quarantined', 'revoked')
    when 'bound' then new.state in ('active', 'quarantined', 'revoked')
    when 'active' then new.state in ('quarantined', 'revoked')
    when 'quarantined' then new.state in ('bound', 'active', 'revoked')
    else false end) then
    raise exception 'check: a collector does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard_collector before update on touchstone.collector
  for each row execute function touchstone.guard_collector();

create function touchstone.guard_collector_event() returns trigger language plpgsql
  as $$
begin
  if new.from_state = 'quarantined' and new.state in ('bound', 'active') and (new.done_by is null or exists (
    select from touchstone.collector_event e where e.collector_id = new.collector_id and e.done_by = new.done_by
      and e.state = 'quarantined' and e.event = (select max(event) from touchstone.collector_event l
        where l.collector_id = new.collector_id and l.state = 'quarantined'))) then
    raise exception 'check: whoever put it into quarantine does not release it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard_collector_event before insert on touchstone.collector_event
  for each row execute function touchstone.guard_collector_event();

-- A code is used once, and not after another took its place.
create function touchstone.guard_enrolment_code() returns trigger language plpgsql
  as $$
begin
  if old.used_at_ms is not null or old.voided_at_ms is not null then
    raise exception 'check: the code is spent' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard_enrolment_code before update on touchstone.enrolment_code
  for each row execute function touchstone.guard_enrolment_code();

-- Asked by a device that nobody knows yet: whose code this is. The hash is of a secret, so it cannot be guessed.
create function touchstone.find_enrolment(wanted text) returns table (party_id uuid, collector_id uuid)
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$ select e.party_id, e.collector_id from touchstone.enrolment_code e where e.code_hash = wanted $$;

-- Whether a key is known already, whoever's it is.
create function touchstone.is_collector_key_known(wanted text) returns boolean
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$ select exists (select 1 from touchstone.collector_key k where k.public_key = wanted) $$;

-- What the way in must know of every collector, over all parties; null asks for all of them.
create function touchstone.collector_directory(wanted uuid) returns setof jsonb
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$
    select jsonb_build_object('id', c.collector_id, 'kind', c.kind, 'state', c.state, 'name', c.name,
      'partyId', c.party_id, 'enterpriseId', c.enterprise_id, 'tokenHash', c.token_hash,
      'certificateHash', c.certificate_hash, 'group', c.sparkplug_group, 'node', c.sparkplug_node,
      'messagesPerSecond', c.messages_per_second,
      'keys', coalesce((select jsonb_agg(jsonb_build_object('keyId', k.key_id, 'publicKey', k.public_key,
          'validFromMs', k.valid_from_ms, 'validToMs', k.valid_to_ms) order by k.valid_from_ms)
        from touchstone.collector_key k where k.collector_id = c.collector_id), '[]'),
      'elements', coalesce((select jsonb_agg(jsonb_build_object('code', b.code, 'elementId', b.element_id,
          'enterpriseId', b.enterprise_id, 'kind', e.kind))
        from touchstone.collector_element b join touchstone.element e using (element_id)
        where b.collector_id = c.collector_id and b.unbound_at_ms is null), '[]'))
    from touchstone.collector c
    where wanted is null or c.collector_id = wanted
  $$;
revoke all on function touchstone.find_enrolment, touchstone.is_collector_key_known, touchstone.collector_directory
  from public;
grant execute on function touchstone.find_enrolment, touchstone.is_collector_key_known,
  touchstone.collector_directory to touchstone_app;
