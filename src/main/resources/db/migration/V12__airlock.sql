-- The airlock. What sources send lies in arrival tables, into which their database role can only put rows; staff see what a
-- batch has moved into the vault. Every night the vault's rows are inserted anew in random order.

-- For wrapping session-key packets under their entry's key.
create extension if not exists pgcrypto;

-- What waited to be shown is shown now: the upgrade is its batch.
update sealed_message set shown = true where not shown;

create schema before;
drop view shown_message;
alter table body set schema before;
alter table body_chunk set schema before;
alter table entry set schema before;
alter table sealed_message set schema before;
alter table session_key_packet set schema before;
alter table mailbox set schema before;
alter table entry_access set schema before;
alter table access_withdrawn set schema before;
alter table seen set schema before;

-- The arrival side ---------------------------------------------------------------------------------------------------------

-- Into which slot rows go now: those of desks whose reports are moved every few seconds (prompt), and those of all others.
-- Three slots a class: one that fills, one that is moved, one that is still to be emptied of its files.
create table arrival_slot (
    prompt boolean primary key,
    current smallint not null
);
insert into arrival_slot values (false, 0), (true, 3);

-- The row that makes an arrival whole: it is acknowledged when this is committed. No day, no order.
create table arrival (
    slot smallint not null,
    id uuid not null,
    -- From which page it came.
    kind text not null check (kind in ('report', 'addition')),
    desk text not null,
    -- All derived from the codename, or all null: of the mailbox, of its token, and what replies are sealed to.
    address uuid,
    token_hash bytea,
    reply_certificate bytea,
    -- The sealed messages.
    report uuid not null,
    identity uuid,
    files uuid,
    primary key (id, slot)
) partition by list (slot);
create index on arrival (address) where address is not null;

create table arriving_message (
    slot smallint not null,
    id uuid not null,
    -- Of the sealed body, octets, as it was declared.
    length bigint not null,
    -- Who can open it, by certificate ...
    readers text[] not null,
    -- ... and for whom each packet is; null where the sender hid it.
    recipients text[] not null,
    packets bytea[] not null,
    -- A body of one chunk.
    octets bytea,
    primary key (id, slot)
) partition by list (slot);

-- Of a longer body.
create table arriving_chunk (
    slot smallint not null,
    message uuid not null,
    number integer not null,
    octets bytea not null,
    primary key (message, number, slot)
) partition by list (slot);

-- What a source does to its mailbox. Written by functions only.
create table arriving_act (
    slot smallint not null,
    act text not null check (act in ('delete', 'close')),
    address uuid not null,
    token_hash bytea not null,
    -- What the act ends: arrivals that waited when it was done, and replies that there were.
    arrivals uuid[] not null,
    replies uuid[] not null
) partition by list (slot);
create index on arriving_act (address);

-- Ciphertext does not compress.
alter table arriving_message alter column octets set storage external, alter column packets set storage external;
alter table arriving_chunk alter column octets set storage external;

do $$
declare
    one text;
    slot integer;
begin
    foreach one in array array['arrival', 'arriving_message', 'arriving_chunk', 'arriving_act'] loop
        for slot in 0..5 loop
            execute format('create table %I partition of %I for values in (%s)', one || '_' || slot, one, slot);
        end loop;
    end loop;
end $$;

-- The vault ----------------------------------------------------------------------------------------------------------------

-- Rows of a day lie in layer 0; each night all of a table go in random order into layer 1 or 2, in turn, and the files of the
-- others are emptied. Ids are random and made by the batch, and joined by nothing but themselves.

create table body (
    id uuid not null,
    -- SHA-256 over the SHA-256 of each chunk: the same sealed octets are stored once, whoever sent them.
    digest bytea not null,
    length bigint not null,
    seipd_version smallint not null,
    layer smallint not null default 0
) partition by list (layer);

-- In pieces of 256 KiB. Without a row in body it is an upload that has not finished: nobody is shown it.
create table body_chunk (
    body uuid not null,
    number integer not null,
    digest bytea not null,
    octets bytea not null,
    layer smallint not null default 0
) partition by list (layer);
alter table body_chunk alter column octets set storage external;

create table entry (
    id uuid not null,
    desk text not null,
    received date not null,
    state text not null,
    -- The address of the mailbox that leads to it; null without a codename, and when its source closed it.
    mailbox uuid,
    -- Under which its session-key packets are wrapped: destroyed with it, they open nothing in any backup.
    packet_key bytea not null,
    layer smallint not null default 0
) partition by list (layer);

create table sealed_message (
    id uuid not null,
    entry uuid not null,
    kind text not null check (kind in ('report', 'addition', 'reply')),
    part text not null default 'report' check (part in ('report', 'identity', 'files')),
    received date not null,
    seipd_version smallint not null,
    length bigint not null,
    -- Of what a source sent ...
    body uuid,
    -- ... and of a reply, which is short and may be deleted.
    octets bytea,
    -- The role alias of who wrote a reply.
    author text,
    layer smallint not null default 0,
    check ((kind = 'reply') = (author is not null and octets is not null and body is null))
) partition by list (layer);
alter table sealed_message alter column octets set storage external;

