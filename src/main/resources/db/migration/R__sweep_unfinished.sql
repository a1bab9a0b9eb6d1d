-- Gives up uploads that have not grown for so many looks, and notes how far the others are. No row says when it was written. What
-- is given up is only marked at first (-1): from then on its arrival is refused, and what was acknowledged at this very moment is seen
-- by the next look, which deletes the rest. What an arrival names, or is in quarantine, stays. How many were deleted.
create or replace function sweep_unfinished(patience integer) returns integer language plpgsql
    security definer set search_path = pg_catalog, public as $$
declare
    given_up uuid[];
begin
    with named as (
        select unnest(array[a.report, a.identity, a.files]) as id from public.arrival a
        union all select unnest(q.messages) from public.quarantine q),
    now_there as (
        select u.id, (select count(*) from public.body_chunk c where c.body = u.id)
            + (select count(*) from public.arriving_chunk c where c.message = u.id) as chunks
        from (select c.body as id from public.body_chunk c where c.layer <> 1
                and not exists (select from public.body b where b.id = c.body)
            union select m.id from public.unfinished_message m) u
        where not exists (select from named n where n.id = u.id)),
    before as (delete from public.unfinished_upload returning body, chunks, looks),
    noted as (
        insert into public.unfinished_upload (body, chunks, looks)
            select n.id, case when seen.looks >= patience then -1 else n.chunks end, seen.looks
            from now_there n left join before b on b.body = n.id,
                lateral (select case when b.chunks = n.chunks then b.looks + 1 else 0 end as looks) seen
            where b.chunks is distinct from -1 order by random() returning body)
    select coalesce(array_agg(n.id), '{}') into given_up from now_there n join before b on b.body = n.id and b.chunks = -1;
    -- Whoever knows the id of a stored body may have sent a message under it that never arrives.
    delete from public.body_chunk c where c.body = any (given_up)
        and not exists (select from public.body b where b.id = c.body);
    delete from public.unfinished_message m where m.id = any (given_up);
    return cardinality(given_up);
end $$;
revoke execute on function sweep_unfinished from public;
grant execute on function sweep_unfinished to sallyport_staff;
