-- Whose certificates are one person's, and which of them are in use no more.

alter table certificate
    -- Never deleted: a role alias is not given twice, and what was withdrawn from a person stays so.
    add column retired boolean not null default false,
    -- A random number for each sign-in: the same on all of its certificates, null on a certificate of nobody's. The source's
    -- role may not read holders, and counts the same people by it.
    add column person uuid;

-- Only here is it said, whoever writes the row and whatever they write.
create function keep_person() returns trigger language plpgsql
    set search_path = pg_catalog, public as $$
begin
    if tg_op = 'UPDATE' and old.retired and not new.retired then
        raise exception 'a certificate is retired for good';
    end if;
    new.person := null;
    if new.holder is not null then
        select c.person into new.person from public.certificate c
            where c.holder = new.holder and c.person is not null limit 1;
        new.person := coalesce(new.person, gen_random_uuid());
    end if;
    return new;
end $$;
create trigger person_is_kept before insert or update on certificate
    for each row execute function keep_person();

-- For those that are there already.
update certificate set holder = holder;

grant select (retired, person) on certificate to sallyport_source;
