-- The same for chunks, which are many octets: at most so many at a time, and those that settled before (layer 1) stay where they are.
-- Those of uploads that have not finished leave the files of the day too, for layer 2. How many were moved.
create or replace function settle_chunks(most bigint) returns integer language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    moved integer;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a batch is moved at READ COMMITTED';
    end if;
    with waiting as (
        select c.body, c.number, c.layer, octet_length(c.octets) as length, random() as place,
            case when b.id is null then 2 else 1 end as into_layer
        from public.body_chunk c left join public.body b on b.id = c.body where c.layer <> 1),
    chosen as (
        select w.*, sum(w.length) over (order by w.place) - w.length as before, row_number() over (order by w.place) as so_far
        from waiting w where w.layer <> w.into_layer),
    gone as (
        delete from public.body_chunk c using chosen h
        where c.layer = h.layer and c.body = h.body and c.number = h.number and h.before < most and h.so_far <= 20000
        returning c.body, c.number, c.digest, c.octets, h.into_layer)
    insert into public.body_chunk (body, number, digest, octets, layer)
        select g.body, g.number, g.digest, g.octets, g.into_layer from gone g order by random();
    get diagnostics moved = row_count;
    return moved;
end $$;
revoke execute on function settle_chunks from public;
grant execute on function settle_chunks to sallyport_staff;
