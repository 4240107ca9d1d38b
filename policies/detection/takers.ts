const openings = " \t\r\n(\"'`[={&!";
const mostOpening = 12;
const longestCallee = 160;
const longestCall = 260;
const mostCalls = 6;

// What makes bytes or a number of a text on its way.
const converts =
  /(?:^|[.:>_])(?:from|int|u?int256|bytes(?:32)?|BigInt(?:eger)?|hex|ensure|arrayify|getBytes|unhexlify|a2b_hex|from_?hex(?:_?string)?|(?:decode|parse)_?(?:hex|string)?|hex_?decode|(?:hex_?)?to_?(?:bytes|u8a|big_?int|buffer|uint8array))$/iu;

const takers = [
  // Wallets, signers and what makes them of a key.
  /(?:Wallet|HDWalletProvider|PrivateKeySigner(?:::from_str)?|SigningKey(?:::from_\w{1,10})?|privateKeyToAccount|privateKeyToAddress|import(?:Raw)?Key|addWallet|keyToAddress|HexToECDSA)$/u,
  /(?:(?:from|load|import)_?(?:raw_?)?(?:private|secret)_?key|(?:wallet|signer|accounts?|key_?pair)\.(?:from|load|import)_?key)$/iu,
  /(?:[fF]romPrivate|mnemonicFromSeed|(?:wallet|accounts)\.add|(?:ECKeyPair|Credentials)\.create)$/u,
  // Key pairs and private keys, which have constructors of many names.
  /(?:^|[.:_])(?:Ed25519|Secp256k1|Ec|EC|Rsa|RSA|Stark|Local|Bip32|Eth|Sui|Aptos)?PrivateKey(?:(?:\.|::)(?:from\w{0,16}|parse|decode|new|of))?$/u,
  /(?:Wallet|Signer|Account|Key_?pair)(?:\.|::)(?:from|import)_?(?:raw_?)?(?:private|secret|seed|hex|bytes)(?:_?key|_?string|_?bytes)?$/iu,
  /Key_?pair(?:\.|::)(?:decode|restore)$/iu,
  // Foundry's scripts.
  /(?:^|\.)(?:startBroadcast|vm\.(?:broadcast|addr|sign|rememberKey))$/u,
];
// What a parameter is called that takes one.
const named = /^(?:\w{0,12}_?(?:key|secret|seed)|hex|data|value|bytes|pk|sk|s)$/iu;
const constructed = /\bnew [\w.]{0,40}Account\(["'`]?$/u;
const option = /--?private-key[ =]["'`]?$/u;
// Among other arguments.
const amid =
  /(?:\bsign_?transaction\([^()\n]{1,60},\s{0,8}|\bnew TronWeb\((?:[^(),\n]{1,60},\s{0,20}){1,3}|\bClobClient\((?:[^()\n]{0,120},\s{0,20})?key\s{0,2}=\s{0,2})["'`]?$/iu;
const parsed = /^["'`](?:\.to_string\(\))?\.parse::<(?:LocalWallet|PrivateKeySigner)>/u;
// echo … | tool account import
const piped =
  /^["'`]?\s{1,4}\|\s{1,4}[\w./-]{1,40}(?:\s[\w-]{1,20}){0,3}\s(?:from-key|import-key|(?:account|wallet) import)\b/u;

const opensList =
  /(?:\baccounts\s{0,4}[:=]\s{0,4}(?:[^[\]\n]{1,60}\?[^\n]{1,60}:\s{0,4})?|(?:priv(?:ate)?_?keys|\bpks)\b["'`]?\s{0,4}(?::[\w\s.[\]<>]{1,20}|:)?=?\s{0,4}(?:List\.of|Arrays\.asList|(?:new )?[\w.]{0,20}\[\]\w{0,10}|vec!)?\s{0,2})$/iu;
const opensRows =
  /priv(?:ate)?_?keys["']?:\s{0,20}(?:\n[ \t]{0,20}- ["']?(?:0x)?[\da-f]{64}["']?[ \t\r]{0,8}){0,8}\n[ \t]{0,20}- ["']?$/iu;
const longestList = 700;

/** Whether a call, an option, a command or a list of accounts that takes private keys stands around a value. */
export function isTaken(text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + 100);
  if (parsed.test(after) || piped.test(after)) return true;
  const lead = text.slice(Math.max(0, start - longestList), start);
  return isArgument(lead.slice(-longestCall)) || opensRows.test(lead) || isListed(lead);
}

function isArgument(lead: string): boolean {
  if (option.test(lead)) return true;
  let before = lead;
  for (let calls = 0; calls < mostCalls; calls++) {
    let opened = before.length;
    while (before.length - opened < mostOpening && openings.includes(before[opened - 1] ?? "x")) opened--;
    // Most values stand behind a colon, or in a row of their own.
    if (opened === before.length || !/[\w$,]/u.test(before[opened - 1] ?? "")) return false;
    if (amid.test(before) || constructed.test(before)) return true;
    let start = opened;
    while (opened - start < longestCallee && /[\w$.:>]/u.test(before[start - 1] ?? "")) start--;
    const callee = before.slice(start, opened);
    if (takers.some((taker) => taker.test(callee))) return true;
    const outside = before.slice(0, start);
    // bytes.fromhex(b"…"), from_private_key(key="…")
    const isNamed = before.slice(opened).includes("=") && named.test(callee) && /[(,{]\s?$/u.test(outside);
    if (!isNamed && !/^[bruf]{1,2}$/u.test(callee) && !converts.test(callee)) return false;
    before = outside.endsWith("new ") ? outside.slice(0, -"new ".length) : outside;
  }
  return false;
}

function isListed(lead: string): boolean {
  const list = Math.max(lead.lastIndexOf("["), lead.lastIndexOf("{"), lead.lastIndexOf("("));
  const inside = lead.slice(list + 1);
  return (
    list !== -1 &&
    !/[\]})]/u.test(inside) &&
    /(?:^|,)[\s"'`]*$/u.test(inside) &&
    opensList.test(lead.slice(Math.max(0, list - 140), list))
  );
}
