-- Simulated parties (模拟) are marked when they are made; what a simulated party makes is simulated as well.

alter table touchstone.party add column simulated boolean not null default false;

drop function touchstone.known_parties();
create function touchstone.known_parties()
  returns table (party_id uuid, kind text, code text, name text, simulated boolean)
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$
    select party.party_id, party.kind, party.code, party.name, party.simulated
    from touchstone.party
    where touchstone.current_party() is not null
      and (party.kind <> 'enterprise'
        or party.party_id = touchstone.current_party()
        or exists (select 1 from touchstone.installation i where i.party_id = touchstone.current_party()))
    order by party.kind, party.code
  $$;

drop function touchstone.create_party(uuid, text, text, text, bigint);
create function touchstone.create_party(
  new_id uuid, new_kind text, new_code text, new_name text, at_ms bigint, is_simulated boolean default false
) returns void
  language plpgsql security definer set search_path = touchstone, pg_temp
  as $$
declare
  maker_kind text;
  maker_simulated boolean;
  is_installation boolean;
begin
  select kind, simulated into maker_kind, maker_simulated
    from touchstone.party where party_id = touchstone.current_party();
  is_installation := exists (select 1 from touchstone.installation where party_id = touchstone.current_party());
  if maker_kind is null or not (is_installation
    or (new_kind = 'enterprise' and maker_kind in ('bank', 'platform'))) then
    raise exception 'party % may not make a party of kind %', touchstone.current_party(), new_kind
      using errcode = 'insufficient_privilege';
  end if;
  insert into touchstone.party (party_id, kind, code, name, created_at_ms, simulated)
    values (new_id, new_kind, new_code, new_name, at_ms, is_simulated or maker_simulated);
end $$;

revoke all on function touchstone.known_parties, touchstone.create_party from public;
grant execute on function touchstone.known_parties, touchstone.create_party to touchstone_app;
