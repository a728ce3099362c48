-- Script for wrk that requests the paths in the file QUESTIONS, in order, with the token TOKEN. With PAUSE, a number
-- of milliseconds, each connection waits about this long between an answer and its next request.
local requests = {}
local turn = 0
local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init()
    wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
    for path in io.lines(os.getenv("QUESTIONS")) do
        requests[#requests + 1] = wrk.format("GET", path)
    end
    turn = number * 7919
    math.randomseed(number + 1)
end

function request()
    turn = turn + 1
    return requests[turn % #requests + 1]
end

if os.getenv("PAUSE") then
    local pause = tonumber(os.getenv("PAUSE"))
    function delay()
        local drawn = pause * (0.5 + math.random())
        local whole = math.floor(drawn)
        return math.random() < drawn - whole and whole + 1 or whole
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("rate=%.1f p50=%.1f p99=%.1f failed=%d\n", summary.requests * 1e6 / summary.duration,
        latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.timeout))
end
