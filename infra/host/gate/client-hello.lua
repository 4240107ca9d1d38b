-- Reads a TLS ClientHello to the letter and answers the name it asks for, or why it is refused. The gate knows a
-- connection by this name alone, so anything that another reader might understand differently is refused.
-- Layout: RFC 8446 sections 4.1.2 and 5.1; server_name: RFC 6066 section 3; encrypted ClientHello: RFC 9849.

local SERVER_NAME = 0
-- The outer name of an encrypted ClientHello is not the one that the server serves. Older drafts used 0xffce.
local ENCRYPTED = { [0xfe0d] = true, [0xffce] = true }

-- A length-prefixed part of `text` at `position`: the part and the position after it, or nil if it is cut short.
local function part(text, position, width)
  if position + width - 1 > #text then return nil end
  local length = string.unpack(">I" .. width, text, position)
  local first = position + width
  if first + length - 1 > #text then return nil end
  return string.sub(text, first, first + length - 1), first + length
end

-- The one host name of a server_name extension, or nil.
local function host_name(extension)
  local names, after = part(extension, 1, 2)
  if names == nil or after ~= #extension + 1 then return nil end
  if #names < 1 or string.byte(names, 1) ~= 0 then return nil end
  local name, end_of_names = part(names, 2, 2)
  if name == nil or end_of_names ~= #names + 1 then return nil end
  return name
end

-- Labels of letters, digits and hyphens in lower case, as the lists have them: no final dot, no NUL, no address.
local function is_exact(name)
  if #name > 253 or not string.find(name, "^[a-z0-9.-]+%.[a-z][a-z0-9-]*$") then return false end
  for label in string.gmatch(name .. ".", "([^.]*)%.") do
    if #label == 0 or #label > 63 or string.find(label, "^-") or string.find(label, "-$") then return false end
  end
  return true
end

-- The name, or nil and the reason.
local function read(bytes)
  if #bytes < 5 or string.byte(bytes, 1) ~= 0x16 or string.byte(bytes, 2) ~= 3 then return nil, "not-a-client-hello" end
  local record = part(bytes, 4, 2)
  if record == nil then return nil, "cut-short" end
  if #record < 4 or string.byte(record, 1) ~= 1 then return nil, "not-a-client-hello" end
  local hello, after_hello = part(record, 2, 3)
  -- A ClientHello split over several records is one that readers differ about.
  if hello == nil then return nil, "split-client-hello" end
  if after_hello ~= #record + 1 then return nil, "more-than-a-client-hello" end

  local position = 1 + 2 + 32
  local skipped
  for _, width in ipairs({ 1, 2, 1 }) do -- session id, cipher suites, compression methods
    skipped, position = part(hello, position, width)
    if skipped == nil then return nil, "cut-short" end
  end
  local extensions, after_extensions = part(hello, position, 2)
  if extensions == nil then return nil, "no-name" end
  if after_extensions ~= #hello + 1 then return nil, "more-than-a-client-hello" end

  local name
  local seen = {}
  position = 1
  while position <= #extensions do
    if position + 3 > #extensions then return nil, "cut-short" end
    local kind = string.unpack(">I2", extensions, position)
    local content, next_position = part(extensions, position + 2, 2)
    if content == nil then return nil, "cut-short" end
    if seen[kind] then return nil, "repeated-extension" end
    seen[kind] = true
    if ENCRYPTED[kind] then return nil, "encrypted-client-hello" end
    if kind == SERVER_NAME then
      name = host_name(content)
      if name == nil then return nil, "not-one-name" end
    end
    position = next_position
  end
  if name == nil then return nil, "no-name" end
  if not is_exact(name) then return nil, "not-an-exact-name" end
  return name
end

-- A name, or an exclamation mark and the reason.
core.register_fetches("client_hello", function(txn)
  local name, fault = read(txn.f:req_payload(0, 0) or "")
  return name or "!" .. fault
end)
