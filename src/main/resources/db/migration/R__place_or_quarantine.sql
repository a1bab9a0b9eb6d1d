-- Places one arrival that was taken out of its slot; whether it could. One that cannot be placed goes into quarantine and keeps nobody
-- else waiting. What may pass by itself (a full disk, a lock, a server that stops: classes 40, 53, 55, 57 and 58) is no fault of the
-- arrival: it ends the transaction, and the next batch tries again.
create or replace function place_or_quarantine(one arrival, on_day date, certificates text[], persons text[]) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform public.place_arrival(one, on_day, certificates, persons);
    return true;
exception when others then
    if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then
        raise;
    end if;
    insert into public.quarantine (id, reason, kind, desk, address, token_hash, reply_certificate, messages)
        values (one.id, sqlstate || ' ' || sqlerrm, one.kind, one.desk, one.address, one.token_hash, one.reply_certificate,
            array[one.report, one.identity, one.files]);
    return false;
end $$;
revoke execute on function place_or_quarantine from public;
