-- Writes down what a source ends in its mailbox, for the next batch: it names the replies that were shown (null: all that there are) and
-- what has arrived, so that whatever comes later is not ended by it. False if there is no such mailbox.
create or replace function end_in_mailbox(wanted uuid, token bytea, what text, shown uuid[]) returns boolean language plpgsql
    security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    hash bytea := sha256(token);
    ended_arrivals uuid[];
    ended_replies uuid[];
begin
    if not exists (select from public.open_mailbox(wanted, token, 0, 0)) then
        return false;
    end if;
    select array(select a.id from public.arrival a
            where what = 'close' and a.address = wanted and a.token_hash = hash),
        array(select m.id from public.mailbox b join public.entry e on e.mailbox = b.address
                join public.sealed_message m on m.entry = e.id
            where b.address = wanted and b.token_hash = hash and m.kind = 'reply' and (shown is null or m.id = any (shown)))
        into ended_arrivals, ended_replies;
    if what = 'delete' then
        -- One act, however often a page is sent; and none that ends nothing.
        with before as (delete from public.arriving_act t
            where t.address = wanted and t.token_hash = hash and t.act = 'delete' returning t.replies)
        select array(select unnest(ended_replies) union select unnest(b.replies) from before b) into ended_replies;
        if ended_replies = '{}' then
            return true;
        end if;
    end if;
    insert into public.arriving_act (slot, act, address, token_hash, arrivals, replies)
        select s.current, what, wanted, hash, ended_arrivals, ended_replies from public.arrival_slot s where not s.prompt;
    return true;
end $$;
revoke execute on function end_in_mailbox from public;
