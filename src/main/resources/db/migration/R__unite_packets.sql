-- The same message came again (see same_message): a narrower copy before it takes it from nobody, as packets for certificates that have
-- none are added.
create or replace function unite_packets(
        into_entry entry, known uuid, taken taken_message, certificates text[], persons text[])
    returns void language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    there bytea[] := array(select public.unwrap_packet(into_entry.packet_key, p.wrapped)
        from public.session_key_packet p where p.message = known);
begin
    insert into public.session_key_packet (message, recipient, key_id, wrapped)
        select known, p.recipient, public.packet_key_id(p.octets), public.wrap_packet(into_entry.packet_key, p.octets)
        from unnest(taken.recipients, taken.packets) as p (recipient, octets) where p.octets <> all (there) order by random();
    perform public.add_readers(into_entry, taken.readers, certificates, persons);
end $$;
revoke execute on function unite_packets from public;
