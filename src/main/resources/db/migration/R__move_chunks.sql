-- Moves chunks from the slots that are not current, in random order: at most so many octets. Those of uploads that have not
-- finished too, so that no upload holds a slot; none under the id of a body that is stored already. How many were moved.
create or replace function move_chunks(of_prompt boolean, most bigint) returns integer language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    moved integer;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a batch is moved at READ COMMITTED';
    end if;
    with waiting as (
        select c.slot, c.message, c.number, octet_length(c.octets) as length, random() as place
        from public.arriving_chunk c join public.arrival_slot s on s.prompt = of_prompt
        where c.slot = any (public.batch_slots(of_prompt)) and c.slot <> s.current),
    chosen as (
        select w.*, sum(w.length) over (order by w.place) - w.length as before, row_number() over (order by w.place) as number_so_far
        from waiting w),
    gone as (
        delete from public.arriving_chunk c using chosen h
        where c.slot = h.slot and c.message = h.message and c.number = h.number
            and h.before < most and h.number_so_far <= 20000
        returning c.message, c.number, c.octets),
    kept as (
        insert into public.body_chunk (body, number, digest, octets)
            select g.message, g.number, sha256(g.octets), g.octets from gone g
            where not exists (select from public.body b where b.id = g.message) order by random())
    select count(*) into moved from gone;
    return moved;
end $$;
revoke execute on function move_chunks from public;
grant execute on function move_chunks to sallyport_staff;
