-- The message of an entry that a message which came again is the same as: the same sealed body, and of the packets nothing that
-- contradicts them. Each of its packets is there already; or, where they may be united (under the same codename), it is for a
-- certificate that has none. A packet with other octets for somebody who has one could hold another session key, and make the
-- message unreadable: such a copy is a message of its own, with its own packets. Null if there is none.
create or replace function same_message(of_entry entry, taken taken_message, may_unite boolean) returns uuid language plpgsql stable
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    known uuid;
    there bytea[];
    readers text[];
begin
    for known in select m.id from public.sealed_message m where m.entry = of_entry.id and m.kind <> 'reply'
            and m.part = taken.part and m.body = taken.body order by m.id loop
        select array_agg(public.unwrap_packet(of_entry.packet_key, p.wrapped)), array_agg(p.recipient)
            into there, readers from public.session_key_packet p where p.message = known;
        if not exists (select from unnest(taken.recipients, taken.packets) as n (recipient, octets)
                where n.octets <> all (coalesce(there, '{}'))
                    and (not may_unite or n.recipient is null or array_position(readers, n.recipient) is not null)) then
            return known;
        end if;
    end loop;
    return null;
end $$;
revoke execute on function same_message from public;
