-- Carries out what a source did to its mailbox. What the act names came before it, and is placed before it: what was added still
-- belongs to its report.
create or replace function carry_out_act(done arriving_act, on_day date, certificates text[], persons text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    one public.arrival;
    ended uuid[] := done.replies;
    changed uuid[];
begin
    for one in with gone as (delete from public.arrival a where a.id = any (done.arrivals) returning a.*)
            select * from gone order by kind desc loop
        perform public.place_or_quarantine(one, on_day, certificates, persons);
    end loop;
    if not exists (select from public.mailbox b where b.address = done.address and b.token_hash = done.token_hash) then
        return;
    end if;
    if done.act = 'close' then
        -- Also what staff wrote after it.
        ended := array(select m.id from public.entry e join public.sealed_message m on m.entry = e.id and m.kind = 'reply'
            where e.mailbox = done.address);
        update public.entry set mailbox = null where mailbox = done.address;
        delete from public.mailbox where address = done.address;
    end if;
    delete from public.session_key_packet p where p.message = any (ended) and p.for_source;
    with gone as (
        delete from public.sealed_message m where m.id = any (ended)
            and not exists (select from public.session_key_packet p where p.message = m.id)
            returning m.id, m.entry),
    forgotten as (delete from public.seen s using gone where s.message = gone.id)
    select array_agg(entry) into changed from gone;
    update public.entry_access a set unread = public.has_unread(a.entry, a.recipient) where a.entry = any (changed) and a.unread;
end $$;
revoke execute on function carry_out_act from public;
