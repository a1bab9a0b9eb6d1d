-- What arrives from now on goes into another slot: one whose files are empty, if there is one.
create or replace function switch_slot(of_prompt boolean) returns void language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    slots smallint[] := public.batch_slots(of_prompt);
begin
    update public.arrival_slot s set current = (
        select next.slot from unnest(slots) as next (slot) where next.slot <> s.current
        order by (select sum(pg_relation_size(('public.' || t.name || '_' || next.slot)::regclass))
                from unnest(array['arrival', 'arriving_message', 'arriving_chunk', 'arriving_act']) as t (name)),
            (next.slot - s.current + 3) % 3
        limit 1)
    where s.prompt = of_prompt;
end $$;
revoke execute on function switch_slot from public;
grant execute on function switch_slot to sallyport_staff;
