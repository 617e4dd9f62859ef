-- On the standby, once the primary is down and will not come back by itself: take over, and go on alone.
\set ON_ERROR_STOP on
SELECT pg_promote(wait_seconds => 60) AS promoted;
\ir alone.sql
