-- For wrk: sends one body again and again; prints, as JSON, how long the answers took. Where they are to be counted, it
-- keeps the first of them and prints a line for each, so that whoever started wrk can stop it.
local file = assert(io.open(os.getenv("BENCHMARK_BODY"), "rb"))
wrk.method, wrk.body = "POST", file:read("*a")
wrk.headers["Content-Type"] = "application/json"
local kept = os.getenv("BENCHMARK_ANSWER")

if kept then
   local count = 0
   function response(status, headers, body)
      count = count + 1
      if count == 1 then
         local answer = assert(io.open(kept, "wb"))
         answer:write(body)
         answer:close()
      end
      io.write("answer\n")
      io.flush()
   end
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format('{"answers":%d,"refused":%d,"lost":%d,"seconds":%.6f,"p50":%.6f,"p99":%.6f}\n',
      summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
      summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6))
end
