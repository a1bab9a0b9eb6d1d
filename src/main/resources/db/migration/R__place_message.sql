-- Adds a message with its packets to an entry, and whoever can open it to the entry's readers: but for those from whom it was
-- withdrawn, by whatever certificate of theirs.
create or replace function place_message(
        into_entry entry, taken taken_message, of_kind text, on_day date, certificates text[], persons text[])
    returns void language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    new_message uuid := gen_random_uuid();
begin
    insert into public.sealed_message (id, entry, kind, part, received, seipd_version, length, body)
        values (new_message, into_entry.id, of_kind, taken.part, on_day, taken.seipd_version, taken.length, taken.body);
    insert into public.session_key_packet (message, recipient, key_id, wrapped)
        select new_message, p.recipient, public.packet_key_id(p.octets), public.wrap_packet(into_entry.packet_key, p.octets)
        from unnest(taken.recipients, taken.packets) as p (recipient, octets) order by random();
    perform public.add_readers(into_entry, taken.readers, certificates, persons);
end $$;
revoke execute on function place_message from public;
