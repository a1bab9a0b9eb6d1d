-- The same sealed body came again under the same codename: packets that are not there yet are added, so that neither a poisoned
-- nor a narrower copy makes the true one unreadable, whichever came first. False, and nothing is done, where a subkey would have
-- more than a few: then it becomes an entry of its own.
create or replace function unite_packets(
        into_entry entry, known uuid, taken taken_message, certificates text[], persons text[])
    returns boolean language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    most constant integer := 4;
    fresh bytea[];
    united bytea[];
begin
    select array_agg(public.unwrap_packet(into_entry.packet_key, p.wrapped)) into united
        from public.session_key_packet p where p.message = known;
    fresh := array(select p from unnest(taken.packets) p where p <> all (coalesce(united, '{}')));
    if exists (select from unnest(united || fresh) p group by public.packet_key_id(p) having count(*) > most)
            and cardinality(fresh) > 0 then
        return false;
    end if;
    insert into public.session_key_packet (message, recipient, key_id, wrapped)
        select known, p.recipient, public.packet_key_id(p.octets), public.wrap_packet(into_entry.packet_key, p.octets)
        from unnest(taken.recipients, taken.packets) as p (recipient, octets) where p.octets = any (fresh) order by random();
    perform public.add_readers(into_entry, taken.readers, certificates, persons);
    return true;
end $$;
revoke execute on function unite_packets from public;
