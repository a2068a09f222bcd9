-- What one key has used, and what follows from it: the twin of UsageState, operation by operation.
--
-- KEYS[1]  a hash with a time to live, whose fields are
--          r, i, o + second   requests, input and output tokens of a second
--          l + lease          when an open call expires
--          a + replica        when a replica was last seen
--          w + numbers + / + replica   arrival of its first waiting call, and when that last asked
--          cool, since, fails          end and begin of a cool-down, refusals in a row
--          probe, probed               the call on trial, and since when
--          held                        until when nothing is left
--          seen, shift                 the latest time, and what to add to that of the server
-- ARGV     operation, time in milliseconds (0 for that of the server), replica, arguments

local SLOTS, LEASE, UNSEEN, TOLERANCE, TRIAL, LONGEST, KEPT = 62, 15000, 5000, 1000, 5000, 60000, 180000
local COOL_DOWN, EXHAUSTED, REQUESTS, INPUT, OUTPUT, ON_TRIAL, ORDER, CONCURRENCY = 0, 1, 2, 3, 4, 5, 6, 7

local key, operation, now, replica = KEYS[1], ARGV[1], tonumber(ARGV[2]), ARGV[3]
if now == 0 then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function argument(number)
  return tonumber(ARGV[3 + number])
end

local function text(number)
  return string.format('%.0f', number)
end

local function get(field)
  return tonumber(redis.call('HGET', key, field) or '0')
end

local function set(field, number)
  redis.call('HSET', key, field, text(number))
end

-- The clock of a server is set back, and that of another one that takes over may be behind. Whatever was
-- noted before would lie ahead for hours, so time goes on from where it was. Small steps do no harm, and would
-- add up.
local known = redis.call('HMGET', key, 'seen', 'shift')
local seen, shift = tonumber(known[1] or '0'), tonumber(known[2] or '0')
now = now + shift
if now < seen - TOLERANCE then
  set('shift', shift + seen - now)
  now = seen
end
set('seen', math.max(seen, now))
local second = math.floor(now / 1000)

local function book(kind, slot, amount)
  if amount == 0 or slot <= second - SLOTS then
    return
  end
  local field = kind .. text(slot)
  local value = get(field) + amount
  if value > 0 then
    set(field, value)
  else
    redis.call('HDEL', key, field)
  end
end

local function settle(slot, input, output)
  book('i', input < 0 and slot or second, input)
  book('o', output < 0 and slot or second, output)
end

