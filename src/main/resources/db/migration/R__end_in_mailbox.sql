-- Writes down what a source ends in its mailbox, for the next batch: it names the replies that were shown (null: all that there are) and
-- what has arrived, so that whatever comes later is not ended by it. False if there is no such mailbox.
create or replace function end_in_mailbox(wanted uuid, token bytea, what text, shown uuid[]) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    hash bytea := sha256(token);
begin
    if not exists (select from public.open_mailbox(wanted, token, 0, 0)) then
        return false;
    end if;
    insert into public.arriving_act (slot, act, address, arrivals, replies)
        select s.current, what, wanted,
            case when what = 'close' then
                array(select a.id from public.arrival a where a.address = wanted and a.token_hash = hash)
                else '{}' end,
            array(select m.id from public.entry e join public.sealed_message m on m.entry = e.id
                where e.mailbox = wanted and m.kind = 'reply' and (shown is null or m.id = any (shown)))
        from public.arrival_slot s where not s.prompt;
    return true;
end $$;
revoke execute on function end_in_mailbox from public;
