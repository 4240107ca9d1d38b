"""Hyperliquid, with an agent wallet's key (`privateKey`) for the account `walletAddress`.

https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api: info endpoint (extraAgents, userRole, frontendOpenOrders,
userFillsByTime, meta, spotMeta), exchange endpoint (cancel, scheduleCancel). How an action is signed, and noop, which does
nothing but use up a nonce: https://github.com/hyperliquid-dex/hyperliquid-python-sdk (utils/signing.py), with its test vectors.

An agent can't withdraw or transfer. Where the key is the account's own, it can, and the record says so. scheduleCancel needs a
volume that was traded, takes a time at least 5 seconds ahead, and works ten times a day. Orders of perpetuals that others
deploy (HIP-3) are not looked at. Keys can't be bound to addresses.
"""

import core.ethereum as ethereum
from core.exchange import KEY_CALLS, Exchange, Orders
from core.failure import Failure
from core.record import key_record, untold, value, when

NO_ADDRESSES = untold("Keys of Hyperliquid can't be bound to addresses.")
MOST_FILLS = 2000


class Hyperliquid(Exchange):
    WHY = dict.fromkeys(KEY_CALLS, "Hyperliquid lets the account's own wallet alone approve and replace agents, which no host has.")
    BEYOND = ("perpetuals that others deploy (HIP-3)",)
    def fault(self, reply, answer):
        if reply.status >= 400:
            return None, "rate-limited" if reply.status == 429 else None
        if isinstance(answer, dict) and answer.get("status") == "err":
            text = str(answer.get("response", "")).lower()
            if "does not exist" in text or "must deposit" in text:
                return None, "bad-key"
            if "nonce" in text:
                return None, "clock"
            if "too many cumulative requests" in text:
                return None, "rate-limited"
            if "volume" in text:
                return None, "permission-missing"
            return None, "unexpected"
        return None

    # --- Credential ---

    def private_key(self):
        text = self.field("privateKey")
        try:
            key = int(text[2:] if text.startswith("0x") else text, 16)
            if len(text.replace("0x", "", 1)) != 64 or not ethereum.is_key(key):
                raise ValueError
            return key
        except ValueError:
            raise Failure("malformed-credential") from None

    def public_id(self):
        """The agent's own address."""
        return ethereum.address_of(self.private_key())

    def wallet(self):
        found = self.field("walletAddress").lower()
        if len(found) != 42 or not found.startswith("0x") or not all(one in "0123456789abcdef" for one in found[2:]):
            raise Failure("malformed-credential")
        return found

    # --- Requests ---

    def info(self, kind, **asked):
        return self.send("rest", "POST", "/info", {"Content-Type": "application/json"}, self.packed({"type": kind, **asked}))

    def act(self, action):
        nonce = self.now()
        signature = ethereum.signed_action(self.private_key(), action, nonce, self.network == "mainnet")
        body = self.packed({"action": action, "nonce": nonce, "signature": signature, "vaultAddress": None})
        return self.send("rest", "POST", "/exchange", {"Content-Type": "application/json"}, body, changes=True)

    def asked_by_key(self):
        """The agent may act for the account, or is the account itself."""
        own, wallet = self.public_id(), self.wallet()
        if own == wallet:
            return
        role = self.info("userRole", user=own)
        data = role.get("data") if isinstance(role, dict) else None
        if not isinstance(role, dict) or role.get("role") != "agent" or not isinstance(data, dict):
            raise Failure("bad-key")
        if str(data.get("user", "")).lower() != wallet:
            raise Failure("bad-key", message="The key is an agent of another account.")

    # --- Calls ---

    def time(self):
        return self.skew(self.expect(self.info("l2Book", coin="BTC"), "time"))

    def ping(self):
        """An action that does nothing: whoever may sign it may trade."""
        self.act({"type": "noop"})
        return {"account": self.account(self.wallet())}

    def agents(self):
        return self.rows({"all": self.info("extraAgents", user=self.wallet())}, "all")

    def introspect(self):
        own = self.public_id()
        if own == self.wallet():
            return {"record": self.record(own, None, None, main=True)}
        self.asked_by_key()
        for one in self.agents():
            if str(one.get("address", "")).lower() == own:
                return {"record": self.record(own, one.get("name"), one.get("validUntil"))}
        # The one agent without a name is in no list.
        return {"record": self.record(own, None, None)}

    def list_keys(self, sub_account=None, offset=0):
        rows = self.agents()
        return self.listing([self.record(str(self.expect(one, "address")).lower(), one.get("name"), one.get("validUntil")) for one in rows], offset)

    def record(self, address, label, valid_until, main=False):
        ends = untold("Hyperliquid tells the end of agents with a name alone.")
        return key_record(
            self.exchange,
            address,
            label,
            own=address == self.public_id(),
            canRead=value(True),
            canTrade=value(True),
            canWithdraw=value(main),
            canTransfer=value(main),
            restricted=NO_ADDRESSES,
            addresses=NO_ADDRESSES,
            created=untold("Hyperliquid does not tell when an agent was approved."),
            expires=value(None) if main else when(valid_until, "validUntil") if valid_until is not None else ends,
            lastUsed=untold("Hyperliquid does not tell when an agent was last used."),
            network=value(self.network),
            master=value(main),
            state=value("enabled"),
        )

    def order_kinds(self):
        def read():
            rows = self.rows({"all": self.info("frontendOpenOrders", user=self.wallet())}, "all")
            return {str(self.expect(one, "oid")): self.expect(one, "coin") for one in rows}

        return [Orders("orders", read, self.cancel, by_orders=True)]

    def open_orders(self):
        # Anybody may read them: that the key lives has to be asked apart.
        self.asked_by_key()
        return super().open_orders()

    def cancel(self, orders):
        numbers = self.assets(set(orders.values()))
        cancels = [{"a": numbers[coin], "o": int(order)} for order, coin in orders.items()]
        for at in range(0, len(cancels), 100):
            self.act({"type": "cancel", "cancels": cancels[at : at + 100]})

    def assets(self, coins):
        """The numbers of coins: perpetuals by their place in the list, spot pairs from 10000."""
        universe = self.rows(self.info("meta"), "universe")
        numbers = {self.expect(one, "name"): place for place, one in enumerate(universe)}
        if not coins <= numbers.keys():
            for one in self.rows(self.info("spotMeta"), "universe"):
                numbers.setdefault(self.expect(one, "name"), 10_000 + int(self.expect(one, "index")))
        if not coins <= numbers.keys():
            raise Failure("unexpected", message="The exchange named an order's market and does not list it.")
        return numbers

    def dead_man(self, seconds):
        wanted = 0 if seconds == 0 else max(seconds, 5)
        self.act({"type": "scheduleCancel", **({"time": self.now() + wanted * 1000} if wanted else {})})
        return {"armed": wanted > 0, "seconds": wanted}

    def fills(self, since, until, symbols=None):
        rows = self.rows({"all": self.info("userFillsByTime", user=self.wallet(), startTime=since, endTime=until)}, "all")
        found = [self.fill(one) for one in rows]
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": len(rows) < MOST_FILLS}

    def fill(self, one):
        return {
            "at": int(self.expect(one, "time")),
            "symbol": self.expect(one, "coin"),
            "orderId": str(self.expect(one, "oid")),
            "side": {"B": "buy", "A": "sell"}.get(self.expect(one, "side"), "unknown"),
            "price": str(self.expect(one, "px")),
            "quantity": str(self.expect(one, "sz")),
        }
