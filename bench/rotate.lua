-- For wrk: asks for the paths listed in $BENCH_PATHS in turn, with the header in $BENCH_HEADER, and tells JSON.
local paths, place = {}, 0
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
local name, value = (os.getenv("BENCH_HEADER") or ""):match("^([^:]+): (.*)$")
if name then wrk.headers[name] = value end

function request()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end

function done(summary, latency, requests)
  local faults = summary.errors
  io.write(string.format(
    'JSON {"requests": %d, "seconds": %.3f, "p50": %.3f, "p99": %.3f, "faults": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    faults.status + faults.read + faults.connect + faults.write + faults.timeout))
end
