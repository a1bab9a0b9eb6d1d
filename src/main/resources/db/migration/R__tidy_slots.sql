-- Empties the files of the slots that were moved, where nothing came late. How many files were left for the next batch.
create or replace function tidy_slots(of_prompt boolean) returns integer language sql
    security definer set search_path = pg_catalog, public as $$
    select public.empty_files(
        array(select t.name || '_' || s.slot
            from unnest(public.batch_slots(of_prompt)) as s (slot)
                cross join unnest(array['arrival', 'arriving_message', 'arriving_chunk', 'arriving_act']) as t (name)
            where s.slot <> (select a.current from public.arrival_slot a where a.prompt = of_prompt)),
        '{}')
$$;
revoke execute on function tidy_slots from public;
grant execute on function tidy_slots to sallyport_staff;
