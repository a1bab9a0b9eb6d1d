-- The one way in which the source's role reads anything that sources or staff sent: with the token of a mailbox, and then
-- only what was sealed to its codename, and to which desks it wrote. An unknown address, a wrong token and a closed mailbox give
-- the same: no row. It looks into arrivals too, and leaves out what waiting acts of the source end.
create or replace function open_mailbox(wanted uuid, token bytea, skipped integer, most integer)
    returns table (desks text[], reply_certificate bytea, reply uuid, written date, octets bytea, packets bytea[])
    language plpgsql volatile security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    hash bytea := sha256(token);
begin
    -- One statement of a volatile function: it holds the tables before it takes its snapshot, so no batch empties files meanwhile
    -- whose rows it would look for.
    return query
    with acts as (
        select coalesce(bool_or(t.act = 'close'), false) as closed, coalesce(array_agg(a.id), '{}') as ended_arrivals,
            coalesce(array_agg(r.id), '{}') as ended_replies
        from public.arriving_act t
            left join lateral unnest(t.arrivals) as a (id) on true left join lateral unnest(t.replies) as r (id) on true
        where t.address = wanted and t.token_hash = hash),
    -- Whoever puts an arrival with another token under this address has none of what lies behind it.
    held as (select b.address, b.reply_certificate from public.mailbox b, acts
        where not acts.closed and b.address = wanted and b.token_hash = hash),
    box as (
        select h.reply_certificate from held h
        union all
        select a.reply_certificate from public.arrival a, acts
            where a.address = wanted and a.token_hash = hash and a.id <> all (array_remove(acts.ended_arrivals, null))
        limit 1)
    select
        array(select e.desk from held h join public.entry e on e.mailbox = h.address
            union select a.desk from public.arrival a
                where a.address = wanted and a.token_hash = hash and a.id <> all (array_remove(acts.ended_arrivals, null))
            order by 1),
        box.reply_certificate, r.id, r.received, r.octets, r.packets
    from box cross join acts left join lateral (
        select m.id, m.received, m.octets, array_agg(p.octets order by p.octets) as packets
        from held h join public.entry e on e.mailbox = h.address
            join public.sealed_message m on m.entry = e.id and m.kind = 'reply'
            join lateral (select public.unwrap_packet(e.packet_key, k.wrapped) as octets
                from public.session_key_packet k where k.message = m.id and k.for_source) p on true
        where m.id <> all (array_remove(acts.ended_replies, null))
        group by m.id, m.received, m.octets
        order by m.received desc, m.id limit most offset skipped) r on true
    order by r.received desc, r.id;
end $$;
revoke execute on function open_mailbox from public;
grant execute on function open_mailbox to sallyport_source;
