-- Takes one message of an arrival out of the arrival tables, or from among the unfinished, and its body into the vault. What is
-- not as the gate hands it on is refused: the caller puts the arrival into quarantine.
create or replace function take_message(wanted uuid, of_part text) returns taken_message language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    message record;
    chunks record;
    known uuid;
    taken public.taken_message;
begin
    with gone as (
        delete from public.arriving_message m where m.id = wanted
            returning m.length, m.readers, m.recipients, m.packets, m.octets),
    gone_before as (
        delete from public.unfinished_message m where m.id = wanted
            returning m.length, m.readers, m.recipients, m.packets, m.octets)
    select *, count(*) over () as copies into message from (table gone union all table gone_before) m;
    if not found or message.copies <> 1 then
        raise exception 'not one message';
    end if;
    if cardinality(message.packets) not between 1 and 64
            or cardinality(message.recipients) <> cardinality(message.packets)
            or cardinality(message.readers) not between 1 and 64
            or octet_length(message.octets) > 262144
            or exists (select from unnest(message.readers) r where r is null or r !~ '^[0-9A-F]{40}$')
            or exists (select from unnest(message.recipients) r where r !~ '^[0-9A-F]{40}$')
            or exists (select from unnest(message.packets) p where p is null or octet_length(p) not between 10 and 8192) then
        raise exception 'packets that no gate hands on';
    end if;

    if message.octets is null then
        -- Those that came while the batch was being moved.
        insert into public.body_chunk (body, number, digest, octets)
            select g.message, g.number, sha256(g.octets), g.octets from public.take_chunks(wanted) g order by random();
        select count(*) as count, count(distinct c.number) as numbers, min(c.number) as first, max(c.number) as last,
                sum(octet_length(c.octets)) as length, sha256(string_agg(c.digest, ''::bytea order by c.number)) as digest,
                string_agg(substring(c.octets from 1 for 1), ''::bytea) filter (where c.number = 0) as version
            into chunks from public.body_chunk c where c.body = wanted;
    else
        -- Of the same types as above: PostgreSQL keeps one plan of what follows.
        select 1::bigint as count, 1::bigint as numbers, 0 as first, 0 as last, octet_length(message.octets)::bigint as length,
                sha256(sha256(message.octets)) as digest, substring(message.octets from 1 for 1) as version into chunks;
    end if;
    if chunks.count = 0 or chunks.numbers <> chunks.count or chunks.first <> 0 or chunks.last <> chunks.count - 1
            or chunks.length <> message.length or chunks.version not in ('\x01', '\x02')
            or exists (select from public.body b where b.id = wanted) then
        raise exception 'a body that no gate hands on';
    end if;

    select b.id into known from public.body b where b.digest = chunks.digest;
    if known is not null then
        delete from public.body_chunk c where message.octets is null and c.body = wanted;
    else
        known := case when message.octets is null then wanted else gen_random_uuid() end;
        insert into public.body_chunk (body, number, digest, octets)
            select known, 0, sha256(message.octets), message.octets where message.octets is not null;
        insert into public.body (id, digest, length, seipd_version)
            values (known, chunks.digest, message.length, get_byte(chunks.version, 0));
    end if;
    taken := row(of_part, known, get_byte(chunks.version, 0), message.length, message.readers, message.recipients,
        message.packets);
    return taken;
end $$;
revoke execute on function take_message from public;
