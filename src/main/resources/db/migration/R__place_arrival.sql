-- Places one arrival in the vault: as an entry of its own, or under its codename as a further message of the entry that the
-- codename leads to at that desk. Raises what keeps it from being placed; then nothing of it is done.
create or replace function place_arrival(a arrival, on_day date, certificates text[], persons text[]) returns void language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    act public.arriving_act;
    box public.mailbox;
    e public.entry;
    taken public.taken_message[] := '{}';
    one public.taken_message;
    known uuid[] := '{}';
    part record;
    is_new boolean := false;
begin
    if not exists (select from public.desk d where d.slug = a.desk) then
        raise exception 'no such desk';
    end if;
    if num_nulls(a.address, a.token_hash, a.reply_certificate) not in (0, 3)
            or octet_length(a.token_hash) <> 32 or octet_length(a.reply_certificate) not between 60 and 65536 then
        raise exception 'half a codename';
    end if;

    -- What the source did to its mailbox before this came is done before it; an act that names it waits for it.
    for act in delete from public.arriving_act t
            where t.address = a.address and t.token_hash = a.token_hash and a.id <> all (t.arrivals) returning t.* loop
        perform public.carry_out_act(act, on_day, certificates, persons);
    end loop;
    select b.* into box from public.mailbox b where b.address = a.address;
    if found and (box.token_hash <> a.token_hash or not public.same_reply_key(box.reply_certificate, a.reply_certificate)) then
        -- Whoever sent it has guessed an address, and gets no mailbox.
        a.address := null;
    end if;

    for part in select p.name, p.id from (values ('report', a.report), ('identity', a.identity), ('files', a.files)) p (name, id)
            where p.id is not null loop
        taken := array_append(taken, public.take_message(part.id, part.name));
    end loop;

    -- The first row is taken, without a limit: see add_readers.
    if a.address is not null then
        select f.* into e from public.entry f where f.mailbox = a.address and f.desk = a.desk order by f.id;
    else
        select f.* into e from public.sealed_message m join public.entry f on f.id = m.entry
            where m.body = taken[1].body and f.desk = a.desk and f.mailbox is null
                and public.same_message(f, taken[1], false) is not null order by f.id;
    end if;
    if e.id is not null then
        foreach one in array taken loop
            known := array_append(known, public.same_message(e, one, a.address is not null));
        end loop;
        if array_position(known, null) is null then
            -- All of it was there: packets that it has for others are united, and nobody is told of it.
            for number in 1 .. cardinality(taken) loop
                perform public.unite_packets(e, known[number], taken[number], certificates, persons);
            end loop;
            return;
        end if;
        if a.address is null then
            -- Nobody adds to what came without a codename.
            e := null;
        end if;
    end if;

    if e.id is null then
        -- A closed codename is one that was never used: what is added under it is a new report.
        a.kind := 'report';
        e := row(gen_random_uuid(), a.desk, on_day, 'received', a.address, public.gen_random_bytes(32), 0)::public.entry;
        insert into public.entry select e.*;
        insert into public.mailbox (address, token_hash, reply_certificate)
            select a.address, a.token_hash, a.reply_certificate where a.address is not null and box.address is null;
        is_new := true;
    elsif e.state <> 'received' then
        update public.entry set state = 'again' where id = e.id;
        e.state := 'again';
    end if;
    foreach one in array taken loop
        perform public.place_message(e, one, a.kind, on_day, certificates, persons);
    end loop;
    if is_new then
        perform public.stand_behind_twins(e.id, taken[1].body);
    else
        update public.entry_access x set state = e.state, unread = true, behind_twin = false
            where x.entry = e.id and (x.state <> e.state or not x.unread or x.behind_twin);
    end if;
end $$;
revoke execute on function place_arrival from public;
