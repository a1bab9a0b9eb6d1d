-- Whether anything lies in the files of a class's slots, alive or deleted, or an upload has not finished, at whichever desk. Where
-- there is nothing, no batch is made, and this uses no transaction number.
create or replace function batch_waits(of_prompt boolean) returns boolean language plpgsql stable
    security definer set search_path = pg_catalog, public as $$
begin
    return exists (select from unnest(public.batch_slots(of_prompt)) as s (slot)
            cross join unnest(array['arrival', 'arriving_message', 'arriving_chunk', 'arriving_act']) as t (name)
            where pg_relation_size(('public.' || t.name || '_' || s.slot)::regclass) > 0)
        or not of_prompt and public.unfinished_wait();
end $$;
revoke execute on function batch_waits from public;
grant execute on function batch_waits to sallyport_staff;
