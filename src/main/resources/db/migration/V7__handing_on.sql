-- Who can open an entry changes after it was stored: it is handed on, and access is taken away.

-- A reader is added with packets that a colleague's program made. The desk is the one at which they are vetted.
grant insert (entry, recipient, desk, received, state) on entry_access to sallyport_staff;
grant update (desk), delete on entry_access to sallyport_staff;

-- What a desk lead took away stays so, whatever the source adds to the entry. The packets stay: they are frozen.
create table access_withdrawn (
    entry uuid not null references entry,
    recipient text not null,
    desk text not null,
    primary key (entry, recipient)
);
grant select, insert, delete on access_withdrawn to sallyport_staff;

create function keep_withdrawn() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    if exists (select from public.access_withdrawn w where w.entry = new.entry and w.recipient = new.recipient) then
        return null;
    end if;
    return new;
end $$;
create trigger withdrawn_stays_withdrawn before insert on entry_access
    for each row execute function keep_withdrawn();
