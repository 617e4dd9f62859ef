-- On the primary, once the standby follows: from now on nothing is confirmed that the standby has not on its disk.
-- Where the standby is lost, everybody waits at their next save until alone.sql is run.
\set ON_ERROR_STOP on
ALTER SYSTEM SET synchronous_standby_names = '*';
SELECT pg_reload_conf();
