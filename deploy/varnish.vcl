# Varnish between the server that speaks HTTPS and the web hosts: fill in the hosts ONE and TWO (host and port).
# A page is held for half a second and asked for anew by its ETag; PURGE, by a worker (FRONT_CACHES), lets go of all.
vcl 4.1;
import directors;

backend one { .host = "ONE_HOST"; .port = "ONE_PORT"; .connect_timeout = 2s; .first_byte_timeout = 65s; }
backend two { .host = "TWO_HOST"; .port = "TWO_PORT"; .connect_timeout = 2s; .first_byte_timeout = 65s; }

# Who may purge: the machines on which workers run.
acl workers { "127.0.0.1"; }

sub vcl_init {
    new web = directors.round_robin();
    web.add_backend(one);
    web.add_backend(two);
}

sub vcl_recv {
    set req.backend_hint = web.backend();
    if (req.method == "PURGE") {
        # Behind another server its address is every reader's; but then there are two in X-Forwarded-For.
        if (client.ip !~ workers || req.http.X-Forwarded-For ~ ",") { return (synth(405)); }
        ban("obj.http.Surrogate-Key == " + req.http.Surrogate-Key);
        return (synth(200, "Purged"));
    }
    # Whoever sends something, is signed in, or asks for a part is answered by the newsroom itself.
    if (req.method != "GET" && req.method != "HEAD") { return (pass); }
    if (req.http.Authorization || req.http.Range || req.http.Cookie ~ "(sessionid|csrftoken|messages)=") {
        return (pass);
    }
    if (req.url ~ "^/files/") { return (pass); }
    unset req.http.Cookie;
    return (hash);
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_response {
    set beresp.grace = 0s;  # never the page from before, not even for a moment
    if (beresp.http.Surrogate-Key) {
        set beresp.ttl = 0.5s;
        set beresp.keep = 60s;
    } else {
        set beresp.uncacheable = true;
        set beresp.ttl = 60s;  # for so long nobody waits whether it can be held
    }
}
