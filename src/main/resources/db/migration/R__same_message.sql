-- The message of an entry that a message which came again is the same as: the same sealed body, and for each certificate that it has
-- packets for the very same packets; or, where they may be united (under the same codename), none yet. One packet more or less, or with
-- other octets, could hold another session key, and make the message unreadable beside the true ones: such a copy is a message of its
-- own, with its own packets. Null if there is none.
create or replace function same_message(of_entry entry, taken taken_message, may_unite boolean) returns uuid language plpgsql stable
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    known uuid;
begin
    for known in select m.id from public.sealed_message m where m.entry = of_entry.id and m.kind <> 'reply'
            and m.part = taken.part and m.body = taken.body order by m.id loop
        if not exists (
            with fresh as (
                select n.recipient, array_agg(distinct n.octets) as packets
                from unnest(taken.recipients, taken.packets) as n (recipient, octets) group by n.recipient),
            there as (
                select p.recipient, array_agg(distinct public.unwrap_packet(of_entry.packet_key, p.wrapped)) as packets
                from public.session_key_packet p where p.message = known group by p.recipient)
            select from fresh f left join there t on t.recipient is not distinct from f.recipient
            where t.packets is distinct from f.packets and not (may_unite and t.packets is null and f.recipient is not null)) then
            return known;
        end if;
    end loop;
    return null;
end $$;
revoke execute on function same_message from public;
