create or replace function take_chunks(wanted uuid) returns table (message uuid, number integer, octets bytea) language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    return query delete from public.arriving_chunk c where c.message = wanted returning c.message, c.number, c.octets;
end $$;
revoke execute on function take_chunks from public;
