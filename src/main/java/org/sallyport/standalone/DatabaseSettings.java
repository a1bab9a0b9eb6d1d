package org.sallyport.standalone;

import java.util.Map;

/** How PostgreSQL runs here: nothing acknowledged is lost, nobody enters without a password, and its log says nothing. */
final class DatabaseSettings {
    /** Every role by its password and over loopback only; the superuser alone reaches another database than ours. */
    static final String HOST_BASED_AUTHENTICATION = """
            host sallyport sallyport_owner,sallyport_source,sallyport_staff 127.0.0.1/32 scram-sha-256
            host all postgres 127.0.0.1/32 scram-sha-256
            """;

    static final Map<String, String> SERVER = Map.ofEntries(
            // The library that starts PostgreSQL switches all of these off.
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("max_connections", "100"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            // The write-ahead log carries commit times: as little of it as can be, and none kept for use again.
            Map.entry("wal_recycle", "off"),
            Map.entry("min_wal_size", "32MB"),
            Map.entry("track_commit_timestamp", "off"),
            // Neither requests nor times: "FATAL" leaves out errors of statements (they quote rows) and the server's
            // own story ("last known up at ...").
            Map.entry("log_destination", "stderr"),
            Map.entry("logging_collector", "off"),
            Map.entry("log_min_messages", "fatal"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_line_prefix", ""),
            Map.entry("log_statement", "none"),
            Map.entry("log_duration", "off"),
            Map.entry("log_min_duration_statement", "-1"),
            Map.entry("log_min_duration_sample", "-1"),
            Map.entry("log_parameter_max_length", "0"),
            Map.entry("log_parameter_max_length_on_error", "0"),
            Map.entry("log_connections", ""),
            Map.entry("log_disconnections", "off"),
            Map.entry("log_checkpoints", "off"),
            Map.entry("log_lock_waits", "off"),
            Map.entry("log_temp_files", "-1"),
            Map.entry("log_autovacuum_min_duration", "-1"),
            // Process titles name the client's port and what it is doing.
            Map.entry("update_process_title", "off"));

    private DatabaseSettings() {}
}
