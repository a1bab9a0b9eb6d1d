-- Working a list: by desk, by state, and by what one has not read yet.

-- Which reviewer has opened which message, and not when. The source's role has no part in it.
create table seen (
    message uuid not null references sealed_message on delete cascade,
    -- The reviewer's certificate, as in entry_access.
    recipient text not null,
    primary key (message, recipient)
);
grant select, insert on seen to sallyport_staff;

alter table entry_access
    -- The entry's, repeated here because the list is walked by it.
    add column state text not null default 'received',
    -- Whether the entry holds a message that this reader has not seen.
    add column unread boolean not null default true;
update entry_access a set state = e.state from entry e where e.id = a.entry;
-- What a desk had opened before anybody kept count is new to nobody.
insert into seen (message, recipient)
    select m.id, a.recipient from sealed_message m join entry_access a on a.entry = m.entry where a.state <> 'received';
update entry_access set unread = false where state <> 'received';
-- Its index goes with it.
alter table entry_access drop column unopened;

-- One walk along it gives a reader's entries of one desk, one state, read or unread, by day.
create index entry_access_list on entry_access (recipient, desk, unread, state, received, entry);

-- Whoever adds an entry says who can open it, and nothing of how it is listed.
revoke insert on entry_access from sallyport_source;
grant insert (entry, recipient, desk, received) on entry_access to sallyport_source;
grant update (state, unread) on entry_access to sallyport_staff;

create function has_unread(wanted uuid, reader text) returns boolean language sql stable as $$
    select exists (select from sealed_message m where m.entry = wanted
        and not exists (select from seen s where s.message = m.id and s.recipient = reader))
$$;

-- What a source adds makes the entry unopened again, and every message makes it unread for its readers. (Who wrote a reply
-- has seen it: report.Replies says so in the same transaction.)
drop trigger addition_is_shown on sealed_message;
drop function show_addition;
create function show_message() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    if new.kind = 'report' then
        update public.entry set state = 'received' where id = new.entry and state <> 'received';
        update public.entry_access set state = 'received', unread = true
            where entry = new.entry and (state <> 'received' or not unread);
    else
        update public.entry_access set unread = true where entry = new.entry and not unread;
    end if;
    return null;
end $$;
create trigger message_is_shown after insert on sealed_message
    for each row execute function show_message();

-- A reply that its source deleted cannot be read any more.
create function forget_message() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    update public.entry_access set unread = public.has_unread(entry, recipient) where entry = old.entry and unread;
    return null;
end $$;
create trigger message_is_gone after delete on sealed_message
    for each row execute function forget_message();
