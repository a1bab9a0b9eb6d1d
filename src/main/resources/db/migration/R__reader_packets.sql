-- The packets that a reader has, or may try, to one sealed body in one entry.
create or replace function reader_packets(of_entry uuid, to_body uuid, reader text) returns table (octets bytea) language plpgsql stable
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    return query
        select public.unwrap_packet(e.packet_key, p.wrapped)
        from public.entry e join public.sealed_message m on m.entry = e.id and m.body = to_body
            join public.session_key_packet p on p.message = m.id and not p.for_source
                and (p.recipient = reader or p.recipient is null)
        where e.id = of_entry;
end $$;
revoke execute on function reader_packets from public;
