-- Parties of all kinds and their people. The first party is the bank whose installation this is.

-- Protects a table of an area in one line: `select touchstone.protect('loan', 'enterprise_party_id')`. Rows of my
-- party, or whose column in shared_with names my party, may be read; only rows of my party may be written.
create function touchstone.protect(table_name text, variadic shared_with text[] default '{}') returns void
  language plpgsql
  as $$
declare
  own constant text := 'party_id = (select touchstone.current_party())';
  readable text := own;
  shared text;
begin
  foreach shared in array shared_with loop
    readable := readable || format(' or %I = (select touchstone.current_party())', shared);
  end loop;
  execute format('alter table touchstone.%I enable row level security', table_name);
  execute format('alter table touchstone.%I force row level security', table_name);
  execute format('create policy read_own_or_shared on touchstone.%I for select using (%s)', table_name, readable);
  execute format('create policy add_own on touchstone.%I for insert with check (%s)', table_name, own);
  execute format('create policy change_own on touchstone.%I for update using (%s) with check (%s)', table_name, own, own);
  execute format('create policy remove_own on touchstone.%I for delete using (%s)', table_name, own);
  execute format('grant select, insert, update, delete on touchstone.%I to touchstone_app', table_name);
end $$;

alter table touchstone.party
  add column kind text not null default 'bank'
    check (kind in ('platform', 'bank', 'enterprise', 'fund', 'regulator')),
  add column code text not null default 'bank' check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$');
alter table touchstone.party alter column kind drop default, alter column code drop default;
create unique index party_code on touchstone.party (lower(code));

-- The functions below run as the owner: they alone see across parties, and give no more than they say.
create policy owner_reads on touchstone.party for select to touchstone_owner using (true);
create policy owner_adds on touchstone.party for insert to touchstone_owner with check (true);

-- Asked before anybody is known: the id of the party with this code, whatever its case.
create function touchstone.party_id_of_code(wanted text) returns uuid
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$ select party_id from touchstone.party where lower(code) = lower(wanted) $$;

-- The parties that the current one knows: institutions, itself, and all of them for the installation's party.
create function touchstone.known_parties()
  returns table (party_id uuid, kind text, code text, name text)
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$
    select party.party_id, party.kind, party.code, party.name
    from touchstone.party
    where touchstone.current_party() is not null
      and (party.kind <> 'enterprise'
        or party.party_id = touchstone.current_party()
        or exists (select 1 from touchstone.installation i where i.party_id = touchstone.current_party()))
    order by party.kind, party.code
  $$;

-- The installation's party makes any party; a platform or a bank makes enterprises; nobody else makes any.
create function touchstone.create_party(new_id uuid, new_kind text, new_code text, new_name text, at_ms bigint)
  returns void
  language plpgsql security definer set search_path = touchstone, pg_temp
  as $$
declare
  maker_kind text;
  is_installation boolean;
begin
  select kind into maker_kind from touchstone.party where party_id = touchstone.current_party();
  is_installation := exists (select 1 from touchstone.installation where party_id = touchstone.current_party());
  if maker_kind is null or not (is_installation
    or (new_kind = 'enterprise' and maker_kind in ('bank', 'platform'))) then
    raise exception 'party % may not make a party of kind %', touchstone.current_party(), new_kind
      using errcode = 'insufficient_privilege';
  end if;
  insert into touchstone.party (party_id, kind, code, name, created_at_ms)
    values (new_id, new_kind, new_code, new_name, at_ms);
end $$;

revoke all on function touchstone.party_id_of_code, touchstone.known_parties, touchstone.create_party from public;
grant execute on function touchstone.party_id_of_code, touchstone.known_parties, touchstone.create_party
  to touchstone_app;

alter table touchstone.app_user drop constraint app_user_role_check;
alter table touchstone.app_user
  add column suspended_at_ms bigint,
  add constraint app_user_role_check check (role in ('administrator', 'accountManager', 'creditOfficer',
    'riskOfficer', 'postLoanManager', 'platformOperator', 'owner', 'fundOfficer', 'auditor'));

