-- Carries out what a source did to its mailbox.
create or replace function carry_out_act(done arriving_act) returns void language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    ended uuid[] := done.replies;
    changed uuid[];
begin
    if done.act = 'close' then
        -- Also what staff wrote after it.
        ended := array(select m.id from public.entry e join public.sealed_message m on m.entry = e.id and m.kind = 'reply'
            where e.mailbox = done.address);
        update public.entry set mailbox = null where mailbox = done.address;
        delete from public.mailbox where address = done.address;
        update public.arrival set address = null, token_hash = null, reply_certificate = null where id = any (done.arrivals);
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
