-- What sources send is stored at once, and shown to staff in batches: somebody who keeps looking does not see when it arrived.

-- A desk for what cannot wait is shown each message as soon as it is stored.
alter table desk add column shown_at_once boolean not null default false;

alter table sealed_message
    -- What is there already was shown.
    add column shown boolean not null default true,
    -- The certificates of those who can open it. They become readers of its entry when it is shown.
    add column arrived_for text[] not null default '{}';
alter table sealed_message alter column shown set default false;
create index waiting_message on sealed_message (id) where not shown;

-- All that staff see of messages: the staff's role cannot ask the table behind it, so no query can forget the condition.
create view shown_message as
    select id, entry, body, desk, received, seipd_version, length, digest, kind, author from sealed_message where shown;
revoke select on sealed_message from sallyport_staff;
grant select on shown_message to sallyport_staff;
-- For the sweeper: whether a body has a message.
grant select (body) on sealed_message to sallyport_staff;

-- Whoever sends a message says who can open it, and neither whether it is shown nor who is a reader.
revoke insert on entry_access, sealed_message from sallyport_source;
grant insert (id, entry, body, desk, received, seipd_version, length, digest, arrived_for) on sealed_message
    to sallyport_source;

create or replace function has_unread(wanted uuid, reader text) returns boolean language sql stable as $$
    select exists (select from shown_message m where m.entry = wanted
        and not exists (select from seen s where s.message = m.id and s.recipient = reader))
$$;

-- As before (V2); and what staff answer, or a source sends to a desk that opted in, is shown at once.
create or replace function admit_message() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    known uuid;
begin
    if new.kind <> 'report' then
        new.shown := true;
        return new;
    end if;
    select m.entry into known from public.sealed_message m where m.desk = new.desk and m.digest = new.digest;
    if found then
        if known = new.entry or not exists (select from public.mailbox b where b.entry = new.entry) then
            return null;
        end if;
        raise exception 'a replay' using errcode = 'SP001';
    end if;
    if exists (select from public.entry e where e.id = new.entry and (e.closed or e.desk <> new.desk)) then
        raise exception 'nothing more is taken here' using errcode = 'SP002';
    end if;
    if exists (select from public.desk d where d.slug = new.desk and d.shown_at_once) then
        new.shown := true;
    end if;
    return new;
end $$;

-- When it is shown, what a source sent makes the entry unopened again, every message makes it unread for its readers, and
-- whoever could not open the entry before becomes a reader of it.
drop trigger message_is_shown on sealed_message;
create or replace function show_message() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    if new.kind = 'report' then
        update public.entry set state = 'received' where id = new.entry and state <> 'received';
        update public.entry_access set state = 'received', unread = true
            where entry = new.entry and (state <> 'received' or not unread);
        insert into public.entry_access (entry, recipient, desk, received)
            select new.entry, reader, new.desk, new.received from unnest(new.arrived_for) as reader
            on conflict do nothing;
    else
        update public.entry_access set unread = true where entry = new.entry and not unread;
    end if;
    return null;
end $$;
create trigger message_is_shown after insert or update of shown on sealed_message
    for each row when (new.shown) execute function show_message();

-- Which batch was shown last, so that each is shown once, however many processes there are: the time at which it was due,
-- in seconds since 1970. It goes on whether or not anything waits, and so says nothing of any source.
create table showing (
    only_row boolean primary key default true check (only_row),
    due bigint not null default 0
);
insert into showing default values;

-- Shows everything that waits for it, in an order that says nothing; false if a batch of that time or a later one was shown.
create function show_batch(now_due bigint) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    waiting uuid[];
    one uuid;
begin
    update public.showing set due = now_due where due < now_due;
    if not found then
        return false;
    end if;
    -- What came just after midnight bears the new day: in midnight's batch that would say when it came.
    waiting := array(select id from public.sealed_message
        where not shown and received <= (to_timestamp(now_due - 1) at time zone 'UTC')::date order by gen_random_uuid());
    -- Of two acts on one entry the second sees what the first did (report.EntryLock). No source waits for it.
    perform id from public.entry where id in (select entry from public.sealed_message where id = any (waiting))
        order by id for no key update;
    foreach one in array waiting loop
        update public.sealed_message set shown = true where id = one;
    end loop;
    return true;
end $$;
revoke execute on function show_batch from public;
grant execute on function show_batch to sallyport_staff;

-- As before (V2), but for the lock: whoever changes an entry and its readers' lists takes the entry first, as a batch does.
create or replace function delete_replies(wanted uuid, token bytea) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    if not exists (select from public.mailbox where entry = wanted and token_hash = sha256(token)) then
        return false;
    end if;
    perform id from public.entry where id = wanted for no key update;
    delete from public.session_key_packet p using public.sealed_message m
        where p.message = m.id and m.entry = wanted and m.kind = 'reply' and p.for_source;
    delete from public.sealed_message m where m.entry = wanted and m.kind = 'reply'
        and not exists (select from public.session_key_packet p where p.message = m.id);
    return true;
end $$;
