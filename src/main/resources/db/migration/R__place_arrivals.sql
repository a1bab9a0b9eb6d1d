-- Carries out the acts, and then places the arrivals, of the slots that are not current, reports before additions and otherwise in
-- random order: at most so many of either, and the chunks of what it places from whatever slot. All three are zero when nothing is left.
create or replace function place_arrivals(
        of_prompt boolean, on_day date, certificates text[], persons text[], most integer)
    returns table (ended integer, placed integer, quarantined integer) language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '30s' as $$
declare
    moved smallint[] := array(select slot from unnest(public.batch_slots(of_prompt)) as slot
        where slot <> (select s.current from public.arrival_slot s where s.prompt = of_prompt));
    in_quarantine bigint := (select count(*) from public.quarantine);
    act public.arriving_act;
    chosen record;
    one public.arrival;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a batch is moved at READ COMMITTED';
    end if;
    ended := 0;
    placed := 0;
    -- Staff's acts lock their entry first: they wait for this, and then see it.
    lock table public.entry in exclusive mode;
    for act in
            with waiting as (select t.address from public.arriving_act t where t.slot = any (moved) limit most),
            gone as (delete from public.arriving_act t where t.slot = any (moved) and t.address in (select w.address from waiting w)
                returning t.*)
            select * from gone order by random() loop
        perform public.carry_out_act(act, on_day, certificates, persons);
        ended := ended + 1;
    end loop;
    if ended = 0 then
        for chosen in select w.id, w.slot from public.arrival w where w.slot = any (moved)
                order by w.kind desc, random() limit most loop
            -- One by one: an act that is carried out with one of them may place others.
            delete from public.arrival a where a.id = chosen.id and a.slot = chosen.slot returning a.* into one;
            if found and public.place_or_quarantine(one, on_day, certificates, persons) then
                placed := placed + 1;
            end if;
        end loop;
    end if;
    quarantined := (select count(*) from public.quarantine) - in_quarantine;
    return next;
end $$;
revoke execute on function place_arrivals from public;
grant execute on function place_arrivals to sallyport_staff;