create table session_key_packet (
    message uuid not null,
    -- The certificate it is for; null where the sender hid it, and in a packet for the source.
    recipient text,
    -- Deleting it is how a source deletes a reply.
    for_source boolean not null default false,
    -- The subkey it names: RFC 9580, 5.1.1 and 5.1.2.
    key_id bytea not null,
    -- The initialisation vector and the packet under the entry's key, AES-256 in CBC mode (vault.PacketWrapping).
    wrapped bytea not null,
    layer smallint not null default 0
) partition by list (layer);

create table mailbox (
    address uuid not null,
    token_hash bytea not null,
    -- What the server claims to be the codename's certificate. The copy inside the sealed report is the one to trust.
    reply_certificate bytea not null,
    layer smallint not null default 0
) partition by list (layer);

-- Who can open an entry, in the order of their list.
create table entry_access (
    entry uuid not null,
    recipient text not null,
    desk text not null,
    received date not null,
    state text not null default 'received',
    unread boolean not null default true,
    -- Of the entry's report ...
    body uuid,
    -- ... and whether another entry in this reader's list stands for it, which has the same.
    behind_twin boolean not null default false,
    layer smallint not null default 0
) partition by list (layer);

-- From whom an entry was withdrawn, by certificate; it counts for all certificates of the same person.
create table access_withdrawn (
    entry uuid not null,
    recipient text not null,
    desk text not null,
    layer smallint not null default 0
) partition by list (layer);

create table seen (
    message uuid not null,
    recipient text not null,
    layer smallint not null default 0
) partition by list (layer);

do $$
declare
    one text;
    layer integer;
begin
    foreach one in array array['body', 'entry', 'sealed_message', 'session_key_packet', 'mailbox', 'entry_access',
            'access_withdrawn', 'seen', 'body_chunk'] loop
        for layer in 0..2 loop
            execute format('create table %I partition of %I for values in (%s)', one || '_' || layer, one, layer);
        end loop;
    end loop;
end $$;
create index on body (id);
create index on body (digest);
create index on body_chunk (body, number);
create index on entry (id);
create index on entry (mailbox) where mailbox is not null;
create index on sealed_message (id);
create index on sealed_message (entry);
create index on sealed_message (body) where body is not null;
create index on session_key_packet (message);
create index on session_key_packet (recipient, key_id) where not for_source;
create index on mailbox (address);
create index on entry_access (entry);
create index on entry_access (body, recipient) where body is not null;
create index entry_access_list on entry_access (recipient, desk, behind_twin, unread, state, received, entry);
create index on access_withdrawn (entry);
create index on seen (message);

-- A message that is being placed, with its body already in the vault.
create type taken_message as (
    part text, body uuid, seipd_version smallint, length bigint, readers text[], recipients text[], packets bytea[]
);

-- Uploads that have not finished: what a batch moved of them out of the source's sight.
create table unfinished_message (
    id uuid primary key,
    length bigint not null,
    readers text[] not null,
    recipients text[] not null,
    packets bytea[] not null,
    octets bytea
);
alter table unfinished_message alter column octets set storage external, alter column packets set storage external;
-- How many chunks each had at the last look, and at how many looks it had not grown: at last it is given up (-1 chunks), and deleted
-- with the look after that.
create table unfinished_upload (
    body uuid primary key,
    chunks bigint not null,
    looks integer not null
);

-- What a batch could not place. Nothing of it is thrown away: an operator is told.
create table quarantine (
    id uuid not null,
    reason text not null,
    kind text,
    desk text,
    address uuid,
    token_hash bytea,
    reply_certificate bytea,
    -- Report, identity and files; null for those it has not.
    messages uuid[] not null
);

-- Into which layer the nightly pass inserts, whether it is under way, whether anything was deleted since the last one, and on which day
-- that one was.
create table night (
    only_row boolean primary key default true check (only_row),
    target smallint not null default 1,
    under_way boolean not null default false,
    deleted boolean not null default false,
    last date
);
insert into night default values;

-- PostgreSQL's own statistics of a column are a sample of its values, taken by itself at any time and kept in files that no night
-- rewrites: what lies in both came before it. So there are none of what arrives, none of the ids of the day, and none ever of what
-- leads to a codename or is destroyed. (Ids of what has settled have them: the planner needs to know that they are unique.)
do $$
declare
    one record;
begin
    for one in
        select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
            and (c.relname ~ '^(arrival|arriving_.*|unfinished_.*|quarantine)(_[0-9])?$' and c.relname <> 'arrival_slot'
                or c.relname ~ ('^(body|body_chunk|entry|sealed_message|session_key_packet|mailbox|entry_access'
                        '|access_withdrawn|seen)(_[0-9])?$')
                    and a.atttypid in ('uuid'::regtype, 'bytea'::regtype)
                    and (c.relname !~ '_[12]$' or c.relname ~ '^mailbox'
                        or a.attname in ('mailbox', 'packet_key', 'key_id', 'wrapped', 'octets')))
    loop
        execute format('alter table only %I alter column %I set statistics 0', one.relname, one.attname);
    end loop;
end $$;