-- A person has a role of the party's kind; a check constraint cannot look at another table.
create function touchstone.check_role_of_kind() returns trigger
  language plpgsql
  as $$
declare
  found_kind text := (select kind from touchstone.party where party_id = new.party_id);
begin
  if new.role in ('administrator', 'auditor')
    or (found_kind = 'bank' and new.role in ('accountManager', 'creditOfficer', 'riskOfficer', 'postLoanManager'))
    or (found_kind = 'platform' and new.role = 'platformOperator')
    or (found_kind = 'enterprise' and new.role = 'owner')
    or (found_kind = 'fund' and new.role = 'fundOfficer') then
    return new;
  end if;
  raise exception 'a party of kind % has no role %', found_kind, new.role using errcode = 'check_violation';
end $$;
create trigger role_of_kind before insert or update of role on touchstone.app_user
  for each row execute function touchstone.check_role_of_kind();

-- One-time addresses that outlive a restart; only a hash of the token is kept.
create table touchstone.invitation (
  party_id uuid not null,
  token_hash text not null,
  user_id uuid not null,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  primary key (party_id, token_hash),
  foreign key (party_id, user_id) references touchstone.app_user
);
select touchstone.protect('invitation');

-- The audit trail as a chain: each event carries the hash of the one before, so that a changed or missing one shows.
-- Events of a party are numbered without a gap; whoever appends waits for the one before. Fields are joined by line
-- feeds, which none of them contains, so that anybody can compute the hash again.
create function touchstone.audit_hash(event touchstone.audit_event, before text) returns text
  language sql immutable
  as $$
    select encode(sha256(convert_to(concat_ws(E'\n', event.party_id, event.event_id, coalesce(event.user_id::text, ''),
      event.action, event.subject, event.at_ms, before), 'UTF8')), 'hex')
  $$;

alter table touchstone.audit_event
  alter column event_id drop identity,
  add column previous_hash text,
  add column hash text;

do $$
declare
  owner_party uuid;
  event touchstone.audit_event;
  next_id bigint;
  before text;
begin
  for owner_party in select party_id from touchstone.party loop
    perform set_config('touchstone.party_id', owner_party::text, true);
    before := repeat('0', 64);
    next_id := 0;
    for event in select * from touchstone.audit_event where party_id = owner_party order by event_id loop
      next_id := next_id + 1;
      update touchstone.audit_event
        set event_id = next_id, previous_hash = before
        where party_id = owner_party and event_id = event.event_id
        returning * into event;
      update touchstone.audit_event set hash = touchstone.audit_hash(event, before)
        where party_id = owner_party and event_id = next_id
        returning hash into before;
    end loop;
  end loop;
end $$;

alter table touchstone.audit_event
  alter column event_id set not null,
  alter column previous_hash set not null,
  alter column hash set not null,
  add constraint audit_event_lines check (action !~ '\n' and subject !~ '\n');

create function touchstone.chain_audit_event() returns trigger
  language plpgsql
  as $$
declare
  last touchstone.audit_event;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit ' || new.party_id::text, 0));
  select * into last from touchstone.audit_event
    where party_id = new.party_id order by event_id desc limit 1;
  new.event_id := coalesce(last.event_id, 0) + 1;
  new.previous_hash := coalesce(last.hash, repeat('0', 64));
  new.action := translate(new.action, E'\n', ' ');
  new.subject := translate(new.subject, E'\n', ' ');
  new.hash := touchstone.audit_hash(new, new.previous_hash);
  return new;
end $$;
create trigger chain before insert on touchstone.audit_event
  for each row execute function touchstone.chain_audit_event();
create index audit_event_by_time on touchstone.audit_event (party_id, at_ms);

-- Which event's hash was sealed in the log, and where; the log is the proof, this says where to look.
create table touchstone.audit_seal (
  party_id uuid not null,
  event_id bigint not null,
  hash text not null,
  origin text not null,
  entry_index bigint not null,
  sealed_at_ms bigint not null,
  primary key (party_id, event_id),
  foreign key (party_id, event_id) references touchstone.audit_event
);
select touchstone.protect('audit_seal');
revoke update, delete on touchstone.audit_seal from touchstone_app;
