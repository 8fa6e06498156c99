-- An enterprise has one party of its own, whoever registers it: whoever could name another would read, as the
-- enterprise itself, what all the others brought of it.
create function touchstone.keep_one_owner() returns trigger
  language plpgsql
  as $$
begin
  insert into touchstone.enterprise_owner (enterprise_id, party_id) values (new.enterprise_id, new.own_party_id)
    on conflict (enterprise_id) do nothing;
  if not exists (select 1 from touchstone.enterprise_owner o
      where o.enterprise_id = new.enterprise_id and o.party_id = new.own_party_id) then
    raise exception 'the enterprise % has another owner', new.enterprise_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger one_owner after insert or update of own_party_id on touchstone.enterprise
  for each row when (new.own_party_id is not null) execute function touchstone.keep_one_owner();
