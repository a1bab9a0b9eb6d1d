-- Nothing here is finer than a day, and no id tells an order: every uuid is random and made by the process that writes.

create table desk (
    slug text primary key check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
    name text not null,
    description text not null
);

-- Whether a certificate may receive anything is never stored: it is computed from its octets and the trustees' (keyring).
create table certificate (
    fingerprint text primary key,
    octets bytea not null,
    holder text
);

-- One row that changes with every change of the two tables above, so that a process sees cheaply that it must look again.
create table keyring_version (
    only_row boolean primary key default true check (only_row),
    version uuid not null default gen_random_uuid()
);
insert into keyring_version default values;

create function renew_keyring_version() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    update public.keyring_version set version = gen_random_uuid();
    return null;
end $$;
create trigger desk_changed after insert or update or delete or truncate on desk
    for each statement execute function renew_keyring_version();
create trigger certificate_changed after insert or update or delete or truncate on certificate
    for each statement execute function renew_keyring_version();

-- A sealed body: the octets of one SEIPD packet in rows of 256 KiB. A body without a message is an upload that never
-- finished: nobody is shown it, and the sweeper removes it.
create table body (
    id uuid primary key
);
create table body_chunk (
    body uuid not null references body on delete cascade,
    number integer not null check (number >= 0),
    octets bytea not null,
    primary key (body, number)
);
-- Ciphertext does not compress.
alter table body_chunk alter column octets set storage external;

-- No foreign key to desk: a desk is retired, never deleted, and every arriving report would lock its one row.
create table entry (
    id uuid primary key,
    desk text not null,
    received date not null,
    state text not null
);

create table sealed_message (
    id uuid primary key,
    entry uuid not null references entry,
    body uuid not null unique references body,
    desk text not null,
    received date not null,
    seipd_version smallint not null check (seipd_version in (1, 2)),
    length bigint not null check (length > 0),
    digest bytea not null,
    -- The same sealed body sent again is stored once.
    unique (desk, digest)
);
create index on sealed_message (entry);

-- A message is accepted only with every chunk of its body. The chunks of a long body are committed without waiting for
-- the disk, so a crash may take some of them; the role that writes them may not look, so the database does.
create function require_whole_body() returns trigger language plpgsql
    security definer set search_path = pg_catalog, public as $$
begin
    if (select coalesce(sum(octet_length(octets)), 0) from public.body_chunk where body = new.body) <> new.length then
        raise exception 'a chunk of the body is missing' using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;
create trigger body_is_whole after insert on sealed_message
    for each row execute function require_whole_body();

create table session_key_packet (
    message uuid not null references sealed_message,
    -- The certificate the packet is for; null where the sender hid it (key id 0).
    recipient text,
    octets bytea not null
);
create index on session_key_packet (message);

-- Who can open an entry, in the order of their list: made and deleted together with the packets. It repeats what the
-- list is sorted by, so that a page costs the same however many entries there are.
create table entry_access (
    entry uuid not null references entry,
    recipient text not null,
    desk text not null,
    unopened boolean not null,
    received date not null,
    primary key (entry, recipient)
);
create index entry_access_list on entry_access (recipient, desk, unopened, received, entry);

-- The source face can add and can read what every source is shown. It can list, count, change and delete nothing.
grant select on desk, certificate, keyring_version to sallyport_source;
grant insert on body, body_chunk, entry, sealed_message, session_key_packet, entry_access to sallyport_source;

grant select, insert, update on desk, certificate to sallyport_staff;
grant select on keyring_version, body, body_chunk, entry, sealed_message, session_key_packet, entry_access
    to sallyport_staff;
grant update (state) on entry to sallyport_staff;
grant update (unopened) on entry_access to sallyport_staff;
grant delete on body to sallyport_staff;
