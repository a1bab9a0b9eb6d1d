-- A source that comes back. An entry's id is derived from the codename it was sent with, so the codename leads to it without
-- a row that would join the two; what opens its mailbox is a token that is stored as a hash only.

create table mailbox (
    -- The entry's. No foreign key: it is written first, in the same transaction.
    entry uuid primary key,
    token_hash bytea not null,
    -- What the server claims to be the codename's certificate. The copy inside the sealed report is the one to trust.
    reply_certificate bytea not null
);

-- Its source closed the mailbox: nothing is added to it any more.
alter table entry add column closed boolean not null default false;

-- What staff answer is a sealed message of the same entry.
alter table sealed_message
    add column kind text not null default 'report' check (kind in ('report', 'reply')),
    -- The role alias of who wrote a reply; null for what a source sent.
    add column author text check ((author is null) = (kind = 'report'));

-- The packet is for the codename: deleting it is how a source deletes a reply.
alter table session_key_packet add column for_source boolean not null default false;

-- (These two run for every message, with plans that a long connection made when the tables were small: each finds its rows by
-- an index, whatever the tables were like then.)
-- The source's role may not look, so the database decides for it what becomes of a message:
-- the same body again, under its own codename or under none, is not stored again (the row is left out);
-- the same body under another codename is a replay, by somebody who wants to read the answer (SP001);
-- a codename whose mailbox is closed, or whose report went to another desk, takes nothing more (SP002).
create function admit_message() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    known uuid;
begin
    if new.kind <> 'report' then
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
    return new;
end $$;
create trigger message_is_admitted before insert on sealed_message
    for each row execute function admit_message();

-- What a source adds makes the entry unopened again.
create function show_addition() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    update public.entry set state = 'received' where id = new.entry and state <> 'received';
    if found then
        update public.entry_access set unopened = true where entry = new.entry;
    end if;
    return null;
end $$;
create trigger addition_is_shown after insert on sealed_message
    for each row when (new.kind = 'report') execute function show_addition();

-- The one way in which the source's role reads anything that sources or staff sent: with the token of a mailbox, and then
-- only what was sealed to its codename. An unknown id, a wrong token and a closed mailbox give the same: no row.
create function open_mailbox(wanted uuid, token bytea, skipped integer, most integer)
    returns table (desk text, reply_certificate bytea, reply uuid, written date, octets bytea, packets bytea[])
    language sql stable security definer set search_path = pg_catalog, public as $$
    select e.desk, b.reply_certificate, r.id, r.received, r.octets, r.packets
    from public.mailbox b join public.entry e on e.id = b.entry
    left join lateral (
        select m.id, m.received, c.octets, array_agg(p.octets order by p.octets) as packets
        from public.sealed_message m
        join public.body_chunk c on c.body = m.body and c.number = 0
        join public.session_key_packet p on p.message = m.id and p.for_source
        where m.entry = b.entry and m.kind = 'reply'
        group by m.id, m.received, c.octets
        order by m.received desc, m.id limit most offset skipped) r on true
    where b.entry = wanted and b.token_hash = sha256(token)
    order by r.received desc, r.id
$$;

-- A reply that nobody else can open goes altogether; the others stay for the desk, out of the codename's reach.
create function delete_replies(wanted uuid, token bytea) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    if not exists (select from public.mailbox where entry = wanted and token_hash = sha256(token)) then
        return false;
    end if;
    delete from public.session_key_packet p using public.sealed_message m
        where p.message = m.id and m.entry = wanted and m.kind = 'reply' and p.for_source;
    delete from public.sealed_message m where m.entry = wanted and m.kind = 'reply'
        and not exists (select from public.session_key_packet p where p.message = m.id);
    return true;
end $$;

-- The report stays with its reviewers; nothing leads back to it from the codename any more.
create function close_mailbox(wanted uuid, token bytea) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    if not public.delete_replies(wanted, token) then
        return false;
    end if;
    update public.entry set closed = true where id = wanted;
    delete from public.mailbox where entry = wanted;
    return true;
end $$;

revoke execute on function open_mailbox, delete_replies, close_mailbox from public;
grant execute on function open_mailbox, delete_replies, close_mailbox to sallyport_source;
grant insert on mailbox to sallyport_source;

grant select (entry, reply_certificate) on mailbox to sallyport_staff;
grant insert on body, body_chunk, sealed_message, session_key_packet to sallyport_staff;
