-- On a primary whose standby is lost: go on alone. Until there is a standby again, what is confirmed lies here only.
\set ON_ERROR_STOP on
ALTER SYSTEM RESET synchronous_standby_names;
SELECT pg_reload_conf();