local function acquire()
  local lease = ARGV[4]
  local requests, concurrent, inputs, outputs = argument(2), argument(3), argument(4), argument(5)
  local input, output, age = argument(6), argument(7), argument(8)
  input = inputs > 0 and math.min(input, inputs) or input
  output = outputs > 0 and math.min(output, outputs) or output
  local arrival = now - age
  local queue = 'w' .. table.concat({ ARGV[5], ARGV[6], ARGV[7], ARGV[8] }, '-') .. '/'

  local sums, slots = { r = 0, i = 0, o = 0 }, { r = {}, i = {}, o = {} }
  local leases, replicas, older, dead = 0, 0, false, {}
  local all = redis.call('HGETALL', key)
  for index = 1, #all, 2 do
    local field, value = all[index], all[index + 1]
    local kind, rest = string.sub(field, 1, 1), string.sub(field, 2)
    if sums[kind] then
      local slot = tonumber(rest)
      if slot <= second - SLOTS then
        dead[#dead + 1] = field
      else
        sums[kind] = sums[kind] + tonumber(value)
        slots[kind][slot] = tonumber(value)
      end
    elseif kind == 'l' then
      if tonumber(value) <= now then
        dead[#dead + 1] = field
      else
        leases = leases + 1
      end
    elseif kind == 'a' then
      if rest ~= replica then
        if tonumber(value) + LEASE > now then
          replicas = replicas + 1
        else
          dead[#dead + 1] = field
        end
      end
    elseif kind == 'w' then
      local separator = string.find(value, ':', 1, true)
      if tonumber(string.sub(value, separator + 1)) + UNSEEN <= now then
        dead[#dead + 1] = field
      elseif string.sub(field, 1, #queue) == queue and string.sub(field, #queue + 1) ~= replica
          and tonumber(string.sub(value, 1, separator - 1)) + TOLERANCE < arrival then
        older = true
      end
    end
  end
  for _, field in ipairs(dead) do
    redis.call('HDEL', key, field)
  end
  set('a' .. replica, now)

  local obstacle, longest = -1, 0
  local function longer(candidate, millis)
    if millis > longest then
      obstacle, longest = candidate, millis
    end
  end
  local function wait(kind, number, amount)
    if number == 0 or sums[kind] <= number - amount then
      return 0
    end
    local left, slot = sums[kind], second - SLOTS
    while left > number - amount and slot < second do
      slot = slot + 1
      left = left - (slots[kind][slot] or 0)
    end
    return (slot + SLOTS) * 1000 - now
  end
  local fails = get('fails')
  if fails > 0 then
    longer(COOL_DOWN, get('cool') - now)
  end
  longer(EXHAUSTED, get('held') - now)
  longer(REQUESTS, wait('r', requests, 1))
  longer(INPUT, wait('i', inputs, input))
  longer(OUTPUT, wait('o', outputs, output))
  if obstacle < 0 then
    local probe = redis.call('HGET', key, 'probe')
    local trial = (fails > 0 and probe) and get('probed') + TRIAL - now or 0
    if trial > 0 then
      obstacle, longest = ON_TRIAL, trial
    elseif older then
      obstacle = ORDER
    elseif concurrent > 0 and leases >= concurrent then
      obstacle = CONCURRENCY
    elseif fails > 0 and not probe then
      redis.call('HSET', key, 'probe', lease)
      set('probed', now)
    end
  end
  if obstacle >= 0 then
    redis.call('HSET', key, queue .. replica, text(arrival) .. ':' .. text(now))
    return { 0, longest, obstacle, now, replicas + 1, 0 }
  end
  redis.call('HDEL', key, queue .. replica)
  set('l' .. lease, now + LEASE)
  book('r', second, 1)
  book('i', second, input)
  book('o', second, output)
  return { 1, 0, -1, now, replicas + 1, fails > 0 and 1 or 0 }
end

local function answered()
  if get('fails') > 0 and argument(1) > get('since') then
    redis.call('HDEL', key, 'cool', 'since', 'fails', 'probe', 'probed')
    return { 1 }
  end
  return { 0 }
end

local function refused()
  local granted, length, fails = argument(1), math.min(LONGEST, argument(2)), get('fails')
  if fails > 0 and granted <= get('since') then
    if length > 0 then
      set('cool', math.max(get('cool'), now + length))
    end
    return { 0 }
  end
  fails = fails + 1
  if length <= 0 then
    length = math.min(LONGEST, 1000 * 2 ^ math.min(fails - 1, 6))
  end
  set('fails', fails)
  set('since', now)
  set('cool', now + length)
  redis.call('HDEL', key, 'probe')
  return { length }
end

local function hold()
  local rest = math.max(0, get('held') - now)
  set('held', now + math.max(rest, math.min(LONGEST, argument(1))))
  return { 1 }
end

local function release()
  local lease, unsent, slot, input, output = ARGV[4], argument(2), argument(3), argument(4), argument(5)
  redis.call('HDEL', key, 'l' .. lease)
  if redis.call('HGET', key, 'probe') == lease then
    redis.call('HDEL', key, 'probe')
  end
  if unsent == 1 then
    book('r', slot, -1)
    settle(slot, -input, -output)
  end
  return { 1 }
end

local function renew()
  set('a' .. replica, now)
  for index = 4, #ARGV do
    set('l' .. ARGV[index], now + LEASE)
  end
  return { 1 }
end

local result
if operation == 'acquire' then
  result = acquire()
elseif operation == 'answered' then
  result = answered()
elseif operation == 'refused' then
  result = refused()
elseif operation == 'hold' then
  result = hold()
elseif operation == 'settle' then
  settle(argument(1), argument(2), argument(3))
  result = { 1 }
elseif operation == 'release' then
  result = release()
elseif operation == 'renew' then
  result = renew()
elseif operation == 'leave' then
  redis.call('HDEL', key, 'w' .. table.concat({ ARGV[4], ARGV[5], ARGV[6], ARGV[7] }, '-') .. '/' .. replica)
  result = { 1 }
end
redis.call('PEXPIRE', key, KEPT)
return result
