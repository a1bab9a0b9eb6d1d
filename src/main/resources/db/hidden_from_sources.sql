-- PostgreSQL tells every role how many rows each table has and had, how large it is, when it was last read, who is connected
-- and how far its log has come, and lets every role keep large objects and advisory locks. Whoever takes the source's role over
-- could count reports by it. Only a superuser can take it away: the command "database" does so at each start; on another
-- PostgreSQL, run this file as its superuser in the database of the tables, also after an upgrade of PostgreSQL.
do $$
declare
    hidden regprocedure;
    harmless text;
begin
    for hidden in
        select p.oid::regprocedure from pg_proc p
        where p.pronamespace = 'pg_catalog'::regnamespace
            and p.proname ~ ('^(pg_stat_.*|pg_(relation|table|indexes|total_relation|database|tablespace)_size'
                || '|pg_relation_file(node|path)|pg_current_(wal_.*lsn|snapshot|xact_id.*)|txid_current.*|pg_export_snapshot'
                || '|pg_control_.*|pg_lock_status|pg_(safe_snapshot_)?blocking_pids|pg_postmaster_start_time|pg_conf_load_time'
                || '|pg_(xact_commit_timestamp.*|last_committed_xact)|pg_(try_)?advisory_.*|pg_notify|lo_.*|loread|lowrite)$')
            and has_function_privilege('sallyport_source', p.oid, 'execute')
    loop
        execute format('revoke execute on function %s from public', hidden);
        execute format('grant execute on function %s to sallyport_owner, sallyport_staff', hidden);
    end loop;

    if has_table_privilege('sallyport_source', 'pg_class', 'select') then
        select string_agg(quote_ident(attname), ', ') into harmless from pg_attribute
        where attrelid = 'pg_class'::regclass and attnum > 0
            and attname not in ('relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid');
        revoke select on pg_class from public;
        execute format('grant select (%s) on pg_class to public', harmless);
        grant select on pg_class to sallyport_owner, sallyport_staff;
    end if;
end $$;
