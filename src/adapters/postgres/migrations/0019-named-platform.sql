-- The bank that keeps an enterprise names its platform (enterprise.platform_party_id); that platform keeps the machines
-- too, though the bank registered the enterprise first. A platform that names itself in a list of its own is not meant.
create function touchstone.is_named_platform(wanted text) returns boolean
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$
    select exists (select 1 from touchstone.enterprise e
      join touchstone.dataset d on d.name = e.dataset and d.party_id = e.party_id
      where e.enterprise_id = wanted and e.platform_party_id = touchstone.current_party())
  $$;
revoke all on function touchstone.is_named_platform from public;
grant execute on function touchstone.is_named_platform to touchstone_app;

create or replace function touchstone.keeps_enterprise(wanted text, owner uuid) returns boolean language sql stable
  as $$
    select exists (select 1 from touchstone.enterprise e where e.enterprise_id = wanted
        and (e.own_party_id = touchstone.current_party()
          -- A second bank that knows the enterprise by another's data set does not keep its machines.
          or (e.party_id = touchstone.current_party()
            and (touchstone.dataset_standing(e.dataset) <> 'others' or touchstone.is_named_platform(wanted)))))
      and owner is not distinct from (select o.party_id from touchstone.enterprise_owner o
        where o.enterprise_id = wanted)
  $$;