-- What was there before -------------------------------------------------------------------------------------------------------

-- Inserted anew in random order, so that neither row order nor transaction number tells when it came.

create temporary table old_body on commit drop as
    select b.id, digested.digest, m.length, m.seipd_version,
        first_value(b.id) over (partition by digested.digest order by b.id) as kept
    from before.sealed_message m join before.body b on b.id = m.body
    cross join lateral (select sha256(string_agg(sha256(c.octets), ''::bytea order by c.number)) as digest
        from before.body_chunk c where c.body = b.id) digested
    where m.kind = 'report';

-- An entry's id was derived from its codename: it gets one of its own.
create temporary table old_entry on commit drop as
    select id, gen_random_uuid() as new_id, gen_random_bytes(32) as packet_key from before.entry;

insert into body (id, digest, length, seipd_version, layer)
    select id, digest, length, seipd_version, 1 from old_body where id = kept order by random();
insert into body_chunk (body, number, digest, octets, layer)
    select c.body, c.number, sha256(c.octets), c.octets, 1
    from before.body_chunk c join old_body b on b.id = c.body and b.id = b.kept order by random();
insert into entry (id, desk, received, state, mailbox, packet_key, layer)
    select o.new_id, e.desk, e.received, e.state, b.entry, o.packet_key, 1
    from before.entry e join old_entry o on o.id = e.id left join before.mailbox b on b.entry = e.id
    order by random();
-- Which one was the report was never written down: this once, the transaction numbers say it.
insert into sealed_message (id, entry, kind, received, seipd_version, length, body, octets, author, layer)
    select m.id, o.new_id,
        case when m.kind = 'reply' then 'reply'
            when row_number() over (partition by m.entry, m.kind order by m.received, age(b.xmin) desc) = 1 then 'report'
            else 'addition' end,
        m.received, m.seipd_version, m.length, k.kept,
        case when m.kind = 'reply' then
            (select c.octets from before.body_chunk c where c.body = m.body and c.number = 0) end,
        m.author, 1
    from before.sealed_message m join before.body b on b.id = m.body join old_entry o on o.id = m.entry
        left join old_body k on k.id = m.body
    order by random();
insert into session_key_packet (message, recipient, for_source, key_id, wrapped, layer)
    select p.message, p.recipient, p.for_source, p.key_id, iv.octets || encrypt_iv(p.octets, o.packet_key, iv.octets, 'aes'), 1
    from before.session_key_packet p join before.sealed_message m on m.id = p.message join old_entry o on o.id = m.entry
        cross join lateral (select gen_random_bytes(16) as octets where p.message is not null) iv
    order by random();
insert into mailbox (address, token_hash, reply_certificate, layer)
    select entry, token_hash, reply_certificate, 1 from before.mailbox order by random();
insert into entry_access (entry, recipient, desk, received, state, unread, body, layer)
    select o.new_id, a.recipient, a.desk, a.received, a.state, a.unread,
        (select m.body from sealed_message m where m.entry = o.new_id and m.kind = 'report'), 1
    from before.entry_access a join old_entry o on o.id = a.entry order by random();
insert into access_withdrawn (entry, recipient, desk, layer)
    select o.new_id, w.recipient, w.desk, 1 from before.access_withdrawn w join old_entry o on o.id = w.entry
    order by random();
insert into seen (message, recipient, layer) select message, recipient, 1 from before.seen order by random();

drop schema before cascade;
drop table showing;
drop function require_whole_body, admit_message, show_message, show_batch, forget_message, keep_withdrawn,
    has_unread, open_mailbox, delete_replies, close_mailbox, storage_percent, storage_state, count_storage;

-- Nobody counts any more what can be used again: the files of what arrived are emptied, not kept.
alter table storage drop column reusable, drop column size;

-- Rights --------------------------------------------------------------------------------------------------------------------

-- The source's role adds to the arrival tables, and reads nothing of them. What it may read it may read by column: a
-- table's system columns (whose transaction wrote a row) are none of them.
grant insert on arrival, arriving_message, arriving_chunk to sallyport_source;
grant select (prompt, current) on arrival_slot to sallyport_source;
revoke select on desk, desk_text, keyring_version, key_log from sallyport_source;
grant select (slug, name, description, retired, shown_at_once) on desk to sallyport_source;
grant select (desk, language, name, description) on desk_text to sallyport_source;
grant select (version) on keyring_version to sallyport_source;
grant select (number, leaf, checkpoint) on key_log to sallyport_source;

-- The staff's role sees the vault, and nothing that has not finished.
create view stored_chunk as
    select c.body, c.number, c.octets from body_chunk c where exists (select from body b where b.id = c.body);
grant select on stored_chunk, body, entry, sealed_message, session_key_packet, entry_access, access_withdrawn, seen
    to sallyport_staff;
grant select (address, reply_certificate) on mailbox to sallyport_staff;
grant update (state) on entry to sallyport_staff;
grant insert on sealed_message to sallyport_staff;
grant insert, delete on session_key_packet, entry_access, access_withdrawn, seen to sallyport_staff;
grant update (desk, state, unread, behind_twin, body) on entry_access to sallyport_staff;
