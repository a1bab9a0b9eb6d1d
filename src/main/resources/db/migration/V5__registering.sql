-- Certificates brought in, desks kept, and the record of who did it.

-- Retired, never deleted: what was sent to a desk stays with its reviewers.
alter table desk add column retired boolean not null default false;

create table desk_text (
    desk text not null references desk,
    language text not null check (language in ('en', 'fr', 'es', 'ar', 'ru', 'zh')),
    name text not null,
    description text not null,
    primary key (desk, language)
);
create trigger desk_text_changed after insert or update or delete or truncate on desk_text
    for each statement execute function renew_keyring_version();
grant select on desk_text to sallyport_source;
grant select, insert, update, delete on desk_text to sallyport_staff;

-- What staff did, in order. It says nothing about sources. The staff's role can add to it and read it, nothing else; the
-- source's role can do nothing with it.
create table staff_act (
    number integer primary key check (number > 0),
    day date not null,
    -- The role alias of who did it.
    actor text not null,
    act text not null,
    -- A certificate's fingerprint or a desk's slug.
    subject text not null,
    -- Of this act and all before it, hexadecimal.
    hash text not null unique
);
grant select, insert on staff_act to sallyport_staff;

-- Not even the tables' owner changes it by mistake.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the record only grows';
end $$;
create trigger record_only_grows before update or delete or truncate on staff_act
    for each statement execute function refuse_change();
