-- Whose hands may write below a collector or an element: both keepers, and nobody else. Rows that name a collector, an
-- enterprise or an enterprise's own party must name the ones that they hang on, so that a row of one party can neither
-- reach into another's collector nor be shown to another's enterprise.

-- Whether the current party keeps a collector: it registered it, or the collector is in its enterprise. It reads past the
-- policies, because those of collectors ask for their bindings.
create function touchstone.keeps_device(wanted uuid) returns boolean
  language sql stable security definer set search_path = touchstone, pg_temp
  as $$
    select exists (select 1 from touchstone.collector c where c.collector_id = wanted
      and touchstone.current_party() in (c.party_id, c.owner_party_id))
  $$;
revoke all on function touchstone.keeps_device from public;
grant execute on function touchstone.keeps_device to touchstone_app;

-- Whether an element is of an enterprise that the collector may speak for; a gateway may speak for several.
create function touchstone.fits_collector(wanted uuid, named text, enterprise text) returns boolean language sql stable
  as $$
    select exists (select 1 from touchstone.element e, touchstone.collector c
      where e.element_id = named and e.enterprise_id = enterprise and c.collector_id = wanted
        and coalesce(c.enterprise_id, enterprise) = enterprise)
  $$;

drop policy keeper_adds on touchstone.collector_element;
create policy keeper_adds on touchstone.collector_element for insert
  with check (party_id = touchstone.current_party() and touchstone.keeps_element(element_id)
    and touchstone.keeps_device(collector_id) and touchstone.fits_collector(collector_id, element_id, enterprise_id)
    and touchstone.keeps_enterprise(enterprise_id, owner_party_id));
-- Either keeper sees and ends a binding, whoever of the two made it.
create policy keeper_reads on touchstone.collector_element for select
  using (touchstone.keeps_device(collector_id));
drop policy keeper_changes on touchstone.collector_element;
create policy keeper_changes on touchstone.collector_element for update
  using (touchstone.keeps_device(collector_id)) with check (touchstone.keeps_device(collector_id));

create function touchstone.is_version_of(wanted text, enterprise text) returns boolean language sql stable
  as $$
    select exists (select 1 from touchstone.element e where e.element_id = wanted and e.enterprise_id = enterprise)
  $$;
drop policy keeper_adds on touchstone.element_version;
create policy keeper_adds on touchstone.element_version for insert
  with check (party_id = touchstone.current_party() and touchstone.keeps_element(element_id)
    and touchstone.is_version_of(element_id, enterprise_id)
    and touchstone.keeps_enterprise(enterprise_id, owner_party_id));

-- A gateway is in no enterprise, so it has no enterprise's own party either.
drop policy keeper_adds on touchstone.collector;
create policy keeper_adds on touchstone.collector for insert with check (party_id = touchstone.current_party()
  and case when enterprise_id is null then owner_party_id is null
    else touchstone.keeps_enterprise(enterprise_id, owner_party_id) end);

create function touchstone.is_collectors_owner(wanted uuid, owner uuid) returns boolean language sql stable
  as $$
    select exists (select 1 from touchstone.collector c where c.collector_id = wanted
      and c.owner_party_id is not distinct from owner)
  $$;
do $$
declare
  name text;
begin
  foreach name in array array['collector_key', 'collector_event'] loop
    execute format('drop policy keeper_adds on touchstone.%I', name);
    execute format('create policy keeper_adds on touchstone.%I for insert '
      'with check (touchstone.keeps_collector(collector_id, party_id) '
      'and touchstone.is_collectors_owner(collector_id, owner_party_id))', name);
  end loop;
end $$;
