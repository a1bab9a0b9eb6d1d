-- Carries out the acts and places the arrivals of the slots that are not current, reports before additions and otherwise in random
-- order: at most so many, and the chunks of what it places from whatever slot. One that cannot be placed goes into quarantine and
-- keeps nobody else waiting.
create or replace function place_arrivals(
        of_prompt boolean, on_day date, certificates text[], persons text[], most integer)
    returns table (placed integer, quarantined integer) language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '30s' as $$
declare
    moved smallint[] := array(select slot from unnest(public.batch_slots(of_prompt)) as slot
        where slot <> (select s.current from public.arrival_slot s where s.prompt = of_prompt));
    act public.arriving_act;
    chosen record;
    one public.arrival;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a batch is moved at READ COMMITTED';
    end if;
    placed := 0;
    quarantined := 0;
    -- Staff's acts lock their entry first: they wait for this, and then see it.
    lock table public.entry in exclusive mode;
    for act in with gone as (delete from public.arriving_act t where t.slot = any (moved) returning t.*)
            select * from gone order by random() loop
        perform public.carry_out_act(act);
    end loop;
    for chosen in select w.id, w.slot from public.arrival w where w.slot = any (moved)
            order by w.kind desc, random() limit most loop
        -- One by one: an act that is carried out with one of them may change others.
        delete from public.arrival a where a.id = chosen.id and a.slot = chosen.slot returning a.* into one;
        begin
            perform public.place_arrival(one, on_day, certificates, persons);
            placed := placed + 1;
        exception when others then
            insert into public.quarantine (id, reason, kind, desk, address, token_hash, reply_certificate, messages)
                values (one.id, sqlstate || ' ' || sqlerrm, one.kind, one.desk, one.address, one.token_hash,
                    one.reply_certificate, array_remove(array[one.report, one.identity, one.files], null));
            quarantined := quarantined + 1;
        end;
    end loop;
    return next;
end $$;
revoke execute on function place_arrivals from public;
grant execute on function place_arrivals to sallyport_staff;
